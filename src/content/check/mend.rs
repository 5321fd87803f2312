//! Writes the fixes of problems into the text of a file, and changes nothing else.

use crate::domain::{Diagnostic, Location};

/// A file's text with its fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The text.
    pub text: String,
    /// How many fixes were written.
    pub count: usize,
}

/// A part of a text, and what takes its place.
struct Change<'f> {
    start: usize,
    end: usize,
    new: &'f str,
}

/// The text of a file with the fixes of some of its problems; one that doesn't fit the text any more, or that another one
/// overlaps, is left out. Line ends stay as the file has them.
pub fn mended<'p>(text: &str, problems: impl IntoIterator<Item = &'p Diagnostic>) -> Mended {
    let ends = |part: &str| with_ends_of(text, part);
    let fixes = problems.into_iter().filter_map(|problem| {
        let Location::Line(place) = &problem.place else {
            return None;
        };
        let fix = problem.fix.as_deref()?;
        let start = byte_of(text, place.line, place.column)?;
        Some((start, ends(&fix.old), ends(&fix.new)))
    });
    let mut fixes: Vec<(usize, String, String)> = fixes.collect();
    fixes.sort_by_key(|(start, ..)| *start);
    let changes = fixes.iter().filter_map(|(start, old, new)| {
        let is_there = text.get(*start..)?.starts_with(old.as_str());
        is_there.then(|| Change {
            start: *start,
            end: start + old.len(),
            new,
        })
    });
    written(text, changes)
}

/// A part of a file's text with the line ends that the file has.
pub fn with_ends_of(text: &str, part: &str) -> String {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => part.replace('\n', "\r\n"),
        _ => part.to_owned(),
    }
}

fn written<'f>(text: &str, changes: impl Iterator<Item = Change<'f>>) -> Mended {
    let mut mended = Mended {
        text: String::with_capacity(text.len()),
        count: 0,
    };
    let mut done = 0;
    for change in changes {
        if change.start < done {
            continue;
        }
        mended.text.push_str(&text[done..change.start]);
        mended.text.push_str(change.new);
        mended.count += 1;
        done = change.end;
    }
    mended.text.push_str(&text[done..]);
    mended
}

/// The byte at a line and column, both from 1; a byte order mark takes no column.
fn byte_of(text: &str, line: usize, column: usize) -> Option<usize> {
    let mark = match text.starts_with('\u{feff}') {
        true => '\u{feff}'.len_utf8(),
        false => 0,
    };
    let mut lines = text.get(mark..)?.split_inclusive('\n');
    let before: usize = lines
        .by_ref()
        .take(line.checked_sub(1)?)
        .map(str::len)
        .sum();
    let line = lines.next().unwrap_or_default();
    let column = column.checked_sub(1)?;
    let within = match line.char_indices().nth(column) {
        Some((at, _)) => at,
        None if line.chars().count() == column => line.len(),
        None => return None,
    };
    Some(mark + before + within)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::domain::LinePlace;

    fn fix(text: &str, at: usize, old: &str, new: &str) -> Diagnostic {
        let place = LinePlace::of(Path::new("a.md"), text, at);
        Diagnostic::new(Location::Line(place), "").with_fix(old, new)
    }

    #[test]
    fn only_what_is_wrong_changes() {
        let text = "\u{feff}---\r\ntitle: Ä\r\n---\r\n[é](B.md) [x](C.md)\r\n";
        let at = |part: &str| text.find(part).unwrap();
        let fixes = [
            fix(text, at("C.md"), "C.md", "c.md"),
            fix(text, at("title"), "", "id: 1\n"),
            fix(text, at("B.md"), "B.md", "b.md"),
            fix(text, at("B.md") + 1, ".md", "overlaps"),
            fix(text, at("C.md"), "other", "isn't there"),
        ];
        let mended = mended(text, &fixes);
        assert_eq!(
            mended.text,
            "\u{feff}---\r\nid: 1\r\ntitle: Ä\r\n---\r\n[é](b.md) [x](c.md)\r\n"
        );
        assert_eq!(mended.count, 3);
    }

    #[test]
    fn a_text_without_fixes_stays_as_it_is() {
        let problem = Diagnostic::new(Location::File("a.md".into()), "");
        assert_eq!(mended("a\r\nb\n", [&problem]).text, "a\r\nb\n");
    }
}
