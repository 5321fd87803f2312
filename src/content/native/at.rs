//! Warnings at places of a lesson's text.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use memchr::memchr_iter;

use crate::content::problem::{Problem, Severity};
use crate::content::source::Source;
use crate::domain::Lesson;
use crate::domain::mistake::shown_part;

/// The most warnings of one kind that a lesson gives.
const MAX_OF_A_KIND: usize = 100;

/// The places of a lesson's text, as its file has them. The file is looked at when the first of them is asked for.
pub(super) struct Places<'c> {
    source: &'c Source,
    lesson: &'c Lesson,
    lines: OnceCell<Lines>,
    /// By code.
    kinds: BTreeMap<&'static str, Kind>,
}

/// The warnings of one kind.
#[derive(Default)]
struct Kind {
    given: usize,
    /// The place of the first one that is left out, and their number.
    more: Option<(usize, usize)>,
}

struct Lines {
    /// The lines of front matter.
    above: usize,
    /// Where each line of the content starts, in bytes.
    starts: Vec<usize>,
}

impl<'c> Places<'c> {
    pub(super) fn of(source: &'c Source, lesson: &'c Lesson) -> Self {
        Places {
            source,
            lesson,
            lines: OnceCell::new(),
            kinds: BTreeMap::new(),
        }
    }

    /// Gives a warning at a byte of the lesson's content.
    pub(super) fn warn(
        &mut self,
        byte: usize,
        code: &'static str,
        message: String,
        problems: &mut Vec<Problem>,
    ) {
        let kind = self.kinds.entry(code).or_default();
        if kind.given < MAX_OF_A_KIND {
            kind.given += 1;
            problems.push(self.warning(byte, code, message));
        } else {
            kind.more.get_or_insert((byte, 0)).1 += 1;
        }
    }

    /// Says how many warnings were left out.
    pub(super) fn finish(self, problems: &mut Vec<Problem>) {
        for (code, kind) in &self.kinds {
            if let Some((byte, count)) = kind.more {
                let message = format!("from here on {count} more like those above");
                problems.push(self.warning(byte, code, message));
            }
        }
    }

    fn warning(&self, byte: usize, code: &'static str, message: String) -> Problem {
        let Lines { above, starts } = self.lines.get_or_init(|| self.lines());
        let line = starts.partition_point(|start| *start <= byte).max(1);
        let start = starts.get(line - 1).copied().unwrap_or_default();
        let content = self.lesson.body.markdown();
        let before = content.get(start..byte).unwrap_or_default();
        let column = before.chars().count() + 1;
        let rest = content.get(start..).unwrap_or_default();
        let text = rest.lines().next();
        Problem {
            severity: Severity::Warning,
            path: self.source.shown(&self.lesson.head.path),
            line: above + line,
            column,
            code,
            message,
            source_line: text.map(|text| shown_part(text, column).to_owned()),
        }
    }

    fn lines(&self) -> Lines {
        let content = self.lesson.body.markdown().as_bytes();
        let starts: Vec<usize> = [0]
            .into_iter()
            .chain(memchr_iter(b'\n', content).map(|end| end + 1))
            .collect();
        let file = self.source.read(&self.lesson.head.path, Lesson::MAX_BYTES);
        let whole = file.map_or(0, |bytes| memchr_iter(b'\n', &bytes).count());
        Lines {
            // What the file has more than the content.
            above: (whole + 1).saturating_sub(starts.len()),
            starts,
        }
    }
}
