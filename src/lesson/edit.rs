//! Moves places along when a lesson's text is edited: they stay with their lines.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::block::narrow;
use super::document::Document;
use crate::domain::Position;

/// Bytes that are compared at a time.
const STEP: usize = 4096;

/// A text and what an edit made of it.
#[derive(Debug)]
pub struct Edit<'t> {
    old: &'t Document,
    new: &'t Document,
    /// How many bytes are the same from the beginning: whole lines.
    before: usize,
    /// How many of what is behind them are the same up to the end: whole lines.
    after: usize,
    /// The lines between, when somebody asks for a place on one.
    edited: OnceCell<Edited<'t>>,
}

/// Lines that were edited.
#[derive(Debug)]
struct Edited<'t> {
    old: Vec<&'t str>,
    new: Vec<&'t str>,
    known: Known<'t>,
}

impl<'t> Edit<'t> {
    /// The difference between two versions of a lesson.
    pub fn between(old: &'t Document, new: &'t Document) -> Edit<'t> {
        let [was, is] = [old, new].map(|document| document.source().as_bytes());
        let before = whole_lines_of_start(was, alike_from_start(was, is));
        let [was, is] = [was, is].map(|text| text.get(before..).unwrap_or_default());
        Edit {
            old,
            new,
            before,
            after: whole_lines_of_end(was, is, alike_to_end(was, is)),
            edited: OnceCell::new(),
        }
    }

    /// Where a byte of the old source is in the new one: on the same line, or on what stands in its place.
    pub fn byte(&self, byte: usize) -> usize {
        let [old, new] = [self.old, self.new].map(|document| document.source().len());
        if byte < self.before {
            byte
        } else if byte >= old - self.after {
            (byte - (old - self.after)) + (new - self.after)
        } else {
            self.before + self.byte_of_edited(byte - self.before)
        }
    }

    /// The block that a block of the old text is now, or the one in its place.
    pub fn block(&self, block: usize) -> usize {
        let byte = self.byte(self.old.block_start(block));
        self.new.block_at_byte(byte, self.old.digest(block))
    }

    /// The place that is so many bytes behind the start of an old block.
    pub fn position(&self, block: usize, offset: u32) -> Position {
        let byte = self.byte(self.old.block_start(block) + offset as usize);
        let block = self.new.block_at_byte(byte, self.old.digest(block));
        Position {
            block: narrow(block),
            digest: self.new.digest(block),
            offset: narrow(byte.saturating_sub(self.new.block_start(block))),
        }
    }

    /// Whether a block says the same as an old one.
    pub fn is_unchanged(&self, old: usize, new: usize) -> bool {
        self.old.digest(old) == self.new.digest(new)
    }

    /// The lines between those that are the same at the beginning and at the end.
    fn edited(&self) -> &Edited<'t> {
        let lines = |document: &'t Document| {
            let source = document.source();
            let lines = source.get(self.before..source.len() - self.after);
            lines.unwrap_or_default().split_inclusive('\n').collect()
        };
        self.edited.get_or_init(|| {
            let (old, new): (Vec<&str>, Vec<&str>) = (lines(self.old), lines(self.new));
            let known = Known::of(&old, &new);
            Edited { old, new, known }
        })
    }

    /// The same as [`byte`](Self::byte) where lines were edited, counted from the first of them. Lines that stand once in
    /// both texts say where the others are.
    fn byte_of_edited(&self, byte: usize) -> usize {
        let Edited { old, new, known } = self.edited();
        let (at, within) = line_of(old, byte);
        let is_known = |line: usize| known.new_of(old.get(line)?).map(|new| (line, new));
        let above = (0..=at).rev().find_map(is_known);
        let (first_old, first_new) = match above {
            Some((line, new_line)) if line == at => return start_of(new, new_line) + within,
            Some((line, new_line)) => (line + 1, new_line + 1),
            None => (0, 0),
        };
        let below =
            (at + 1..old.len()).find_map(|line| is_known(line).filter(|b| b.1 >= first_new));
        let (end_old, end_new) = below.unwrap_or((old.len(), new.len()));
        let Some(last) = (end_new - first_new).checked_sub(1) else {
            return start_of(new, first_new);
        };
        let from_above = first_new + (at - first_old).min(last);
        let from_below = end_new.saturating_sub(end_old - at).max(first_new);
        let says_the_same = |line: &usize| new.get(*line) == old.get(at);
        let same = [from_above, from_below].into_iter().find(says_the_same);
        let line = same.unwrap_or(from_above);
        let [was, is] = [old.get(at), new.get(line)].map(|line| line.copied().unwrap_or_default());
        start_of(new, line) + within_line(was.as_bytes(), is.as_bytes(), within)
    }
}

