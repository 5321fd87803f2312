//! The one sanitizer: nothing in a text can move the cursor, turn the reading direction or hide.
//!
//! It runs after parsing, because entities (`&#27;`) decode there. Everything that is shown or leaves the
//! program (titles, clipboard, hyperlinks, plain text) passes here.

mod characters;

use std::borrow::Cow;
use std::fmt::Write as _;

use characters::{extends, is_combining, is_invisible, is_rtl, joins, selects};

/// The longest stack of combining marks that stays on one character. Real scripts need up to seven (Burmese).
const MAX_MARKS: usize = 8;

/// The most joiners in one sequence: the longest emoji families have three.
const MAX_JOINERS: usize = 8;

/// The most tags behind a black flag: a region of up to six letters and the end.
const MAX_FLAG_TAGS: usize = 7;

/// The soft hyphen. No word is broken there.
const SOFT_HYPHEN: char = '\u{AD}';

/// Parts the words of scripts without spaces (Khmer, Thai, Lao, Burmese), and is a chance to break.
const ZERO_WIDTH_SPACE: char = '\u{200B}';

/// Whether a character has no width, and says only whether a line may break: the zero width space, and what keeps it from
/// breaking (the word joiner, and the older sign for it).
fn is_zero_width(c: char) -> bool {
    matches!(c, ZERO_WIDTH_SPACE | '\u{2060}' | '\u{FEFF}')
}

/// `text` with every character that could mislead replaced by a visible mark.
///
/// - C0 controls and DEL become control pictures (`␛`), C1 controls, bidi controls, invisible characters and
///   tag characters become `⟨U+202E⟩`; line feeds and tabs stay.
/// - Joiners stay between letters and inside emoji, selectors stay behind what they select, tags stay in flags.
/// - Of a stack of combining marks the first eight stay.
/// - Zero width spaces and word joiners are dropped, but between ASCII letters, where they could only mislead.
/// - Soft hyphens are dropped, as a browser hides them: they have no shape, and nothing around them moves or hides. So
///   are the marks of direction (U+200E, U+200F) beside letters that are written from right to left.
///
/// ```
/// use lyceum::domain::sanitize;
/// assert_eq!(sanitize("plain text"), "plain text");
/// assert_eq!(sanitize("\u{1b}[2J"), "␛[2J");
/// assert_eq!(sanitize("a\u{202e}b"), "a⟨U+202E⟩b");
/// assert_eq!(sanitize("Donau\u{ad}dampf"), "Donaudampf");
/// ```
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len() + 16);
    for part in parts(text) {
        match part {
            Stretch::Clean(start, end) => clean.push_str(text.get(start..end).unwrap_or_default()),
            Stretch::Mark(_, _, c) => push_mark(&mut clean, c),
            Stretch::Break(..) | Stretch::Dropped => {}
        }
    }
    Cow::Owned(clean)
}

/// [`sanitize`] for what must stay on one line (titles, statuses): line feeds and tabs become spaces.
pub fn sanitize_line(text: &str) -> Cow<'_, str> {
    let clean = sanitize(text);
    match clean.contains(['\n', '\t']) {
        true => Cow::Owned(clean.replace(['\n', '\t'], " ")),
        false => clean,
    }
}

/// A stretch of a text, by its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stretch {
    /// Text that may be shown as it is.
    Clean(usize, usize),
    /// A character that a visible mark stands for.
    Mark(usize, usize, char),
    /// A chance to break, without a shape.
    Break(usize, usize),
    /// Combining marks above the bound, soft hyphens, and marks of direction where they belong.
    Dropped,
}

/// Whether nothing in `text` needs a mark. Printable ASCII is answered without looking at characters.
pub(crate) fn is_clean(text: &str) -> bool {
    let plain = |b: u8| matches!(b, b'\n' | b'\t' | 0x20..=0x7E);
    text.bytes().all(plain) || parts(text).all(|part| matches!(part, Stretch::Clean(..)))
}

/// `text` as stretches that are shown, marked or dropped, in order.
pub(crate) fn parts(text: &str) -> Parts<'_> {
    Parts {
        text,
        at: 0,
        before: None,
        stack: 0,
        joiners: 0,
        tags: None,
        spaces: None,
    }
}

/// See [`parts`].
#[derive(Debug, Clone)]
pub(crate) struct Parts<'a> {
    text: &'a str,
    at: usize,
    /// The character before; none behind a mark, to which nothing can be joined.
    before: Option<char>,
    /// Combining marks on the current character.
    stack: usize,
    /// Joiners in the sequence that is going on.
    joiners: usize,
    /// Tags seen behind the black flag, while they follow one another.
    tags: Option<usize>,
    /// The verdict on the current run of what has no width.
    spaces: Option<Verdict>,
}

