//! One line of text that a person types: a filter, an answer, a secret.

use std::borrow::Cow;
use std::fmt;

use secrecy::zeroize::Zeroize;
use unicode_segmentation::UnicodeSegmentation;

/// The sign at the end of what is typed.
pub const CARET: &str = "▏";

/// The longest text that is taken, in bytes: enough for any search, too short to slow one down.
const MAX_BYTES: usize = 500;

/// A line being typed; the cursor stands at its end.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct InputLine {
    text: String,
    purpose: Purpose,
    /// True for a text that was there before: what is typed takes its place.
    is_proposed: bool,
}

/// The purpose of a line.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Purpose {
    /// To find something.
    #[default]
    Search,
    /// Somebody asked for it: an address, a code.
    Answer,
    /// The same, and it is neither shown nor left in memory.
    Secret,
}

impl InputLine {
    /// A line for an answer.
    pub fn answer() -> InputLine {
        InputLine {
            text: String::new(),
            purpose: Purpose::Answer,
            is_proposed: false,
        }
    }

    /// A line for a secret.
    pub fn hidden() -> InputLine {
        InputLine {
            // A text that grows leaves copies behind.
            text: String::with_capacity(MAX_BYTES),
            purpose: Purpose::Secret,
            is_proposed: false,
        }
    }

    /// The sign before the line.
    pub fn sign(&self) -> &'static str {
        match self.purpose {
            Purpose::Search => "/",
            Purpose::Answer | Purpose::Secret => "›",
        }
    }

    /// A line with a text that what is typed takes the place of.
    pub fn proposing(text: &str) -> InputLine {
        let mut line = InputLine::default();
        line.insert(text);
        line.is_proposed = !line.is_empty();
        line
    }

    /// Whether what is typed takes the place of the text.
    pub fn is_proposed(&self) -> bool {
        self.is_proposed
    }

    /// The text as it is shown: a dot for each letter of a secret.
    pub fn shown(&self) -> Cow<'_, str> {
        match self.purpose {
            Purpose::Secret => "•".repeat(self.text.chars().count()).into(),
            Purpose::Search | Purpose::Answer => self.text.as_str().into(),
        }
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// True where nothing was typed.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Adds typed or pasted text; control characters, line ends among them, become spaces.
    pub fn insert(&mut self, typed: &str) {
        if self.is_proposed {
            self.clear();
        }
        for character in typed.chars() {
            if self.text.len() + character.len_utf8() > MAX_BYTES {
                return;
            }
            self.text.push(if character.is_control() {
                ' '
            } else {
                character
            });
        }
    }

    /// Removes the last character as a person sees it.
    pub fn delete_character(&mut self) {
        self.is_proposed = false;
        let end = self
            .text
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(start, _)| start);
        self.text.truncate(end);
    }

    /// Removes the last word and the spaces behind it.
    pub fn delete_word(&mut self) {
        self.is_proposed = false;
        let end = self.text.trim_end().rfind(' ').map_or(0, |space| space + 1);
        self.text.truncate(end);
    }

    /// Removes everything.
    pub fn clear(&mut self) {
        self.is_proposed = false;
        self.text.clear();
    }
}

impl fmt::Debug for InputLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("InputLine").field(&self.shown()).finish()
    }
}

impl Drop for InputLine {
    fn drop(&mut self) {
        if self.purpose == Purpose::Secret {
            self.text.zeroize();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> InputLine {
        let mut line = InputLine::default();
        line.insert(text);
        line
    }

    #[test]
    fn deleting_takes_a_whole_character_or_word() {
        let mut line = typed("rust 👩‍👩‍👧 e\u{301}");
        line.delete_character();
        assert_eq!(line.text(), "rust 👩‍👩‍👧 ");
        line.delete_word();
        assert_eq!(line.text(), "rust ");
        line.delete_word();
        assert_eq!(line.text(), "");
        line.delete_character();
        assert!(line.is_empty());
    }

    #[test]
    fn what_is_typed_takes_the_place_of_a_proposal_and_what_is_deleted_shortens_it() {
        let mut line = InputLine::proposing("loss");
        line.insert("g");
        line.insert("o");
        assert_eq!(line.text(), "go");
        let mut line = InputLine::proposing("loss");
        line.delete_character();
        line.insert("t");
        assert_eq!(line.text(), "lost");
    }

    #[test]
    fn a_secret_is_dots() {
        let mut line = InputLine::hidden();
        line.insert("geheim");
        assert_eq!(line.shown(), "••••••");
        assert!(!format!("{line:?}").contains("geheim"));
    }

    #[test]
    fn a_pasted_line_end_is_a_space_and_a_flood_is_cut() {
        assert_eq!(typed("a\nb").text(), "a b");
        assert_eq!(typed(&"x".repeat(10_000)).text().len(), MAX_BYTES);
    }
}
