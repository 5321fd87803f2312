//! How far wide code and tables are scrolled by a step to the left or right.

/// Cells of a step where no table is among what is wide.
const STEP: usize = 8;

/// The wide lines on the screen.
#[derive(Debug, Default)]
pub(in crate::app) struct Sideways {
    /// The offsets at which columns of a table begin, behind the first one.
    pub(in crate::app) stops: Vec<usize>,
    /// The offset at which the end of all of it is seen.
    pub(in crate::app) most: usize,
    /// The widest step that passes nothing unseen.
    pub(in crate::app) widest_step: usize,
}

impl Sideways {
    /// The offset one step to the right; the same where the end is seen.
    pub(in crate::app) fn right_of(&self, offset: usize) -> usize {
        if offset >= self.most {
            return offset;
        }
        let stop = self.stops.iter().find(|stop| **stop > offset);
        let wanted = stop.copied().unwrap_or((offset + STEP).min(self.most));
        wanted.min(offset + self.widest_step)
    }

    /// The offset one step to the left.
    pub(in crate::app) fn left_of(&self, offset: usize) -> usize {
        let stop = self.stops.iter().rev().find(|stop| **stop < offset);
        let wanted = match stop {
            Some(stop) => *stop,
            None if self.stops.is_empty() => offset.saturating_sub(STEP),
            None => 0,
        };
        wanted.max(offset.saturating_sub(self.widest_step))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_cell_is_seen_on_the_way_right_and_on_the_way_left(
            columns in prop::collection::vec(1usize..70, 1..12), room in 3usize..80,
        ) {
            let mut width = 0;
            let mut stops = Vec::new();
            for column in &columns {
                if width > 0 {
                    stops.push(width + 2);
                    width += 3;
                }
                width += column;
            }
            let sideways = Sideways {
                stops: stops.clone(),
                most: width.saturating_sub(room),
                widest_step: room - 2,
            };
            // Where a line goes on, its edge is a mark.
            let seen = |offset: usize| {
                let from = if offset > 0 { offset + 1 } else { 0 };
                let to = offset + room;
                from..if to < width { to - 1 } else { width }
            };
            let mut offset = 0;
            while sideways.right_of(offset) != offset {
                let next = sideways.right_of(offset);
                prop_assert!(next > offset && seen(next).start <= seen(offset).end);
                prop_assert!(stops.contains(&next) || next - offset == room - 2 || next == sideways.most || columns.len() == 1 || stops.iter().all(|stop| *stop <= offset));
                offset = next;
            }
            prop_assert_eq!(seen(offset).end, width);
            while offset > 0 {
                let next = sideways.left_of(offset);
                prop_assert!(next < offset && seen(next).end >= seen(offset).start);
                offset = next;
            }
        }
    }
}
