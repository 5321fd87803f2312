//! `lyceum db editor`.

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;
use sqlx::PgConnection;

use crate::academy::accounts;

/// Who may see a course's drafts and publish it.
#[derive(Debug, Subcommand)]
pub enum Editor {
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
        out: &mut dyn Write,
    ) -> anyhow::Result<ExitCode> {
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
        writeln!(out, "{email} {said} {course}.")?;
        Ok(ExitCode::SUCCESS)
    }
}
