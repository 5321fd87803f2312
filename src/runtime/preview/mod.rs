//! A course's folder in the place of a profile: its course is in a store that goes with the program, and
//! follows its files.
//!
//! `lyceum preview` is the reader over another shelf (`driver::Shelf`): a store of its own answers every request, and
//! nothing is left of it. When a file changes, the folder is read again (`content/live.rs`), the lessons that differ
//! are written (`store/edited.rs`), and the screens hear of it as of any other change of courses. Pages and parsed
//! lessons are kept (`content/memo.rs`, `content/build/kept.rs`), so that only what changed is parsed, and every
//! problem is still found. Problems, drafts and figures go to the model as one message, `Msg::Previewed`.
//!
//! An editor in the terminal takes it over (`runtime/editor.rs`): our reader of input waits (`runtime/input/lent.rs`),
//! and where the editor suspends itself, so do we.

mod changes;
mod folder;
mod follow;
mod mount;

use std::path::PathBuf;

use crate::content::LiveCourse;
pub(super) use follow::Previewing;

/// A course's folder that its author looks at.
pub struct PreviewedFolder {
    /// The course.
    pub course: LiveCourse,
    /// The file of the lesson to begin with.
    pub first: Option<PathBuf>,
    /// Whether to look for changes from time to time, where the system tells of none.
    pub polls: bool,
}
