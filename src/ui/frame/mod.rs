//! The parts around the screens.

pub(super) mod footer;
pub(super) mod header;
pub(super) mod newcomers;
pub(super) mod too_small;
