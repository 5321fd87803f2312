//! Forward or back.

/// A way to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Towards the end.
    Forward,
    /// Towards the beginning.
    Back,
}

impl Direction {
    /// The first of two for the way to the end, the second for the way to the beginning.
    pub(super) fn pick<T>(self, forward: T, back: T) -> T {
        match self {
            Direction::Forward => forward,
            Direction::Back => back,
        }
    }
}
