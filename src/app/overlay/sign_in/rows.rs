//! The rows of the sign-in screen.

use super::{Passphrase, SignIn, Stage};
use crate::app::request::sign_in::{AtProvider, VaultFile, Way};
use crate::domain::{MIN_PASSPHRASE, sanitize_line};
use crate::lesson::wrap;

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Room between two groups.
    Blank,
    /// Text.
    Text(String),
    /// Text that matters less.
    Dim(String),
    /// A way, by its number.
    Way(usize, String),
    /// A code to type elsewhere.
    Large(String),
    /// Something that went wrong.
    Problem(String),
}

/// The row of the first way.
pub const FIRST_WAY: usize = 2;

impl SignIn {
    /// The rows, no wider than that.
    pub fn rows_of(&self, width: u16) -> Vec<Row> {
        let mut rows = Rows {
            rows: Vec::new(),
            width: usize::from(width).max(1),
        };
        // On a small screen what went wrong must be seen; the ways keep their rows, which can be clicked.
        let chooses = matches!(self.stage, Stage::Choose(_));
        let problem = self.problem.as_deref();
        if let Some(problem) = problem.filter(|_| !chooses) {
            rows.problem(problem);
        }
        match &self.stage {
            Stage::Passphrase(passphrase) => self.passphrase_rows(passphrase, &mut rows),
            Stage::Choose(_) => self.choose_rows(&mut rows),
            Stage::Address => {
                rows.text("Type your e-mail address: you will get a code by e-mail.");
                rows.dim(&self.offer.keeps);
            }
            Stage::Code(address) => {
                rows.text(&format!(
                    "If {address} may sign in here, a code is on its way. Type it within ten minutes."
                ));
                rows.dim("Leave it empty for a new code.");
            }
            Stage::Provider(at) => provider_rows(at, &mut rows),
        }
        if let Some(problem) = problem.filter(|_| chooses) {
            rows.rows.push(Row::Blank);
            rows.problem(problem);
        }
        if let Some(waits) = self.waits {
            rows.rows.push(Row::Blank);
            rows.dim(waits);
        }
        rows.rows
    }

    fn choose_rows(&self, rows: &mut Rows) {
        if self.offer.ways.is_empty() {
            match (self.waits, &self.problem) {
                (None, None) => {
                    rows.text("This academy offers no way to sign in: ask its operator.");
                }
                (None, Some(_)) => rows.text("Enter tries again."),
                (Some(_), _) => {}
            }
            return;
        }
        // One row each: where a way can be clicked doesn't depend on the width.
        rows.rows.push(Row::Text(
            sanitize_line(&format!("Sign in to {}", self.offer.academy)).into(),
        ));
        rows.rows.push(Row::Blank);
        for (number, way) in self.offer.ways.iter().enumerate() {
            let name = match way {
                Way::Code => "A code by e-mail".to_owned(),
                Way::Provider { name, .. } => sanitize_line(name).into(),
            };
            rows.rows.push(Row::Way(number, name));
        }
        if self.offers_file() {
            let name = "Choose an encrypted file".to_owned();
            rows.rows.push(Row::Way(self.offer.ways.len(), name));
        }
        // On a small screen there is room for one of the two.
        if self.problem.is_none() {
            rows.rows.push(Row::Blank);
            rows.dim(&self.offer.keeps);
        }
    }
}

impl SignIn {
    fn passphrase_rows(&self, passphrase: &Passphrase, rows: &mut Rows) {
        match passphrase {
            Passphrase::Known => rows.text("Your token will be kept in your encrypted file. Type its passphrase."),
            Passphrase::New => rows.text(
                &format!("Your token will be kept in an encrypted file. Choose a passphrase of {MIN_PASSPHRASE} characters or more."),
            ),
            Passphrase::Again(_) => rows.text("Type the passphrase again."),
        }
        rows.dim(match self.offer.file {
            Some(VaultFile::Offered) => "A forgotten passphrase can't be recovered.",
            _ => "Without one (esc), your token is kept until you quit Lyceum.",
        });
    }
}

fn provider_rows(at: &AtProvider, rows: &mut Rows) {
    rows.text("Open this page, on this machine or on your phone:");
    rows.text(&at.address);
    rows.rows.push(Row::Blank);
    rows.text("Type this code there:");
    rows.rows
        .push(Row::Large(sanitize_line(&at.user_code).into()));
}

struct Rows {
    rows: Vec<Row>,
    width: usize,
}

impl Rows {
    fn lines(&mut self, text: &str, row: impl Fn(String) -> Row) {
        let text = sanitize_line(text);
        let lines = wrap(&text, self.width).into_iter();
        let lines = lines.map(|range| text.get(range).unwrap_or_default().to_owned());
        self.rows.extend(lines.map(row));
    }

    fn text(&mut self, text: &str) {
        self.lines(text, Row::Text);
    }

    fn dim(&mut self, text: &str) {
        self.lines(text, Row::Dim);
    }

    /// Colour alone says nothing.
    fn problem(&mut self, text: &str) {
        self.lines(&format!("! {text}"), Row::Problem);
    }
}
