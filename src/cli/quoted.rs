//! Paths as a shell takes them.

use std::borrow::Cow;

/// A path or an address as one word of a command line that can be pasted.
pub(super) fn quoted(word: &str) -> Cow<'_, str> {
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+,:@%=~#".contains(c);
    let is_word = !word.is_empty() && !word.starts_with(['~', '#', '-', '=']);
    match is_word && word.chars().all(is_plain) {
        true => Cow::Borrowed(word),
        false => Cow::Owned(format!("'{}'", word.replace('\'', "'\\''"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_shell_would_take_apart_is_quoted() {
        for (path, word) in [
            ("courses/knots-2", "courses/knots-2"),
            ("日本語", "日本語"),
            ("Knots & More", "'Knots & More'"),
            ("it's", r"'it'\''s'"),
            ("~x", "'~x'"),
            ("", "''"),
        ] {
            assert_eq!(quoted(path), word);
        }
    }
}
