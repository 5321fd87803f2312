//! The academy's credential on the command line: from the vault, and into it.

use super::environment::{Environment, variable};
use super::output::{Failure, Output};
use super::prompt;
use super::vault::unlock::unlock;
use crate::domain::VaultKind;
use crate::secrets::{Address, Credentials, Secret};
use crate::sync::AcademyUrl;

/// The profile's credentials, for one academy.
pub(super) struct OpenVault {
    credentials: Credentials,
    academy: Address,
}

impl OpenVault {
    /// The credentials for that academy. Nothing is asked yet.
    pub(super) fn of(environment: &Environment, url: &AcademyUrl) -> Result<Self, Failure> {
        Ok(OpenVault {
            credentials: environment.credentials()?,
            academy: url.to_string().parse().map_err(Failure::other)?,
        })
    }

    /// The credential that was kept, with the vault unlocked for it; none where there is none, or where the environment
    /// has a database's password.
    pub(super) async fn credential(
        &mut self,
        output: &mut Output,
    ) -> Result<Option<Secret>, Failure> {
        if self.is_in_environment() || !self.credentials.may_have(&self.academy) {
            return Ok(None);
        }
        unlock(self.credentials.vault(self.place())?, output).await?;
        Ok(self.credentials.get(&self.academy).await?)
    }

    /// Whether a database's password can be asked for.
    pub(super) fn takes_passwords(&self) -> bool {
        self.academy.is_database() && !self.is_in_environment() && prompt::can_ask()
    }

    /// Keeps a credential, or says why that isn't done.
    pub(super) async fn keep(&mut self, secret: &Secret, output: &mut Output) {
        if !self.place().lasts() {
            return;
        }
        if let Err(why) = self.put(secret, output).await {
            output.warn(format!(
                "the password couldn't be kept, so you will be asked again: {why}"
            ));
        }
    }

    async fn put(&mut self, secret: &Secret, output: &mut Output) -> Result<(), Failure> {
        unlock(self.credentials.vault(self.place())?, output).await?;
        Ok(self.credentials.set(&self.academy, secret).await?)
    }

    /// The place of the credential, in words.
    pub(super) fn in_words(&self) -> String {
        match (self.credentials.may_have(&self.academy), self.place()) {
            _ if self.is_in_environment() => "from the variable PGPASSWORD".to_owned(),
            (true, place) if place.lasts() => format!("kept in {}", place.place()),
            (_, VaultKind::Memory) if self.academy.is_database() => {
                "from ~/.pgpass, or asked for each time".to_owned()
            }
            (_, VaultKind::Environment) => "from the environment".to_owned(),
            _ if self.academy.is_database() => "from ~/.pgpass, or not needed".to_owned(),
            _ => "none".to_owned(),
        }
    }

    fn place(&self) -> VaultKind {
        self.credentials.place_of(&self.academy)
    }

    fn is_in_environment(&self) -> bool {
        self.academy.is_database() && variable("PGPASSWORD").is_some_and(|text| !text.is_empty())
    }
}
