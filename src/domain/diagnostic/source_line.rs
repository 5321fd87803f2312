//! The line of a file around a mistake, with a caret under the place.

use std::fmt;

use crate::domain::{display_width, sanitize_line};

/// The longest part of a line that is shown, in characters.
const WIDEST: usize = 160;

/// The part of a line that is shown of it, so that a place is in it: a column in characters, from 1.
pub fn shown_part(line: &str, column: usize) -> &str {
    let before = first_characters(line, left_out(column));
    let rest = line.strip_prefix(before).unwrap_or_default();
    first_characters(rest, WIDEST)
}

/// The characters of a line before the part of it that is shown for a column.
fn left_out(column: usize) -> usize {
    match column <= WIDEST {
        true => 0,
        false => column - WIDEST / 2,
    }
}

/// A line of a file with a caret under a place in it. It prints two lines, each after a line feed:
///
/// ```text
///  12 | slug = "A"
///     |        ^
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Excerpt<'t> {
    /// The line, from 1.
    pub(super) line: usize,
    /// The place in it in characters, from 1.
    pub(super) column: usize,
    /// The part of the line that [`shown_part`] gives for this column.
    pub(super) part: &'t str,
}

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let margin = " ".repeat(number.len());
        let part = first_characters(self.part, WIDEST);
        let left_out = left_out(self.column);
        let start = if left_out > 0 { "…" } else { "" };
        // As it is shown: a mark stands for some characters, and some take two columns or none.
        let before = first_characters(part, self.column.saturating_sub(left_out + 1));
        let indent = " ".repeat(display_width(start) + display_width(&sanitize_line(before)));
        write!(f, "\n {number} | {start}{}", sanitize_line(part))?;
        write!(f, "\n {margin} | {indent}^")
    }
}

fn first_characters(text: &str, count: usize) -> &str {
    let end = text.char_indices().nth(count);
    end.and_then(|(end, _)| text.get(..end)).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_says_can_not_move_the_cursor() {
        let excerpt = |column, line| Excerpt {
            line: 12,
            column,
            part: shown_part(line, column),
        };
        assert_eq!(
            excerpt(8, "slug = \"A\"").to_string(),
            "\n 12 | slug = \"A\"\n    |        ^"
        );
        let said = excerpt(1, "a\u{1b}[2Jb\tc").to_string();
        assert!(said.contains("a␛[2Jb c"), "{said}");
        let line = "x".repeat(6000);
        let long = excerpt(5000, &line).to_string();
        assert!(long.len() < 300);
        let line = format!("{}here{}", "ä".repeat(3000), "ö".repeat(3000));
        let said = excerpt(3001, &line).to_string();
        let shown: Vec<&str> = said.lines().skip(1).collect();
        let place = shown[0].chars().position(|c| c == 'h');
        assert_eq!(place, shown[1].chars().position(|c| c == '^'));
        assert!(place.is_some());
    }

    #[test]
    fn what_a_file_says_can_not_turn_the_reading_direction() {
        let said = Excerpt {
            line: 1,
            column: 3,
            part: "a\u{202e}b",
        };
        let shown = "\n 1 | a⟨U+202E⟩b\n   |          ^";
        assert_eq!(said.to_string(), shown);
    }

    #[test]
    fn the_caret_stands_under_its_character_whatever_stands_before_it() {
        let said = |column, part| {
            let excerpt = Excerpt {
                line: 7,
                column,
                part,
            };
            let said = excerpt.to_string();
            said.lines().last().map(str::to_owned)
        };
        assert_eq!(said(5, "\"漢字\" = x").as_deref(), Some("   |       ^"));
        assert_eq!(said(3, "e\u{301}x").as_deref(), Some("   |  ^"));
    }
}
