//! Letters in other faces, with accents, and fractions that are one character.

use unicode_segmentation::UnicodeSegmentation;

/// Letters of number sets: `ℝ`.
pub(super) fn double_struck(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'C' => 'ℂ',
            'H' => 'ℍ',
            'N' => 'ℕ',
            'P' => 'ℙ',
            'Q' => 'ℚ',
            'R' => 'ℝ',
            'Z' => 'ℤ',
            '1' => '𝟙',
            'A'..='Z' => shifted(c, 'A', '𝔸'),
            c => c,
        })
        .collect()
}

/// Letters of spaces and losses: `ℒ`.
pub(super) fn script(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'B' => 'ℬ',
            'E' => 'ℰ',
            'F' => 'ℱ',
            'H' => 'ℋ',
            'I' => 'ℐ',
            'L' => 'ℒ',
            'M' => 'ℳ',
            'R' => 'ℛ',
            'A'..='Z' => shifted(c, 'A', '𝒜'),
            c => c,
        })
        .collect()
}

fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(u32::from(to) + u32::from(c) - u32::from(from)).unwrap_or(c)
}

/// A letter with the accent of a command; none for what is longer than some letters.
pub(super) fn accented(command: &str, base: &str) -> Option<String> {
    let mark = match command {
        "hat" | "widehat" => '\u{302}',
        "bar" | "overline" => '\u{304}',
        "vec" => '\u{20D7}',
        "tilde" | "widetilde" => '\u{303}',
        "dot" => '\u{307}',
        _ => '\u{308}',
    };
    if base.graphemes(true).count() > 8 {
        return None;
    }
    let precomposed = match (base, mark) {
        ("y", '\u{302}') => Some("ŷ"),
        ("a", '\u{302}') => Some("â"),
        ("x", '\u{308}') => Some("ẍ"),
        ("y", '\u{304}') => Some("ȳ"),
        _ => None,
    };
    Some(match precomposed {
        Some(letter) => letter.to_owned(),
        None => base
            .graphemes(true)
            .flat_map(|g| [g.to_owned(), mark.to_string()])
            .collect(),
    })
}

/// `½` and the like.
pub(super) fn vulgar_fraction(above: &str, below: &str) -> Option<char> {
    Some(match (above, below) {
        ("1", "2") => '½',
        ("1", "3") => '⅓',
        ("2", "3") => '⅔',
        ("1", "4") => '¼',
        ("3", "4") => '¾',
        ("1", "5") => '⅕',
        ("1", "8") => '⅛',
        _ => return None,
    })
}
