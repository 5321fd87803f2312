//! A file's text with its name, so that every problem knows its line.

use std::ops::Range;

use super::problem::{Problem, Severity};
use crate::domain::mistake::shown_part;

/// A file that was read: decoded, without a byte order mark.
#[derive(Debug)]
pub(super) struct Text {
    path: String,
    text: String,
}

impl Text {
    /// Decodes a file; what isn't UTF-8 is a problem at the first byte that doesn't belong there.
    pub(super) fn decode(path: String, bytes: Vec<u8>) -> Result<Text, Problem> {
        match String::from_utf8(bytes) {
            Ok(mut text) => {
                if text.starts_with('\u{feff}') {
                    text.drain(..'\u{feff}'.len_utf8());
                }
                Ok(Text { path, text })
            }
            Err(error) => {
                let offset = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let message = format!("byte {offset} is not UTF-8: save the file as UTF-8");
                Err(Text { path, text }.error("not-utf8", offset, message))
            }
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.text
    }

    /// The text of a range; empty where the range isn't one.
    pub(super) fn slice(&self, range: Range<usize>) -> &str {
        self.text.get(range).unwrap_or_default()
    }

    pub(super) fn error(
        &self,
        code: &'static str,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        self.problem(Severity::Error, code, offset, message.into())
    }

    pub(super) fn warning(
        &self,
        code: &'static str,
        offset: usize,
        message: impl Into<String>,
    ) -> Problem {
        self.problem(Severity::Warning, code, offset, message.into())
    }

    fn problem(
        &self,
        severity: Severity,
        code: &'static str,
        offset: usize,
        message: String,
    ) -> Problem {
        let offset = self.text.floor_char_boundary(offset);
        let (before, after) = self.text.split_at(offset);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let line_end = after.find('\n').map_or(self.text.len(), |end| offset + end);
        let line = self.slice(line_start..line_end).trim_end_matches('\r');
        let column = self.slice(line_start..offset).chars().count() + 1;
        Problem {
            severity,
            path: self.path.clone(),
            line: before.matches('\n').count() + 1,
            column,
            code,
            message,
            source_line: Some(shown_part(line, column).to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<Text, Problem> {
        Text::decode("a.md".into(), bytes.to_vec())
    }

    #[test]
    fn a_place_is_line_and_column_in_characters() {
        let text = text("eins\r\nzwölf ü\r\n".as_bytes()).unwrap();
        let problem = text.error("x", "eins\r\nzwölf ".len(), "");
        assert_eq!((problem.line, problem.column), (2, 7));
        assert_eq!(problem.source_line.as_deref(), Some("zwölf ü"));
    }

    #[test]
    fn a_place_behind_the_end_is_the_end() {
        let problem = text(b"one\n").unwrap().error("x", 99, "");
        assert_eq!((problem.line, problem.column), (2, 1));
    }

    #[test]
    fn bytes_that_are_not_utf8_are_found_by_line() {
        let problem = text(b"one\ntwo \xff\n").unwrap_err();
        assert_eq!((problem.line, problem.column), (2, 5));
        assert!(problem.message.starts_with("byte 8 is not UTF-8"));
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text(b"\xef\xbb\xbfone").unwrap().as_str(), "one");
    }
}
