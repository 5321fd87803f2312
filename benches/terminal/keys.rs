//! Keys on each screen, and how long their frames take.

use std::time::Duration;

use anyhow::{Context, Result};

use crate::screen::Screen;

/// The budget from a key to its frame.
pub(crate) const FRAME: Duration = Duration::from_millis(8);
/// A key of the course's outline, in the footer.
pub(crate) const OUTLINE: &str = "fold";
/// How often a key is pressed.
const KEYS: usize = 300;
/// Between keys: the program has gone to sleep by then, as it has between a person's keys.
const BETWEEN_KEYS: Duration = Duration::from_millis(3);

/// Keys that change a screen.
pub(crate) struct Pane {
    /// What is measured.
    pub(crate) name: &'static str,
    /// The keys that bring one there from the row above.
    way: &'static [&'static str],
    /// A text that is on screen then.
    shown: &'static str,
    /// The keys that take turns.
    turns: [&'static str; 2],
}

/// All screens, from a course's outline on.
pub(crate) const PANES: &[Pane] = &[
    pane("course: select", &[], OUTLINE, ["j", "k"]),
    pane("lesson: a line", &["\r"], "counting", ["j", "k"]),
    pane("lesson: a page", &[], "counting", [" ", "\x1b[5~"]),
    pane("catalog: select", &["\x1b", "\x1b"], "Courses", ["j", "k"]),
    pane("catalog: filter", &["/"], "Courses", ["a", "\x7f"]),
    pane(
        "catalog to progress and back",
        &["\x1b"],
        "Courses",
        ["4", "1"],
    ),
    pane("help: a line", &["?"], "Keys", ["j", "k"]),
];

const fn pane(
    name: &'static str,
    way: &'static [&'static str],
    shown: &'static str,
    turns: [&'static str; 2],
) -> Pane {
    Pane {
        name,
        way,
        shown,
        turns,
    }
}

impl Pane {
    /// Goes there from the row above, and returns the times from key to frame.
    pub(crate) fn measure(&self, reader: &mut Screen) -> Result<Vec<Duration>> {
        for key in self.way {
            reader
                .press(key)
                .with_context(|| format!("on the way to {}", self.name))?;
            std::thread::sleep(Duration::from_millis(100));
        }
        reader
            .wait_for(&[self.shown])
            .with_context(|| format!("on the way to {}", self.name))?;
        take_turns(reader, &self.turns).with_context(|| self.name)
    }
}

/// The times from key to frame, of keys that take turns.
pub(crate) fn take_turns(screen: &mut Screen, keys: &[&str]) -> Result<Vec<Duration>> {
    let mut samples = Vec::with_capacity(KEYS);
    for key in keys.iter().cycle().take(KEYS) {
        samples.push(screen.press(key)?);
        std::thread::sleep(BETWEEN_KEYS);
    }
    Ok(samples)
}