impl Iterator for Parts<'_> {
    type Item = Stretch;

    fn next(&mut self) -> Option<Stretch> {
        let start = self.at;
        let rest = self.text.get(start..)?;
        for c in rest.chars() {
            let end = self.at + c.len_utf8();
            let verdict = self.verdict(c, end);
            if verdict != Verdict::Shown && self.at > start {
                return Some(Stretch::Clean(start, self.at));
            }
            self.advance(c, end, verdict);
            match verdict {
                Verdict::Shown => {}
                Verdict::Marked => {
                    self.before = None;
                    return Some(Stretch::Mark(start, end, c));
                }
                Verdict::Dropped if c == ZERO_WIDTH_SPACE => {
                    return Some(Stretch::Break(start, end));
                }
                Verdict::Dropped => return Some(Stretch::Dropped),
            }
        }
        (self.at > start).then_some(Stretch::Clean(start, self.at))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Shown,
    Marked,
    Dropped,
}

impl Parts<'_> {
    fn verdict(&mut self, c: char, end: usize) -> Verdict {
        if is_zero_width(c) {
            return self.verdict_of_spaces(end);
        }
        self.spaces = None;
        let after = || self.text.get(end..).and_then(|text| text.chars().next());
        let beside = || self.before.is_some_and(is_rtl) || after().is_some_and(is_rtl);
        let is_dropped = match c {
            SOFT_HYPHEN => true,
            '\u{200E}' | '\u{200F}' => beside(),
            _ => is_combining(c) && self.stack >= MAX_MARKS,
        };
        if is_dropped {
            return Verdict::Dropped;
        }
        let misleads = match c {
            '\n' | '\t' => false,
            '\u{200C}' | '\u{200D}' => {
                self.joiners >= MAX_JOINERS || !joins(self.before, self.text.get(end..))
            }
            '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}' => !selects(self.before),
            '\u{E0020}'..='\u{E007F}' => self.tags.is_none_or(|tags| tags >= MAX_FLAG_TAGS),
            _ => c.is_control() || is_invisible(c),
        };
        match misleads {
            true => Verdict::Marked,
            false => Verdict::Shown,
        }
    }

    /// What has no width misleads between ASCII letters.
    fn verdict_of_spaces(&mut self, end: usize) -> Verdict {
        let (before, text) = (self.before, self.text);
        *self.spaces.get_or_insert_with(|| {
            let after = text.get(end..).unwrap_or_default();
            let after = after.trim_start_matches(is_zero_width).chars().next();
            let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
            match is_letter(before) && is_letter(after) {
                true => Verdict::Marked,
                false => Verdict::Dropped,
            }
        })
    }

    fn advance(&mut self, c: char, end: usize, verdict: Verdict) {
        self.at = end;
        if verdict == Verdict::Dropped && !is_combining(c) {
            // As behind a mark, nothing can be joined to what is before; the stack goes on.
            (self.before, self.tags) = (None, None);
            return;
        }
        self.stack = if is_combining(c) { self.stack + 1 } else { 0 };
        self.joiners = match c {
            '\u{200D}' => self.joiners + 1,
            _ if self.before == Some('\u{200D}') || extends(c) => self.joiners,
            _ => 0,
        };
        self.tags = match c {
            '\u{1F3F4}' => Some(0),
            '\u{E0020}'..='\u{E007F}' => self.tags.map(|tags| tags + 1),
            _ => None,
        };
        self.before = Some(c);
    }
}

