//! The folder of a preview.

use super::Ask;

/// Reads the folder of the preview again; what it has comes as a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ViewFolder {
    /// Whether what learners wouldn't see is left out.
    pub as_learner: bool,
}

impl Ask for ViewFolder {
    type Answer = ();

    const IS_QUIET: bool = true;
}
