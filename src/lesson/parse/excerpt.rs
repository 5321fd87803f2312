//! The part of a long text around a place: the sections there, and the footnotes, which stand behind the last one.

use std::collections::HashSet;
use std::ops::Range;
use std::panic;

use super::builder::Builder;
use super::labels::{self, Key, Reference, key};
use super::masked::Hidden;
use super::sections::{Cut, SECTION};
use super::{options, whole};
use crate::lesson::document::Parsed;
use crate::lesson::page_parts::Around;

/// How much is parsed around a place, in bytes.
#[derive(Debug, Clone, Copy)]
pub(in crate::lesson) struct Reach {
    pub(in crate::lesson) before: usize,
    pub(in crate::lesson) behind: usize,
    /// Where the sections there are longer, the text has no part.
    pub(in crate::lesson) most: usize,
}

/// The part of a source around a place, parsed.
#[derive(Debug)]
pub(in crate::lesson) struct Excerpt {
    pub(in crate::lesson) parsed: Parsed,
    /// How many bytes of the source are shown before it, in it, and behind it.
    pub(in crate::lesson) bytes: [usize; 3],
}

/// Parses what is shown around a byte of a source, or at its beginning. What holds of the text before it, like a `<details>` that is open,
/// is not known, and its footnotes have the numbers that they seem to have. None where it can't be parsed by itself.
pub(in crate::lesson) fn excerpt(
    source: &str,
    around: &Around,
    at: Option<usize>,
    reach: Reach,
) -> Option<Excerpt> {
    panic::catch_unwind(|| parsed(source, around, at, reach)).unwrap_or_default()
}

fn parsed(source: &str, around: &Around, at: Option<usize>, reach: Reach) -> Option<Excerpt> {
    let Range { start, end } = whole::text(source);
    let text = source.get(start..end).unwrap_or_default();
    let hidden = Hidden::of(text);
    let cut = Cut::of(hidden.parsed(), options(&hidden), SECTION);
    let notes = Notes::of(hidden.parsed(), &cut);
    let window = match at {
        Some(at) => Window::around(at.saturating_sub(start), reach, &notes)?,
        None => Window::in_text(0, reach, &notes)?,
    };
    let (sections, covered) = cut.near(&window.text);
    if covered.len() > reach.most {
        return None;
    }
    let footnotes = cut.notes(&window.notes);
    let mut builder = Builder::new(source);
    if covered.start == 0 {
        builder.begin_page(around, start);
    }
    builder.number_footnotes(notes.order.iter());
    if !builder.walk(&sections, &hidden, start) {
        return None;
    }
    // Those of the sections are among the others, where they are shown.
    builder.forget_footnotes();
    builder.walk(&footnotes, &hidden, start);
    builder.finish_footnotes();
    let shown = covered.len() + bytes(&window.notes);
    Some(Excerpt {
        parsed: builder.finish(),
        bytes: [covered.start, shown, text.len() - covered.end],
    })
}

/// The text and the footnotes to parse.
#[derive(Debug)]
struct Window {
    /// Bytes of the text; empty at its end where only footnotes are.
    text: Range<usize>,
    /// The texts of the footnotes, by their places in the text.
    notes: Vec<Range<usize>>,
}

impl Window {
    /// None where a footnote stands in something else.
    fn around(at: usize, reach: Reach, notes: &Notes<'_>) -> Option<Window> {
        match notes.at(at) {
            Some(note) => Window::around_note(note, reach, notes),
            None => Window::in_text(at, reach, notes),
        }
    }

    fn in_text(at: usize, reach: Reach, notes: &Notes<'_>) -> Option<Window> {
        let end = at.saturating_add(reach.behind);
        let left = end.saturating_sub(notes.text.len());
        Some(Window {
            text: at.saturating_sub(reach.before)..end,
            notes: taken(left, 0..notes.count(), |number| notes.texts(number))?.concat(),
        })
    }

    fn around_note(note: usize, reach: Reach, notes: &Notes<'_>) -> Option<Window> {
        let texts = |number| notes.texts(number);
        let mut shown = taken(reach.before, (0..note).rev(), texts)?;
        shown.reverse();
        let is_first = shown.len() == note;
        let left = reach.before.saturating_sub(bytes(&shown.concat()));
        shown.extend(taken(reach.behind, note..notes.count(), texts)?);
        let end = notes.text.len();
        Some(Window {
            text: end - if is_first { left.min(end) } else { 0 }..end,
            notes: shown.concat(),
        })
    }
}

