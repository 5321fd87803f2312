//! One row of code while it is filled, and where it may break.

use crate::lesson::layout::line::Run;
use crate::lesson::style::Role;

/// In front of a row that goes on from the one above.
const CONTINUED: &str = "↪";

/// The row that is being filled.
#[derive(Default)]
pub(super) struct Row {
    pub(super) runs: Vec<Run>,
    /// Cells of the text, without the mark in front.
    pub(super) cells: usize,
    /// Bytes of the source line that have been coloured.
    pub(super) painted: usize,
    /// True where it goes on from the row above.
    continued: bool,
    /// Cells of white space that the line of code begins with.
    pub(super) indent: usize,
    /// True once something else than white space stands in the row.
    pub(super) begun: bool,
    /// Behind the last white space: what follows may go on in the next row.
    gap: Option<Gap>,
    pub(super) source: std::ops::Range<usize>,
    pub(super) open: bool,
}

/// A place in a row where it may break.
#[derive(Clone, Copy)]
struct Gap {
    /// How many runs are before it, the one that it stands in among them.
    runs: usize,
    /// Bytes of that run.
    bytes: usize,
    /// Cells of the text before it.
    cells: usize,
}

impl Row {
    /// An empty row that begins at a byte of the source.
    pub(super) fn at(source: usize, continued: bool) -> Row {
        let mark = if continued { CONTINUED } else { " " };
        Row {
            runs: vec![Run::added(mark, Role::Dim)],
            source: source..source,
            open: continued,
            continued,
            ..Row::default()
        }
    }

    /// Takes note of what was placed last.
    pub(super) fn pass(&mut self, is_space: bool) {
        match (is_space, self.begun) {
            (false, _) => self.begun = true,
            (true, false) if self.continued => {}
            (true, false) => self.indent = self.cells,
            (true, true) => {
                self.gap = self.runs.last().map(|last| Gap {
                    runs: self.runs.len(),
                    bytes: last.text.len(),
                    cells: self.cells,
                });
            }
        }
    }

    /// Takes away what stands behind the last white space, where it is at most `room` cells: the runs, and how
    /// many cells they are.
    pub(super) fn take_last_word(&mut self, room: usize) -> (Vec<Run>, usize) {
        let is_word = |gap: &Gap| gap.cells < self.cells && self.cells - gap.cells <= room;
        let Some(gap) = self.gap.filter(is_word) else {
            return (Vec::new(), 0);
        };
        let mut word = self.runs.split_off(gap.runs);
        if let Some(rest) = self.runs.last_mut().and_then(|run| cut(run, gap.bytes)) {
            word.insert(0, rest);
        }
        if let Some(first) = word.first() {
            self.source.end = first.source.start.max(self.source.start);
        }
        (word, self.cells - gap.cells)
    }
}

/// Cuts a run behind so many bytes, where there is something behind them.
fn cut(run: &mut Run, bytes: usize) -> Option<Run> {
    if bytes >= run.text.len() {
        return None;
    }
    let is_exact = run.text.len() == run.source.len();
    let text = run.text.split_off(bytes);
    let mut rest = Run {
        text,
        ..run.clone()
    };
    if is_exact {
        run.source.end = run.source.start + bytes;
        rest.source.start = run.source.end;
    }
    Some(rest)
}
