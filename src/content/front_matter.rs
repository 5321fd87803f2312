//! Finds the front matter of a page.

use std::ops::Range;

use crate::content::text::Text;
use crate::domain::Diagnostic;
use crate::domain::diagnostic::Code;

/// The range of the front matter in a file; empty at the start where there is none.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    pub(super) yaml: Range<usize>,
    /// The start of the Markdown.
    pub(super) end: usize,
}

const FENCE: &str = "---";
/// The other line that ends a YAML document (YAML 1.2.2, 9.1.2).
const DOCUMENT_END: &str = "...";

impl FrontMatter {
    /// Finds it between a first line `---` and the next one, or `...`.
    pub(super) fn find(text: &Text) -> Result<FrontMatter, Diagnostic> {
        let mut lines = text.as_str().split_inclusive('\n');
        let first = lines.next().unwrap_or_default();
        if first.trim_end() != FENCE {
            return Ok(FrontMatter { yaml: 0..0, end: 0 });
        }
        let start = first.len();
        let mut end = start;
        for line in lines {
            if matches!(line.trim_end(), FENCE | DOCUMENT_END) {
                return Ok(FrontMatter {
                    yaml: start..end,
                    end: end + line.len(),
                });
            }
            end += line.len();
        }
        let message = "the front matter that begins here is never closed: end it with a line `---`";
        Err(text.error(Code::FrontMatter, 0, message))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(text: &str) -> Result<(usize, usize), Diagnostic> {
        let text = Text::decode("a.md".into(), text.as_bytes().to_vec())?;
        FrontMatter::find(&text).map(|found| (found.yaml.end, found.end))
    }

    #[test]
    fn a_line_of_dashes_or_dots_ends_it() {
        assert_eq!(find("---\na: 1\n---\nText"), Ok((9, 13)));
        assert_eq!(find("---\na: 1\n...\nText\n\n---\n"), Ok((9, 13)));
        assert_eq!(find("---\r\na: 1\r\n... \r\nText"), Ok((11, 17)));
        assert_eq!(find("Text\n---\n"), Ok((0, 0)));
        assert!(find("---\na: 1\n ...\n").is_err());
    }
}
