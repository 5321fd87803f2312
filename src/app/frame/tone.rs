//! The tone of a part of the header's status.

/// How a part of the status looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As usual.
    Plain,
    /// Time counts.
    Counting,
    /// Time could count but doesn't.
    Paused,
    /// Something is not written down, or somebody has to do something.
    Warning,
}
