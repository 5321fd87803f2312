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

    /// Decodes the file of somebody who can't be asked to save it otherwise: UTF-16 is told by its mark, and bytes that are
    /// no text become `�`, with the problem.
    pub(super) fn decode_anyhow(path: PathBuf, bytes: &[u8]) -> (Text, Option<Diagnostic>) {
        if let Some(text) = utf16(bytes) {
            return (Text { path, text }, None);
        }
        match Text::decode(path.clone(), bytes.to_vec()) {
            Ok(text) => (text, None),
            Err(problem) => {
                let text = String::from_utf8_lossy(bytes).into_owned();
                let message = "bytes that are not UTF-8 are shown as `�`".to_owned();
                let problem = Diagnostic { message, ..problem };
                (Text { path, text }, Some(problem))
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

/// The text of a file that begins with the mark of UTF-16.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (from_bytes, rest): (fn([u8; 2]) -> u16, _) = match bytes {
        [0xff, 0xfe, rest @ ..] => (u16::from_le_bytes, rest),
        [0xfe, 0xff, rest @ ..] => (u16::from_be_bytes, rest),
        _ => return None,
    };
    let units = rest.chunks_exact(2);
    let units = units.filter_map(|pair| Some(from_bytes(pair.try_into().ok()?)));
    let chars = char::decode_utf16(units);
    Some(
        chars
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
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
    fn the_text_of_somebody_else_is_decoded_as_far_as_it_goes() {
        for (bytes, text, is_whole) in [
            (&b"caf\xe9 au lait"[..], "caf\u{fffd} au lait", false),
            (b"\xff\xfea\0\xe9\0", "a\u{e9}", true),
            (b"\xfe\xff\0a", "a", true),
            (b"plain", "plain", true),
        ] {
            let (decoded, problem) = Text::decode_anyhow("a.md".into(), bytes);
            assert_eq!(decoded.as_str(), text);
            assert_eq!(problem.is_none(), is_whole, "{text}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        assert_eq!(text(b"\xef\xbb\xbfone").unwrap().as_str(), "one");
    }
}