/// The visible mark for a character.
pub(crate) fn push_mark(text: &mut String, c: char) {
    match u32::from(c) {
        control @ 0..=0x1F => text.extend(char::from_u32(0x2400 + control)),
        0x7F => text.push('␡'),
        code => {
            let _ = write!(text, "⟨U+{code:04X}⟩");
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_control_becomes_a_visible_mark() {
        for c in (0..=0x1F).chain(0x7F..=0x9F).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            match c {
                '\n' | '\t' => assert_eq!(sanitize(&text), text),
                _ => assert!(!sanitize(&text).chars().any(char::is_control), "{c:?}"),
            }
        }
        assert_eq!(sanitize("\u{9b}31m"), "⟨U+009B⟩31m");
        assert_eq!(sanitize("\u{7f}\0\r"), "␡␀␍");
    }

    #[test]
    fn direction_and_invisible_tricks_become_marks() {
        assert_eq!(sanitize("\u{2067}x\u{2069}"), "⟨U+2067⟩x⟨U+2069⟩");
        assert_eq!(sanitize("pay\u{200b}pal"), "pay⟨U+200B⟩pal");
        assert_eq!(sanitize("a\u{200d}b"), "a⟨U+200D⟩b");
        assert_eq!(sanitize("hi\u{e0041}"), "hi⟨U+E0041⟩");
        assert_eq!(sanitize("a\u{2028}b"), "a⟨U+2028⟩b");
        assert_eq!(sanitize("\u{fe0f}\u{200d}漢"), "⟨U+FE0F⟩⟨U+200D⟩漢");
    }

    #[test]
    fn zero_width_spaces_are_marked_between_latin_letters_alone() {
        assert_eq!(sanitize("ខ្ញុំ\u{200b}រៀន\u{200b} a\u{200b}1"), "ខ្ញុំរៀន a1");
        assert_eq!(sanitize("pay\u{200b}\u{200b}pal"), "pay⟨U+200B⟩⟨U+200B⟩pal");
        assert_eq!(
            sanitize("ไทย\u{2060}ไทย 10\u{2060}km\u{feff}"),
            "ไทยไทย 10km"
        );
        assert_eq!(sanitize("pay\u{2060}\u{200b}pal"), "pay⟨U+2060⟩⟨U+200B⟩pal");
    }

    #[test]
    fn real_writing_stays() {
        for text in [
            "👩‍👩‍👧",
            "❤️",
            "🏴󠁧󠁢󠁥󠁮󠁧󠁿",
            "می‌خواهم",
            "क्‍ष",
            "é",
            "שָׁלוֹם",
            "漢字",
            "ﷺ",
            "မြှော်လင့်",
            "བསྒྲུབས",
            "ក្ដី",
        ] {
            assert_eq!(sanitize(text), text, "{text:?}");
        }
    }

    #[test]
    fn marks_of_direction_are_dropped_beside_letters_that_have_it() {
        assert_eq!(sanitize("שלום\u{200f}! \u{200e}مرحبا"), "שלום! مرحبا");
        assert_eq!(
            sanitize("pay\u{200e}pal \u{200f}1"),
            "pay⟨U+200E⟩pal ⟨U+200F⟩1"
        );
        assert_eq!(sanitize("ا\u{200f}\u{200d}ا"), "ا⟨U+200D⟩ا");
    }

    #[test]
    fn soft_hyphens_are_dropped_and_help_nothing_past_a_bound() {
        assert_eq!(sanitize("Donau\u{ad}dampf\u{ad}"), "Donaudampf");
        let tower = format!("Z{}", "\u{300}\u{ad}".repeat(1000));
        assert_eq!(sanitize(&tower), format!("Z{}", "\u{300}".repeat(8)));
        assert_eq!(sanitize("a\u{ad}\u{200d}\u{ad}b"), "a⟨U+200D⟩b");
        assert_eq!(sanitize("d\u{ad}\u{fe0e}"), "d⟨U+FE0E⟩");
        assert_eq!(sanitize(&"\u{ad}".repeat(1000)), "");
        assert_eq!(
            sanitize("left\u{200e}right\u{200f}"),
            "left⟨U+200E⟩right⟨U+200F⟩"
        );
    }

    #[test]
    fn a_tower_of_combining_marks_is_cut() {
        let tower = format!("Z{}a", "\u{300}".repeat(1000));
        assert_eq!(sanitize(&tower), format!("Z{}a", "\u{300}".repeat(8)));
        // Of every script: a syllable of Burmese or Tibetan stays, no tower does.
        for mark in ('\0'..=char::MAX).filter(|c| is_combining(*c)) {
            let tower = format!("a{}b", mark.to_string().repeat(100));
            let shown = sanitize(&tower).matches(mark).count();
            assert!(shown <= MAX_MARKS, "U+{:04X}: {shown}", u32::from(mark));
        }
        let chain = "👩\u{200d}".repeat(1000);
        assert!(sanitize(&chain).matches('\u{200d}').count() < 900);
    }

    proptest! {
        #[test]
        fn what_comes_out_needs_no_further_care(text in any::<String>()) {
            let once = sanitize(&text).into_owned();
            prop_assert!(!once.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
            prop_assert_eq!(sanitize(&once).into_owned(), once.clone());
        }

        #[test]
        fn parts_cover_the_text_in_order(text in any::<String>()) {
            let mut at = 0;
            for part in parts(&text) {
                if let Stretch::Clean(start, end) | Stretch::Mark(start, end, _) = part {
                    prop_assert!(start >= at && end > start);
                    at = end;
                }
            }
        }
    }
}
