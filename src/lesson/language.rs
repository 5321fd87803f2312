//! The language of a code block, by the name that highlighting and captions use.

use std::borrow::Cow;

/// Names that authors write, and the usual one. Rust's documentation writes what to do with an example alone, and
/// aquascope's drawings are of Rust.
const ALIASES: &[(&str, &str)] = &[
    ("aquascope", "rust"),
    ("bat", "batch"),
    ("c#", "csharp"),
    ("c++", "cpp"),
    ("cc", "cpp"),
    ("compile_fail", "rust"),
    ("console", "console"),
    ("cs", "csharp"),
    ("docker", "dockerfile"),
    ("golang", "go"),
    ("hpp", "cpp"),
    ("hs", "haskell"),
    ("htm", "html"),
    ("ignore", "rust"),
    ("ipython", "python"),
    ("javascript", "javascript"),
    ("js", "javascript"),
    ("json5", "json"),
    ("jsonc", "json"),
    ("jsx", "javascript"),
    ("kt", "kotlin"),
    ("make", "makefile"),
    ("md", "markdown"),
    ("mjs", "javascript"),
    ("no_run", "rust"),
    ("node", "javascript"),
    ("patch", "diff"),
    ("pgsql", "sql"),
    ("pl", "perl"),
    ("plain", "text"),
    ("plaintext", "text"),
    ("postgres", "sql"),
    ("postgresql", "sql"),
    ("ps1", "powershell"),
    ("pwsh", "powershell"),
    ("py", "python"),
    ("py3", "python"),
    ("python3", "python"),
    ("rb", "ruby"),
    ("rs", "rust"),
    ("sh", "bash"),
    ("shell", "bash"),
    ("shell-session", "console"),
    ("shellsession", "console"),
    ("should_panic", "rust"),
    ("sqlite", "sql"),
    ("terminal", "console"),
    ("ts", "typescript"),
    ("txt", "text"),
    ("viml", "vim"),
    ("yml", "yaml"),
    ("zsh", "bash"),
];

/// The language that an info string names: its first word, without attributes, by its usual name.
///
/// ```text
/// rust,ignore      → rust
/// {.python .numberLines} → python
/// py title="a.py"  → python
/// ```
pub(super) fn of_info(info: &str) -> Option<Cow<'_, str>> {
    let word = info
        .trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '{' | '.'))
        .split(|c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}' | ':' | ';'))
        .next()
        .filter(|word| !word.is_empty() && word.len() <= 40)?;
    let lower = match word.bytes().any(|b| b.is_ascii_uppercase()) {
        true => Cow::Owned(word.to_ascii_lowercase()),
        false => Cow::Borrowed(word),
    };
    let usual = ALIASES.binary_search_by_key(&&*lower, |(alias, _)| *alias);
    match usual.ok().and_then(|at| ALIASES.get(at)) {
        Some((_, usual)) => Some(Cow::Borrowed(usual)),
        None => Some(lower),
    }
}

/// Whether the author of code asks that it folds where it is long: ```` ```rust fold ````, ```` ```{.rust .fold} ````.
pub(super) fn asks_to_fold(info: &str) -> bool {
    let is_apart = |c: char| c.is_whitespace() || matches!(c, ',' | '{' | '}');
    let mut words = info.split(is_apart).skip(1);
    words.any(|word| matches!(word.strip_prefix('.').unwrap_or(word), "fold"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_names_the_language() {
        let of = |info| of_info(info).map(Cow::into_owned);
        assert_eq!(of("rust,ignore").as_deref(), Some("rust"));
        assert_eq!(of("{.python .numberLines}").as_deref(), Some("python"));
        assert_eq!(of("PY title=\"a.py\"").as_deref(), Some("python"));
        assert_eq!(of("c++").as_deref(), Some("cpp"));
        assert_eq!(of("aquascope,interpreter").as_deref(), Some("rust"));
        assert_eq!(of("  "), None);
    }

    #[test]
    fn aliases_are_sorted_for_the_search() {
        assert!(ALIASES.is_sorted_by_key(|(alias, _)| *alias));
    }
}
