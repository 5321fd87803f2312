//! `lyceum db editor`.

use clap::Subcommand;
use sqlx::PgConnection;

use crate::academy::accounts;
use crate::cli::output::{Failure, Output};
use crate::sync::Http;

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
        let (course, email, appointed) = self.what();
        let changed = accounts::set_editor(connection, &course, &email, appointed).await?;
        say(&course, &email, appointed, changed, out)
    }

    /// The same through the academy's server.
    pub(super) async fn run_through(self, server: &Http, out: &mut Output) -> Result<(), Failure> {
        let (course, email, appointed) = self.what();
        let changed = server.set_editor(&course, &email, appointed).await?;
        say(&course, &email, appointed, changed, out)
    }

    fn what(self) -> (String, String, bool) {
        match self {
            Editor::Add { course, email } => (course, email, true),
            Editor::Remove { course, email } => (course, email, false),
        }
    }
}

fn say(
    course: &str,
    email: &str,
    appointed: bool,
    changed: bool,
    out: &mut Output,
) -> Result<(), Failure> {
    let said = match (appointed, changed) {
        (true, true) => "is an editor of",
        (true, false) => "was already an editor of",
        (false, true) => "is no longer an editor of",
        (false, false) => "wasn't an editor of",
    };
    out.line(format!("{email} {said} {course}."))
}
