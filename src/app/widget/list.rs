//! The selected row of a list and the rows on screen; both stay inside the list.

/// Rows of an item in a list whose items have a second line.
pub const TWO_ROWS: usize = 2;

/// Where a list stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ListCursor {
    /// The selected row, from 0.
    pub selected: usize,
    /// The row at the top of the screen.
    pub top: usize,
}

impl ListCursor {
    /// A row is selected and, where the list allows it, in the middle of the screen.
    pub fn centred(row: usize, len: usize, height: usize) -> Self {
        Self {
            selected: row.min(len.saturating_sub(1)),
            top: row
                .saturating_sub(height / 2)
                .min(len.saturating_sub(height)),
        }
    }

    /// Moves the selection by `by` rows, in a list of `len` rows of which `height` are on screen.
    pub fn move_by(&mut self, by: isize, len: usize, height: usize) {
        self.select(self.selected.saturating_add_signed(by), len, height);
    }

    /// Selects a row, or the last one where there are fewer, and scrolls until it is on screen.
    pub fn select(&mut self, row: usize, len: usize, height: usize) {
        self.selected = row.min(len.saturating_sub(1));
        let height = height.max(1);
        let margin = margin(height);
        let highest = self.selected.saturating_sub(margin);
        let lowest = (self.selected + margin + 1).saturating_sub(height);
        self.top = self
            .top
            .min(highest)
            .max(lowest)
            .min(len.saturating_sub(height));
    }

    /// Scrolls by `by` rows; the selection is carried along at the edge.
    pub fn scroll_by(&mut self, by: isize, len: usize, height: usize) {
        let height = height.max(1);
        let margin = margin(height);
        let last_top = len.saturating_sub(height);
        self.top = self.top.saturating_add_signed(by).min(last_top);
        let highest = match self.top {
            0 => 0,
            top => top + margin,
        };
        let lowest = match self.top {
            top if top == last_top => len.saturating_sub(1),
            top => top + height - 1 - margin,
        };
        self.selected = self.selected.clamp(highest, lowest);
    }
}

/// Rows between the selection and the edge: a neighbour stays in sight, so that one sees that the list goes on.
fn margin(height: usize) -> usize {
    usize::from(height > 4)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_selection_is_always_a_row_on_screen(
            len in 0_usize..50,
            height in 1_usize..20,
            steps in proptest::collection::vec((any::<bool>(), -60_isize..60), 0..30),
        ) {
            let mut cursor = ListCursor::default();
            for (scroll, by) in steps {
                if scroll {
                    cursor.scroll_by(by, len, height);
                } else {
                    cursor.move_by(by, len, height);
                }
                prop_assert!(cursor.selected < len.max(1));
                prop_assert!((cursor.top..cursor.top + height).contains(&cursor.selected));
                prop_assert!(cursor.top <= len.saturating_sub(height));
                let before = cursor;
                cursor.move_by(0, len, height);
                prop_assert_eq!(cursor, before, "no movement moves nothing");
            }
        }
    }
}
