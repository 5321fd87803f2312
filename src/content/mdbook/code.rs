//! Lines of code that a book hides: `# ` in Rust, and what `hidelines` says of other languages.

use std::collections::BTreeMap;

use crate::content::page::Page;
use crate::lesson::HiddenLines;

/// The page whose code says which of its lines are hidden, by their numbers.
pub(super) fn with_hidden_lines(mut page: Page, hidden: &BTreeMap<String, String>) -> Page {
    let mut open: Option<Open> = None;
    for at in 0..page.lines.len() {
        let Some(line) = page.lines.get_mut(at) else {
            break;
        };
        let text = line.text.trim_start();
        let is_fence = text.starts_with("```") || text.starts_with("~~~");
        let Some(block) = &mut open else {
            if line.is_code && is_fence {
                open = Some(Open {
                    fence: at,
                    hides: Hides::of(text, hidden),
                    lines: 0,
                    hidden: HiddenLines::default(),
                });
            }
            continue;
        };
        if line.is_code && !is_fence {
            block.lines += 1;
            match block.hides.read(&line.text) {
                Said::Hidden(text) => {
                    line.text = text;
                    block.hidden.add(block.lines);
                }
                Said::Shown(text) => line.text = text,
            }
            continue;
        }
        let Open { fence, hidden, .. } = std::mem::take(block);
        open = None;
        if let Some(fence) = page.lines.get_mut(fence).filter(|_| !hidden.is_empty()) {
            fence.text = format!("{} {}", fence.text.trim_end(), hidden.attribute());
        }
    }
    page
}

/// A block of code that isn't closed yet.
#[derive(Default)]
struct Open {
    /// The place of its first line in the page.
    fence: usize,
    hides: Hides,
    lines: usize,
    hidden: HiddenLines,
}

/// A line as it is in the code.
enum Said {
    Hidden(String),
    Shown(String),
}

/// The lines that a block of code hides.
#[derive(Default)]
enum Hides {
    #[default]
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

    fn read(&self, line: &str) -> Said {
        let text = line.trim_start();
        let indent = line.get(..line.len() - text.len()).unwrap_or_default();
        let behind = |sign: usize| format!("{indent}{}", text.get(sign..).unwrap_or_default());
        match self {
            Hides::Rust if text == "#" => Said::Hidden(indent.to_owned()),
            Hides::Rust if text.starts_with("# ") => Said::Hidden(behind(2)),
            Hides::Rust if text.starts_with("##") => Said::Shown(behind(1)),
            Hides::Prefix(prefix) if text.starts_with(prefix.as_str()) => {
                Said::Hidden(behind(prefix.len()))
            }
            _ => Said::Shown(line.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_lines_are_named_by_their_numbers_in_code_alone() {
        let hidden = BTreeMap::from([("python".to_owned(), "~".to_owned())]);
        let read = |text: &str| with_hidden_lines(Page::new(text, 0), &hidden).finish().0;
        assert_eq!(
            read("# H\n```rust,ignore\n# use a;\n  ## b\n#[c]\n#\n# d\nd\n```\n# I\n"),
            "# H\n```rust,ignore hidden=1,4-5\nuse a;\n  # b\n#[c]\n\nd\nd\n```\n# I\n"
        );
        assert_eq!(
            read("```python\n~x\n# y\n```\n"),
            "```python hidden=1\nx\n# y\n```\n"
        );
        assert_eq!(
            read("```sh,hidelines=!!\n!!x\n# y\n```\n"),
            "```sh,hidelines=!! hidden=1\nx\n# y\n```\n"
        );
        assert_eq!(
            read("```sh\n# y\n```\n```rust\n# z\n```"),
            "```sh\n# y\n```\n```rust hidden=1\nz\n```\n"
        );
    }
}
