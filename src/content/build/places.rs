//! Problems at places of a lesson's text.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::PathBuf;

use memchr::memchr_iter;

use super::lesson::Draft;
use crate::content::source::Source;
use crate::domain::diagnostic::shown_part;
use crate::domain::{Diagnostic, LineMap, LinePlace, Location, Severity};

/// The most warnings of one kind that a lesson gives.
const MAX_OF_A_KIND: usize = 100;

/// The places of a lesson's text, as its file has them.
pub(super) struct Places<'c> {
    path: PathBuf,
    text: &'c str,
    in_file: &'c LineMap,
    /// The start of each line of the text, in bytes; found when the first place is asked for.
    lines: OnceCell<Vec<usize>>,
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

impl<'c> Places<'c> {
    pub(super) fn of(source: &Source, lesson: &'c Draft) -> Self {
        Places {
            path: source.shown(lesson.file.as_deref().unwrap_or(&lesson.head.path)),
            text: &lesson.text,
            in_file: &lesson.lines,
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
        problems: &mut Vec<Diagnostic>,
    ) {
        self.tell(Severity::Warning, byte, code, message, problems);
    }

    /// Gives an error or a warning at a byte of the lesson's content.
    pub(super) fn tell(
        &mut self,
        severity: Severity,
        byte: usize,
        code: &'static str,
        message: String,
        problems: &mut Vec<Diagnostic>,
    ) {
        let kind = self.kinds.entry(code).or_default();
        if kind.given < MAX_OF_A_KIND {
            kind.given += 1;
            let problem = self.problem(byte, code, message);
            problems.push(match severity {
                Severity::Error => problem,
                Severity::Warning => problem.as_warning(),
            });
        } else {
            kind.more.get_or_insert((byte, 0)).1 += 1;
        }
    }

    /// Says how many warnings were left out.
    pub(super) fn finish(self, problems: &mut Vec<Diagnostic>) {
        for (code, kind) in &self.kinds {
            if let Some((byte, count)) = kind.more {
                let message = format!("from here on {count} more like those above");
                problems.push(self.problem(byte, code, message).as_warning());
            }
        }
    }

    fn problem(&self, byte: usize, code: &'static str, message: String) -> Diagnostic {
        let place = Location::Line(self.place(byte));
        Diagnostic::new(place, message).with_code(code)
    }

    fn place(&self, byte: usize) -> LinePlace {
        let starts = self.lines.get_or_init(|| {
            let ends = memchr_iter(b'\n', self.text.as_bytes());
            [0].into_iter().chain(ends.map(|end| end + 1)).collect()
        });
        let line = starts.partition_point(|start| *start <= byte).max(1);
        let start = starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..byte).unwrap_or_default();
        let column = before.chars().count() + 1;
        let rest = self.text.get(start..).unwrap_or_default();
        let text = rest.lines().next().unwrap_or_default();
        LinePlace {
            path: self.path.clone(),
            line: self.in_file.in_file(line),
            column,
            text: shown_part(text, column).into(),
        }
    }
}
