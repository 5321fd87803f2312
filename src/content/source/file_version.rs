//! Tells one version of a file from another without reading it.

use std::fs;
use std::path::Path;
use std::time::SystemTime;

/// A version of a file: when it was written, how long it is, and, where the system says it, which file it is and when
/// anything of it changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::content) struct FileVersion {
    modified: SystemTime,
    length: u64,
    identity: [i128; 3],
}

impl FileVersion {
    /// The version of a file now; none where there is no such file.
    pub(super) fn of(path: &Path) -> Option<FileVersion> {
        let found = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
        Some(FileVersion {
            modified: found.modified().ok()?,
            length: found.len(),
            identity: identity(&found),
        })
    }
}

#[cfg(unix)]
fn identity(file: &fs::Metadata) -> [i128; 3] {
    use std::os::unix::fs::MetadataExt;
    [
        file.ino().into(),
        file.ctime().into(),
        file.ctime_nsec().into(),
    ]
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> [i128; 3] {
    [0; 3]
}
