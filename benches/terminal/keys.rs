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

/// What the footer of the catalog shows and no other.
pub(crate) const CATALOG: &str = "i about";

/// Keys that change a screen.
pub(crate) struct Pane {
    /// What is measured.
    pub(crate) name: &'static str,
    /// The keys that bring one there from the row above, each with a text that was not on screen before.
    way: &'static [(&'static str, &'static str)],
    /// The keys that take turns.
    turns: [&'static str; 2],
}

/// All screens, from a course's outline on.
pub(crate) const PANES: &[Pane] = &[
    pane("course: select", &[], ["j", "k"]),
    pane("lesson: a line", &[("\r", "space next page")], ["j", "k"]),
    pane("lesson: a page", &[], [" ", "\x1b[5~"]),
    pane(
        "catalog: select",
        &[("\x1b", OUTLINE), ("\x1b", CATALOG)],
        ["j", "k"],
    ),
    pane("catalog: filter", &[("/", "esc cancel")], ["a", "\x7f"]),
    pane(
        "catalog to progress and back",
        &[("\x1b", CATALOG)],
        ["4", "1"],
    ),
    pane("help: a line", &[("?", "for this screen")], ["j", "k"]),
];

const fn pane(
    name: &'static str,
    way: &'static [(&'static str, &'static str)],
    turns: [&'static str; 2],
) -> Pane {
    Pane { name, way, turns }
}

impl Pane {
    /// Goes there from the row above.
    pub(crate) fn go(&self, reader: &mut Screen) -> Result<()> {
        for (key, shown) in self.way {
            reader
                .press_for(key, shown)
                .with_context(|| format!("on the way to {}", self.name))?;
        }
        Ok(())
    }

    /// Goes there from the row above, and returns the times from key to frame.
    pub(crate) fn measure(&self, reader: &mut Screen) -> Result<Vec<Duration>> {
        self.go(reader)?;
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
