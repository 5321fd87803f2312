//! `lyceum vault use PLACE`: the place for this profile's credentials from now on. What it has moves there.

use std::collections::BTreeSet;

use clap::Args;

use super::unlock::unlock;
use crate::cli::environment::Environment;
use crate::cli::output::{Failure, Output};
use crate::domain::VaultKind;
use crate::secrets::{Credentials, Move};

/// Options of `lyceum vault use`.
#[derive(Debug, Args)]
pub(super) struct Use {
    /// keyring, file (encrypted with a passphrase), memory (asked for at each start), or environment (LYCEUM_TOKEN)
    #[arg(value_name = "PLACE")]
    place: VaultKind,
    /// Remove the profile's credentials, which memory and the environment can't take over
    #[arg(long)]
    forget: bool,
}

impl Use {
    pub(super) async fn run(
        self,
        environment: &Environment,
        output: &mut Output,
    ) -> Result<(), Failure> {
        let mut credentials = environment.credentials()?;
        let places = self.places_to_empty(&credentials);
        if !places.is_empty() && !self.place.lasts() && !self.forget {
            return Err(self.would_forget(&places));
        }
        self.make_ready(&mut credentials, &places, output).await?;
        let moved = credentials.move_to(self.place).await?;
        for Move { academy, found, .. } in &moved {
            output.line(match (found, self.place.lasts()) {
                (true, true) => format!("Moved {academy}"),
                (true, false) => format!("Removed {academy}"),
                (false, _) => format!("There was nothing left for {academy}"),
            })?;
        }
        output.line(format!(
            "Credentials of the profile {} are kept in {} from now on.",
            environment.paths.profile(),
            self.place.place()
        ))?;
        match self.place {
            VaultKind::Memory => output.line("You are asked for them at each start."),
            VaultKind::Environment => output.line(
                "Set LYCEUM_TOKEN for a sync server, or PGPASSWORD for a database, before each start.",
            ),
            VaultKind::Keyring | VaultKind::File => Ok(()),
        }
    }

    fn places_to_empty(&self, credentials: &Credentials) -> BTreeSet<VaultKind> {
        let places = credentials.list().into_iter().map(|(_, place)| place);
        places.filter(|place| *place != self.place).collect()
    }

    fn would_forget(&self, places: &BTreeSet<VaultKind>) -> Failure {
        let names: Vec<&str> = places.iter().map(|place| place.place()).collect();
        let (names, place) = (names.join(" and "), self.place);
        Failure::usage(format!(
            "credentials are in {names}, and {} can't take them over: `lyceum vault use {place} --forget` \
             removes them, and you sign in again",
            place.place()
        ))
    }

    /// Everything that is needed is made ready before anything is moved.
    async fn make_ready(
        &self,
        credentials: &mut Credentials,
        to_empty: &BTreeSet<VaultKind>,
        output: &mut Output,
    ) -> Result<(), Failure> {
        for place in to_empty {
            unlock(credentials.vault(*place)?, output).await?;
        }
        let target = credentials.vault(self.place)?;
        if self.place == VaultKind::File && to_empty.is_empty() {
            // Its passphrase is asked for with the first credential.
            return Ok(());
        }
        unlock(target, output).await
    }
}
