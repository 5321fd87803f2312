//! Characters that change, hide or join what stands around them.

use unicode_normalization::char::is_combining_mark;

/// Below this no character is a combining mark.
const FIRST_MARK: char = '\u{300}';

/// Characters without a shape of their own that change or hide what stands around them.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}'
            | '\u{034F}'
            | '\u{061C}'
            | '\u{115F}'
            | '\u{1160}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}'
            | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{3164}'
            | '\u{FEFF}'
            | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// Letters that are written from right to left: Hebrew, Arabic, Syriac, N'Ko, Adlam and others.
pub(super) fn is_rtl(c: char) -> bool {
    let is_in_script = matches!(
        c,
        '\u{0590}'..='\u{08FF}'
            | '\u{FB1D}'..='\u{FDFF}'
            | '\u{FE70}'..='\u{FEFC}'
            | '\u{10800}'..='\u{10FFF}'
            | '\u{1E800}'..='\u{1EFFF}'
    );
    is_in_script && c.is_alphabetic()
}

/// A joiner belongs between two characters beyond ASCII: Persian, Indic scripts, emoji.
pub(super) fn joins(before: Option<char>, after: Option<&str>) -> bool {
    let shapes = |c: char| !c.is_ascii() && !c.is_whitespace() && !is_invisible(c);
    before.is_some_and(shapes) && after.and_then(|t| t.chars().next()).is_some_and(shapes)
}

/// Characters that go on with the one before: selectors, skin tones, combining marks.
pub(super) fn extends(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}') || is_combining(c)
}

/// A variation selector belongs behind a character with a shape.
pub(super) fn selects(before: Option<char>) -> bool {
    before.is_some_and(|c| {
        !c.is_whitespace()
            && !c.is_control()
            && !is_invisible(c)
            && !matches!(c, '\u{FE00}'..='\u{FE0F}')
    })
}

/// Marks of every script: all of Unicode's category M.
pub(super) fn is_combining(c: char) -> bool {
    c >= FIRST_MARK && is_combining_mark(c)
}
