//! Letters in other faces, and fractions that are one character.

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
            'A'..='Z' => shifted(c, 'A', '𝔸'),
            'a'..='z' => shifted(c, 'a', '𝕒'),
            '0'..='9' => shifted(c, '0', '𝟘'),
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
            'e' => 'ℯ',
            'g' => 'ℊ',
            'o' => 'ℴ',
            'A'..='Z' => shifted(c, 'A', '𝒜'),
            'a'..='z' => shifted(c, 'a', '𝒶'),
            c => c,
        })
        .collect()
}

/// Letters of algebras and ideals: `𝔤`.
pub(super) fn fraktur(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            'C' => 'ℭ',
            'H' => 'ℌ',
            'I' => 'ℑ',
            'R' => 'ℜ',
            'Z' => 'ℨ',
            'A'..='Z' => shifted(c, 'A', '𝔄'),
            'a'..='z' => shifted(c, 'a', '𝔞'),
            c => c,
        })
        .collect()
}

fn shifted(c: char, from: char, to: char) -> char {
    char::from_u32(u32::from(to) + u32::from(c) - u32::from(from)).unwrap_or(c)
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
