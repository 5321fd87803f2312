//! Errors of the store, worded so that a person knows what to do.

use std::borrow::Cow;
use std::io;
use std::path::{Path, PathBuf};

use sqlx::migrate::MigrateError;

use crate::domain::RecordId;

/// Why the store did not do what it was asked to. Nothing of a failed call was written.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file or its folder can't be written.
    #[error(
        "{} can't be written ({reason}): make the file and its folder writable, or choose another place with LYCEUM_HOME", path.display()
    )]
    NotWritable {
        /// The store's file.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// There is no folder for a store that goes with the program.
    #[error("{} can't be written ({reason}): name another folder with TMPDIR", path.display())]
    NoScratch {
        /// The system's temporary folder.
        path: PathBuf,
        /// The system's message.
        reason: String,
    },
    /// The file is not a database, or parts of it are garbage.
    #[error(
        "{} is damaged ({reason}): set it aside to start a new one; what can still be read of your progress is carried over", path.display()
    )]
    Damaged {
        /// The store's file.
        path: PathBuf,
        /// The fault that was found.
        reason: String,
    },
    /// There is no room for what was to be written.
    #[error(
        "the disk is full: {} can't grow, and the last change is not saved; free some space and try again", path.display()
    )]
    Full {
        /// The store's file.
        path: PathBuf,
    },
    /// Another process kept the file locked for longer than we wait.
    #[error(
        "{} is in use by another program that doesn't let go: close it and try again", path.display()
    )]
    Busy {
        /// The store's file.
        path: PathBuf,
    },
    /// A newer version of the program wrote the file.
    #[error(
        "{} was written by a newer version of Lyceum ({reason}): update this one, or choose another place with LYCEUM_HOME", path.display()
    )]
    Newer {
        /// The store's file.
        path: PathBuf,
        /// The part that this version doesn't know.
        reason: String,
    },
    /// A record has the id of another one that says something else.
    #[error(
        "record {record} is in the log already and says something else: the log keeps what it has; please report this"
    )]
    Conflict {
        /// The id that both have.
        record: RecordId,
    },
    /// The data to be written breaks a rule.
    #[error("not written: {reason}")]
    Invalid {
        /// The rule, and what broke it.
        reason: String,
    },
    /// A module or lesson has an id that another one has.
    #[error(
        "the id `{id}` of “{title}” is used by another module or lesson: ids are unique over all courses, so give it another one"
    )]
    IdTaken {
        /// The id.
        id: String,
        /// The title of what was to be written.
        title: String,
    },
    /// Anything else that the system or the database said.
    #[error("{} could not be used: {source}", path.display())]
    Other {
        /// The store's file.
        path: PathBuf,
        /// The database's message.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
}

/// A failure inside the store, before it is known which file it was about.
#[derive(Debug)]
pub(super) enum Failure {
    Sql(sqlx::Error),
    Refused(StoreError),
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Failure::Sql(error)
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Failure::Refused(error)
    }
}

/// Says which file a failure was about.
pub(super) trait At<T> {
    fn at(self, path: &Path) -> Result<T, StoreError>;
}

impl<T, E: Into<Failure>> At<T> for Result<T, E> {
    fn at(self, path: &Path) -> Result<T, StoreError> {
        self.map_err(|error| match error.into() {
            Failure::Sql(error) => classify(path, error),
            Failure::Refused(error) => error,
        })
    }
}

/// A value in the file that no version of the program writes.
pub(super) fn garbage(what: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> sqlx::Error {
    sqlx::Error::Decode(what.into())
}

/// SQLite's primary result codes, as far as they mean something to a person.
mod code {
    pub(super) const BUSY: u32 = 5;
    pub(super) const LOCKED: u32 = 6;
    pub(super) const READONLY: u32 = 8;
    pub(super) const CORRUPT: u32 = 11;
    pub(super) const FULL: u32 = 13;
    pub(super) const CANTOPEN: u32 = 14;
    pub(super) const NOTADB: u32 = 26;
}

fn classify(path: &Path, error: sqlx::Error) -> StoreError {
    let path = path.to_owned();
    let reason = match &error {
        sqlx::Error::Database(said) => said.message().to_owned(),
        other => other.to_string(),
    };
    match (primary_code(&error), &error) {
        (Some(code::READONLY | code::CANTOPEN), _) => StoreError::NotWritable { path, reason },
        (Some(code::CORRUPT | code::NOTADB), _) => StoreError::Damaged { path, reason },
        (Some(code::FULL), _) => StoreError::Full { path },
        (Some(code::BUSY | code::LOCKED), _) => StoreError::Busy { path },
        (_, sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. }) => {
            StoreError::Damaged { path, reason }
        }
        _ => StoreError::Other {
            path,
            source: error.into(),
        },
    }
}

fn primary_code(error: &sqlx::Error) -> Option<u32> {
    let said: Cow<'_, str> = error.as_database_error()?.code()?;
    Some(said.parse::<u32>().ok()? & 0xff)
}

/// Whether the file has a place there that can't be read.
pub(super) fn is_corrupt(error: &sqlx::Error) -> bool {
    primary_code(error) == Some(code::CORRUPT)
}

/// The error that a failed migration means.
pub(super) fn from_migration(path: &Path, error: MigrateError) -> StoreError {
    let path = path.to_owned();
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            classify(&path, error)
        }
        MigrateError::VersionMissing(version) | MigrateError::VersionMismatch(version) => {
            let reason = format!("its schema {version} is unknown here");
            StoreError::Newer { path, reason }
        }
        other => StoreError::Other {
            path,
            source: other.into(),
        },
    }
}

/// The error that a failed call to the file system means.
pub(super) fn from_io(path: &Path, error: io::Error) -> StoreError {
    let path = path.to_owned();
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full { path },
        io::ErrorKind::PermissionDenied
        | io::ErrorKind::ReadOnlyFilesystem
        | io::ErrorKind::NotADirectory
        | io::ErrorKind::AlreadyExists
        | io::ErrorKind::IsADirectory => StoreError::NotWritable {
            path,
            reason: error.to_string(),
        },
        _ => StoreError::Other {
            path,
            source: error.into(),
        },
    }
}
