//! A file's text with its name, so that every problem knows its line.

use std::ops::Range;
use std::path::PathBuf;

use crate::domain::diagnostic::Code;
use crate::domain::{Diagnostic, LinePlace, Location};

/// A file that was read: decoded, without a byte order mark.
#[derive(Debug)]
pub(super) struct Text {
    path: PathBuf,
    text: String,
}

impl Text {
    /// Decodes a file; what isn't UTF-8 is a problem at the first byte that doesn't belong there.
    pub(super) fn decode(path: PathBuf, bytes: Vec<u8>) -> Result<Text, Diagnostic> {
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
                Err(Text { path, text }.error(Code::NotUtf8, offset, message))
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

    /// An error at a byte of the text.
    pub(super) fn error(
        &self,
        code: Code,
        offset: usize,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(self.place(offset), message).with_code(code)
    }

    /// An error of the whole file.
    pub(super) fn file_error(&self, code: Code, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Location::File(self.path.clone()), message).with_code(code)
    }

    /// The place of a byte of the text.
    pub(super) fn place(&self, offset: usize) -> Location {
        Location::Line(LinePlace::of(&self.path, &self.text, offset))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8]) -> Result<Text, Diagnostic> {
        Text::decode("a.md".into(), bytes.to_vec())
    }

    #[test]
    fn bytes_that_are_not_utf8_are_found_by_line() {
        let problem = text(b"one\ntwo \xff\n").unwrap_err();
        assert_eq!(problem.place.line_and_column(), Some((2, 5)));
        assert!(problem.message.starts_with("byte 8 is not UTF-8"));
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text(b"\xef\xbb\xbfone").unwrap().as_str(), "one");
    }
}
