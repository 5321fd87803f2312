//! The encrypted file that keeps the token: its passphrase is typed before signing in, a new one twice.

use super::{SignIn, Stage};
use crate::app::request::Answered;
use crate::app::request::sign_in::{OpenVaultFile, Opened, VaultFile};
use crate::app::shared::Shared;
use crate::app::typed_secret::Hidden;
use crate::app::widget::input_line::InputLine;
use crate::domain::MIN_PASSPHRASE;

/// How far the typing of a passphrase is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Passphrase {
    /// The passphrase of the file that is there.
    Known,
    /// The passphrase of a new file.
    New,
    /// That one again.
    Again(Hidden),
}

impl SignIn {
    /// Whether the person may have a file made that keeps the token.
    pub(super) fn offers_file(&self) -> bool {
        self.offer.file == Some(VaultFile::Offered) && !self.offer.ways.is_empty()
    }

    pub(super) fn ask_for_passphrase(&mut self, passphrase: Passphrase) {
        self.stage = Stage::Passphrase(passphrase);
        self.input = Some(InputLine::hidden());
    }

    pub(super) fn take_passphrase(&mut self, passphrase: Passphrase, shared: &mut Shared) {
        let typed = self.input.as_ref().map_or("", InputLine::text);
        if typed.is_empty() {
            return;
        }
        let typed = Hidden::new(typed);
        self.problem = None;
        match passphrase {
            Passphrase::New if typed.reveal().chars().count() < MIN_PASSPHRASE => {
                self.ask_for_passphrase(Passphrase::New);
                let problem = format!("Too short: {MIN_PASSPHRASE} characters or more are needed.");
                self.problem = Some(problem);
            }
            Passphrase::New => self.ask_for_passphrase(Passphrase::Again(typed)),
            Passphrase::Again(first) if first != typed => {
                self.ask_for_passphrase(Passphrase::New);
                self.problem = Some("The passphrases differ: type it again.".to_owned());
            }
            Passphrase::Known | Passphrase::Again(_) => {
                self.ask(OpenVaultFile(typed), shared);
                self.waits = Some("Opening your encrypted file …");
            }
        }
    }

    pub(in crate::app) fn take_opened(
        &mut self,
        answered: Answered<OpenVaultFile>,
        shared: &mut Shared,
    ) {
        match self.done(answered) {
            None => {}
            Some(Opened::Keeps(words)) => {
                self.offer.keeps = words;
                self.offer.file = None;
                self.offer_ways(shared);
            }
            Some(Opened::Again(why)) => {
                let again = match &self.stage {
                    Stage::Passphrase(Passphrase::Again(_)) => Passphrase::New,
                    _ => Passphrase::Known,
                };
                self.ask_for_passphrase(again);
                self.problem = Some(why);
            }
        }
    }
}