/// The lines that stand exactly once in both texts, and where they are in the new one.
#[derive(Debug)]
struct Known<'t>(HashMap<&'t str, Standing>);

#[derive(Debug, Default)]
struct Standing {
    in_old: usize,
    in_new: usize,
    new_line: usize,
}

impl<'t> Known<'t> {
    fn of(old: &[&'t str], new: &[&'t str]) -> Known<'t> {
        let mut lines: HashMap<&str, Standing> = HashMap::new();
        for line in old.iter().filter(|line| !line.trim().is_empty()) {
            lines.entry(line).or_default().in_old += 1;
        }
        for (number, line) in new.iter().enumerate() {
            if let Some(standing) = lines.get_mut(line) {
                standing.in_new += 1;
                standing.new_line = number;
            }
        }
        Known(lines)
    }

    fn new_of(&self, line: &str) -> Option<usize> {
        let standing = self.0.get(line)?;
        ((standing.in_old, standing.in_new) == (1, 1)).then_some(standing.new_line)
    }
}

/// How many bytes two texts have in common from their starts.
fn alike_from_start(one: &[u8], other: &[u8]) -> usize {
    let steps = one.chunks(STEP).zip(other.chunks(STEP));
    let same = steps.take_while(|(one, other)| one == other);
    let whole: usize = same.map(|(step, _)| step.len()).sum();
    let rest = one.iter().skip(whole).zip(other.iter().skip(whole));
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// How many bytes two texts have in common up to their ends.
fn alike_to_end(one: &[u8], other: &[u8]) -> usize {
    let steps = one.rchunks(STEP).zip(other.rchunks(STEP));
    let same = steps.take_while(|(one, other)| one == other);
    let whole: usize = same.map(|(step, _)| step.len()).sum();
    let rest = one
        .iter()
        .rev()
        .skip(whole)
        .zip(other.iter().rev().skip(whole));
    whole + rest.take_while(|(one, other)| one == other).count()
}

/// The whole lines among the first bytes of a text.
fn whole_lines_of_start(text: &[u8], bytes: usize) -> usize {
    let last = text.iter().take(bytes).rposition(|byte| *byte == b'\n');
    last.map_or(0, |last| last + 1)
}

/// The whole lines among the last bytes of two texts, in bytes.
fn whole_lines_of_end(one: &[u8], other: &[u8], bytes: usize) -> usize {
    let begins_line = |text: &[u8]| match (text.len() - bytes).checked_sub(1) {
        Some(before) => text.get(before) == Some(&b'\n'),
        None => true,
    };
    if begins_line(one) && begins_line(other) {
        return bytes;
    }
    let end = one.get(one.len() - bytes..).unwrap_or_default();
    let first = memchr::memchr(b'\n', end);
    first.map_or(0, |first| bytes - first - 1)
}

/// The line that a byte is on, and which one of its bytes it is.
fn line_of(lines: &[&str], byte: usize) -> (usize, usize) {
    let mut start = 0;
    for (number, line) in lines.iter().enumerate() {
        if byte < start + line.len() {
            return (number, byte - start);
        }
        start += line.len();
    }
    (lines.len(), 0)
}

fn start_of(lines: &[&str], line: usize) -> usize {
    lines.iter().take(line).map(|line| line.len()).sum()
}

/// Where a byte of a line is in the line that took its place.
fn within_line(was: &[u8], is: &[u8], byte: usize) -> usize {
    let from_end = was.len() - byte.min(was.len());
    if byte <= alike_from_start(was, is) {
        byte
    } else if from_end <= alike_to_end(was, is) {
        is.len() - from_end
    } else {
        byte.min(is.len().saturating_sub(1))
    }
}

impl Document {
    /// The block that holds a byte of the source; else the next one behind it.
    pub fn block_of_byte(&self, byte: usize) -> usize {
        self.block_at_byte(byte, 0)
    }

    /// The block that holds a byte of the source, of several the one with that digest; else the next one behind it.
    fn block_at_byte(&self, byte: usize, digest: u32) -> usize {
        let blocks = self.parsed().blocks.iter().enumerate();
        let ranges = blocks.map(|(block, this)| (block, this.source.range()));
        let mut holders = ranges.clone().filter(|(_, range)| range.contains(&byte));
        let first = holders.clone().next().map(|(block, _)| block);
        let wanted = holders.find(|(block, _)| self.digest(*block) == digest);
        let behind = || {
            let behind = ranges.filter(|(_, range)| range.start >= byte);
            behind
                .min_by_key(|(_, range)| range.start)
                .map(|(block, _)| block)
        };
        let found = wanted.map(|(block, _)| block).or(first).or_else(behind);
        found.unwrap_or(self.block_count().saturating_sub(1))
    }
}
