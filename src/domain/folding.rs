//! When two texts look the same to somebody who searches: however they are composed, whichever apostrophe, space or
//! hyphen they have.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// The differences that matter in a search, derived from the query: case if it contains upper case, accents if it
/// contains any.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Likeness {
    case: bool,
    accents: bool,
}

impl Likeness {
    /// Returns the differences that matter when searching for `query`.
    pub fn of(query: &str) -> Self {
        Likeness {
            case: query.chars().any(char::is_uppercase),
            accents: query.nfkd().any(is_accent),
        }
    }

    /// A text as it is compared: two that look the same become equal.
    ///
    /// ```
    /// use lyceum::domain::folding::Likeness;
    /// let likeness = Likeness::of("find");
    /// assert_eq!(likeness.fold("\u{FB01}nd"), "find");
    /// assert_eq!(likeness.fold("Cafe\u{301} 10\u{A0}km don’t"), "cafe 10 km don't");
    /// assert_eq!(Likeness::of("é").fold("Cafe\u{301}"), "café");
    /// ```
    pub fn fold<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if text.is_ascii() {
            return self.fold_ascii(text);
        }
        let decomposed = text.nfkd().filter(|c| self.accents || !is_accent(*c));
        Cow::Owned(decomposed.nfc().filter_map(|c| self.plain(c)).collect())
    }

    fn fold_ascii<'t>(self, text: &'t str) -> Cow<'t, str> {
        let spaced = match text.bytes().any(is_control_space) {
            true => Cow::Owned(text.replace(['\t', '\n', '\u{B}', '\u{C}', '\r'], " ")),
            false => Cow::Borrowed(text),
        };
        match self.case || !spaced.bytes().any(|b| b.is_ascii_uppercase()) {
            true => spaced,
            false => Cow::Owned(spaced.to_ascii_lowercase()),
        }
    }

    /// A character as it is compared; none where it has no shape.
    fn plain(&self, c: char) -> Option<char> {
        Some(match c {
            _ if c.is_whitespace() => ' ',
            _ if has_no_shape(c) => return None,
            '‘'..='‛' | 'ʼ' | 'ʻ' | '′' | '＇' => '\'',
            '“'..='‟' | '″' => '"',
            '\u{2010}'..='\u{2013}' | '−' | '﹣' => '-',
            '⁄' | '∕' => '/',
            'ς' => 'σ',
            _ if self.case => c,
            _ => {
                let mut lower = c.to_lowercase();
                match (lower.next(), lower.next()) {
                    (Some(small), None) => small,
                    _ => c,
                }
            }
        })
    }
}

/// The marks on Latin, Greek and Cyrillic letters. Those of other scripts are part of how a word is written.
fn is_accent(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

/// Whether a character only says how others stand: a chance to break, a direction, a style.
pub fn has_no_shape(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
    )
}

fn is_control_space(b: u8) -> bool {
    matches!(b, b'\t'..=b'\r')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_the_same_is_the_same() {
        for (query, text) in [
            ("café", "cafe\u{301}"),
            ("cafe", "café"),
            ("don't", "don’t"),
            ("don’t", "donʼt"),
            ("10 km", "10\u{202F}km"),
            ("\"word\"", "“word”"),
            ("e-mail", "e\u{2011}mail"),
            ("Datenbank", "Daten\u{AD}bank"),
            ("한글", "한글"),
            ("រៀនសរសេរ", "រៀន\u{200B}សរសេរ"),
            ("1/2", "½"),
        ] {
            let likeness = Likeness::of(query);
            assert_eq!(likeness.fold(query), likeness.fold(text), "{query}");
        }
    }

    #[test]
    fn what_was_typed_says_what_matters() {
        let differs = |query: &str, text: &str| {
            let likeness = Likeness::of(query);
            likeness.fold(query) != likeness.fold(text)
        };
        assert!(differs("Rust", "rust") && !differs("rust", "Rust"));
        assert!(differs("résumé", "resume") && !differs("resume", "résumé"));
        assert!(differs("หมา", "หม่า"));
    }
}