/// The texts of footnotes by their numbers, until they have so many bytes.
fn taken(
    most: usize,
    numbers: impl Iterator<Item = usize>,
    texts: impl Fn(usize) -> Option<Vec<Range<usize>>>,
) -> Option<Vec<Vec<Range<usize>>>> {
    let mut left = most;
    let mut taken = Vec::new();
    for number in numbers {
        if left == 0 {
            break;
        }
        let texts = texts(number)?;
        left = left.saturating_sub(bytes(&texts).max(1));
        taken.push(texts);
    }
    Some(taken)
}

fn bytes(ranges: &[Range<usize>]) -> usize {
    ranges.iter().map(Range::len).sum()
}

/// The footnotes of a text, in the order in which they seem to be referred to.
#[derive(Debug)]
struct Notes<'c> {
    text: &'c str,
    cut: &'c Cut<'c>,
    order: Vec<Key<'c>>,
}

impl<'c> Notes<'c> {
    fn of(text: &'c str, cut: &'c Cut<'c>) -> Self {
        let mut seen = HashSet::new();
        let mut defined_until = 0;
        let mut order = Vec::new();
        for reference in labels::referred(text) {
            if reference.start < defined_until {
                continue;
            }
            let key = key(reference.label);
            if defines(text, reference) {
                defined_until = line_end(text, reference.start);
            } else if !cut.definitions.looks(&key).is_empty() && seen.insert(key.clone()) {
                order.push(key);
            }
        }
        Notes { text, cut, order }
    }

    /// How many there are: all that nothing refers to count as one, the last.
    fn count(&self) -> usize {
        self.order.len() + 1
    }

    /// The one that a byte of the text is in, by its number from 0.
    fn at(&self, byte: usize) -> Option<usize> {
        let section = self
            .cut
            .sections
            .iter()
            .position(|range| range.contains(&byte))?;
        let mut notes = self.cut.definitions.notes(section)?.iter();
        let has_byte = |range: &Range<usize>| range.contains(&byte);
        let (note, _) = notes.find(|(_, texts)| texts.iter().any(has_byte))?;
        let number = self.order.iter().position(|key| key == note);
        Some(number.unwrap_or(self.order.len()))
    }

    /// The texts of one, by their places; none where something else stands before one on its line.
    fn texts(&self, number: usize) -> Option<Vec<Range<usize>>> {
        let definitions = &self.cut.definitions;
        let keys: Vec<&Key<'_>> = match self.order.get(number) {
            Some(key) => vec![key],
            None => {
                let seen: HashSet<&Key<'_>> = self.order.iter().collect();
                definitions
                    .note_keys()
                    .filter(|key| !seen.contains(key))
                    .collect()
            }
        };
        let texts = |key: &&Key<'_>| {
            let sections = definitions.looks(key).iter();
            let notes = sections.filter_map(|section| definitions.notes(*section));
            let own = notes.filter_map(|notes| notes.get(*key));
            own.flatten().cloned().collect::<Vec<_>>()
        };
        let mut ranges: Vec<Range<usize>> = keys.iter().flat_map(texts).collect();
        ranges.sort_unstable_by_key(|range| range.start);
        let is_alone = |range: &Range<usize>| begins_line(self.text, range.start);
        ranges.iter().all(is_alone).then_some(ranges)
    }
}

/// Whether what looks like a reference to a footnote is the label of its text.
fn defines(text: &str, reference: Reference<'_>) -> bool {
    let end = reference.start + "[]".len() + reference.label.len();
    text.as_bytes().get(end) == Some(&b':') && begins_line(text, reference.start)
}

/// Whether only spaces stand before a byte on its line.
fn begins_line(text: &str, byte: usize) -> bool {
    let before = text.get(..byte).unwrap_or_default().trim_end_matches(' ');
    before.is_empty() || before.ends_with('\n')
}

fn line_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    start + rest.find('\n').unwrap_or(rest.len())
}
