//! The scroll bar: where its thumb stands, and what a click on a row of it leads to.

use std::ops::Range;

use super::text_view::TextView;
use crate::lesson::Place;

/// How much is above the screen and on it, of how much; in whatever unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScrollBar {
    /// The amount above the screen.
    pub above: usize,
    /// The amount on it.
    pub shown: usize,
    /// All that there is.
    pub total: usize,
}

impl ScrollBar {
    /// That of a text, which counts words, not lines: lines far away are not laid out. None where all is on screen.
    pub fn of(text: &TextView) -> Option<ScrollBar> {
        let (at_end, total) = (text.at_end(), text.layout().document().words());
        if at_end && text.top() == Place::default() {
            return None;
        }
        let shown = text.words_on_screen().min(total.saturating_sub(1));
        let above = match at_end {
            true => total - shown,
            false => text.words_above(),
        };
        Some(ScrollBar {
            above,
            shown,
            total,
        })
    }

    /// The rows of the thumb in a column of so many; none where all is on the screen.
    pub fn thumb(self, height: u16) -> Option<Range<u16>> {
        let (free, length) = self.free(height)?;
        let start = (free * self.above).div_ceil(self.hidden()).min(free);
        let [start, end] = [start, start + length].map(|row| u16::try_from(row).unwrap_or(height));
        Some(start..end)
    }

    /// How much has to be above the screen so that the middle of the thumb stands on that row.
    pub fn above_for(self, row: u16, height: u16) -> Option<usize> {
        let (free, length) = self.free(height)?;
        let start = usize::from(row).saturating_sub((length - 1) / 2).min(free);
        Some(match start {
            0 => 0,
            end if end == free => self.total,
            // The middle of what the thumb stands there for.
            start => (2 * start - 1) * self.hidden() / (2 * free),
        })
    }

    /// The rows that the thumb leaves free, and those that it takes.
    fn free(self, height: u16) -> Option<(usize, usize)> {
        let height = usize::from(height);
        if self.total <= self.shown || height == 0 {
            return None;
        }
        let length = (height * self.shown / self.total).clamp(1, height);
        Some((height - length, length))
    }

    fn hidden(self) -> usize {
        (self.total - self.shown).max(1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_thumb_stands_under_the_row_that_was_asked_for(
            (shown, total) in (0usize..500).prop_flat_map(|shown| (Just(shown), shown + 1..100_000)),
            (row, height) in (1u16..60).prop_flat_map(|height| (0..height, Just(height))),
        ) {
            let bar = |above| ScrollBar { above, shown, total };
            prop_assume!(total - shown >= 2 * usize::from(height));
            let above = bar(0).above_for(row, height).unwrap_or_default();
            let thumb = bar(above.min(total - shown)).thumb(height).unwrap_or_default();
            prop_assert!(thumb.contains(&row), "{row} of {height}: {thumb:?}");
        }
    }
}
