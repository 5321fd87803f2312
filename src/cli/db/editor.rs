//! `lyceum db editor`.

use clap::Subcommand;
use sqlx::PgConnection;

use crate::academy::accounts;
use crate::cli::output::{Failure, Output};

/// Who may see a course's drafts and publish it.
#[derive(Debug, Subcommand)]
pub(super) enum Editor {
    /// Appoint an editor
    Add {
        /// The course's slug or id
        course: String,
        /// The instructor's address
        email: String,
    },
    /// Dismiss an editor
    Remove {
        /// The course's slug or id
        course: String,
        /// The instructor's address
        email: String,
    },
}

impl Editor {
    pub(super) async fn run(
        self,
        connection: &mut PgConnection,
        out: &mut Output,
    ) -> Result<(), Failure> {
        let (course, email, appointed) = match self {
            Editor::Add { course, email } => (course, email, true),
            Editor::Remove { course, email } => (course, email, false),
        };
        let changed = accounts::set_editor(connection, &course, &email, appointed).await?;
        let said = match (appointed, changed) {
            (true, true) => "is an editor of",
            (true, false) => "was an editor already of",
            (false, true) => "is no editor any more of",
            (false, false) => "was no editor of",
        };
        out.line(format!("{email} {said} {course}."))?;
        Ok(())
    }
}
