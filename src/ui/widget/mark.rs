//! The sign of how far a course, a module or a lesson is.

use crate::domain::Mark;
use crate::ui::theme::Piece;

/// The sign and style of a mark: a shape and a colour say the same.
pub(in crate::ui) fn mark_sign(mark: Mark) -> (&'static str, Piece) {
    match mark {
        Mark::New => ("○", Piece::Dim),
        Mark::Begun => ("◐", Piece::Begun),
        Mark::Done => ("✓", Piece::Done),
    }
}
