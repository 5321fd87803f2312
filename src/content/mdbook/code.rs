//! Lines of code that a book hides: `# ` in Rust, and what `hidelines` says of other languages.

use std::collections::BTreeMap;

use crate::content::page::Page;

/// The page without those lines.
pub(super) fn without_hidden_lines(page: Page, hidden: &BTreeMap<String, String>) -> Page {
    let mut inside: Option<Hides> = None;
    page.replaced(|mut line, lines| {
        let text = line.text.trim_start();
        let is_fence = text.starts_with("```") || text.starts_with("~~~");
        if !line.is_code {
            inside = None;
        } else if inside.is_none() {
            inside = Some(Hides::of(text, hidden));
        } else if let Some(hides) = &inside {
            match hides.shown(&line.text) {
                Some(shown) => line.text = shown,
                None => return,
            }
            if is_fence {
                inside = None;
            }
        }
        lines.push(line);
    })
}

/// What a block of code hides.
enum Hides {
    Nothing,
    /// Lines that begin with `# `; `##` stands for `#`.
    Rust,
    Prefix(String),
}

impl Hides {
    fn of(fence: &str, hidden: &BTreeMap<String, String>) -> Hides {
        let words = fence.trim_start_matches(['`', '~']).trim();
        let mut words = words
            .split([',', ' ', '\t'])
            .filter(|word| !word.is_empty());
        let language = words.next().unwrap_or_default();
        let own = words.find_map(|word| word.strip_prefix("hidelines="));
        match own.or(hidden.get(language).map(String::as_str)) {
            Some(prefix) if !prefix.is_empty() => Hides::Prefix(prefix.to_owned()),
            _ if language == "rust" => Hides::Rust,
            _ => Hides::Nothing,
        }
    }

    fn shown(&self, line: &str) -> Option<String> {
        let text = line.trim_start();
        let indent = line.get(..line.len() - text.len()).unwrap_or_default();
        match self {
            Hides::Rust if text == "#" || text.starts_with("# ") => None,
            Hides::Rust if text.starts_with("##") => {
                Some(format!("{indent}{}", text.get(1..).unwrap_or_default()))
            }
            Hides::Prefix(prefix) if text.starts_with(prefix.as_str()) => None,
            _ => Some(line.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_lines_are_left_out_of_code_alone() {
        let hidden = BTreeMap::from([("python".to_owned(), "~".to_owned())]);
        let shown = |text: &str| without_hidden_lines(Page::new(text, 0), &hidden).finish().0;
        assert_eq!(
            shown("# H\n```rust,ignore\n# use a;\n  ## b\n#[c]\n#\nd\n```\n# I\n"),
            "# H\n```rust,ignore\n  # b\n#[c]\nd\n```\n# I\n"
        );
        assert_eq!(shown("```python\n~x\n# y\n```\n"), "```python\n# y\n```\n");
        assert_eq!(
            shown("```sh,hidelines=!!\n!!x\n# y\n```\n"),
            "```sh,hidelines=!!\n# y\n```\n"
        );
        assert_eq!(
            shown("```sh\n# y\n```\n```rust\n# z\n```"),
            "```sh\n# y\n```\n```rust\n```\n"
        );
    }
}
