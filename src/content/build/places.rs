//! The problems in a lesson's text, each at its place.

use std::cell::OnceCell;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

use memchr::memchr_iter;

use super::lesson::Draft;
use crate::content::page::LineMap;
use crate::content::source::Source;
use crate::domain::diagnostic::{Code, Finding, shown_part};
use crate::domain::{Diagnostic, LinePlace, Location};

/// The most problems of one kind that a lesson gives.
const MAX_OF_A_KIND: usize = 100;

/// The places of a lesson's text, as its file has them.
pub(super) struct Places<'c> {
    path: PathBuf,
    text: &'c str,
    in_file: &'c LineMap,
    /// The start of each line of the text, in bytes; found when the first place is asked for.
    lines: OnceCell<Vec<usize>>,
    kinds: BTreeMap<Code, Kind>,
    /// The places that have a fix already: several links may share a definition.
    mended: HashSet<usize>,
    problems: &'c mut Vec<Diagnostic>,
}

/// The problems of one kind.
#[derive(Default)]
struct Kind {
    given: usize,
    /// The place of the first one that is left out, and their number.
    more: Option<(usize, usize)>,
}

impl<'c> Places<'c> {
    pub(super) fn of(
        source: &Source,
        lesson: &'c Draft,
        problems: &'c mut Vec<Diagnostic>,
    ) -> Self {
        Places {
            path: source.shown(lesson.file.as_deref().unwrap_or(&lesson.head.path)),
            text: &lesson.text,
            in_file: &lesson.lines,
            lines: OnceCell::new(),
            kinds: BTreeMap::new(),
            mended: HashSet::new(),
            problems,
        }
    }

    /// Says a problem of the lesson's text, unless there are too many of its kind.
    pub(super) fn say(&mut self, finding: Finding) {
        if finding.fix.is_some() && !self.mended.insert(finding.at) {
            return;
        }
        let kind = self.kinds.entry(finding.code).or_default();
        if kind.given < MAX_OF_A_KIND {
            kind.given += 1;
            let problem = self.problem(finding);
            self.problems.push(problem);
        } else {
            kind.more.get_or_insert((finding.at, 0)).1 += 1;
        }
    }

    /// Says how many problems were left out.
    pub(super) fn finish(mut self) {
        for (code, kind) in std::mem::take(&mut self.kinds) {
            if let Some((at, count)) = kind.more {
                let message = format!("from here on {count} more like those above");
                let problem = self.problem(Finding::new(at, code, message));
                self.problems.push(problem.as_warning());
            }
        }
    }

    fn problem(&self, finding: Finding) -> Diagnostic {
        let place = Location::Line(self.place(finding.at));
        let problem = Diagnostic::new(place, finding.message)
            .with_code(finding.code)
            .with_hint(finding.hint);
        Diagnostic {
            fix: finding.fix.map(Box::new),
            ..problem
        }
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
