//! Letters with accents, lines and strokes.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// The letters that an accent may stand on each of: on more it stands for their whole, and doesn't look so.
const MAX_LETTERS: usize = 8;

/// The mark that an accent's command puts on letters.
#[derive(Clone, Copy)]
pub(super) struct Accent {
    mark: char,
    /// Whether it joins to a line on letters beside each other.
    is_line: bool,
}

/// The accent of a command.
pub(super) fn accent(command: &str) -> Option<Accent> {
    let mark = |mark| (mark, false);
    let line = |mark| (mark, true);
    let (mark, is_line) = match command {
        "hat" | "widehat" => mark('\u{302}'),
        "check" | "widecheck" => mark('\u{30C}'),
        "tilde" | "widetilde" => mark('\u{303}'),
        "acute" => mark('\u{301}'),
        "grave" => mark('\u{300}'),
        "breve" => mark('\u{306}'),
        "dot" => mark('\u{307}'),
        "ddot" => mark('\u{308}'),
        "dddot" => mark('\u{20DB}'),
        "mathring" => mark('\u{30A}'),
        "bar" => mark('\u{304}'),
        "vec" | "overrightarrow" => mark('\u{20D7}'),
        "overleftarrow" => mark('\u{20D6}'),
        "overline" => line('\u{305}'),
        "underline" => line('\u{332}'),
        "cancel" | "bcancel" | "xcancel" | "sout" => line('\u{336}'),
        _ => return None,
    };
    Some(Accent { mark, is_line })
}

impl Accent {
    /// The letters with it on each; none for what is longer than some letters.
    pub(super) fn on(self, base: &str) -> Option<String> {
        let letters = base.graphemes(true).count();
        if letters > MAX_LETTERS && !self.is_line {
            return None;
        }
        let mark = match self.mark {
            // Fonts draw the accent better, and have letters with it.
            '\u{305}' if letters == 1 => '\u{304}',
            mark => mark,
        };
        let accented = base.graphemes(true).flat_map(|letter| {
            let mark = Some(mark).filter(|_| !letter.trim().is_empty());
            letter.chars().chain(mark)
        });
        Some(accented.nfc().collect())
    }
}

/// A relation with a stroke through it: `≠`.
pub(super) fn negated(relation: &str) -> String {
    let mut signs = relation.chars();
    let first = signs.next();
    let stroke = first.map(|_| '\u{338}');
    first.into_iter().chain(stroke).chain(signs).nfc().collect()
}
