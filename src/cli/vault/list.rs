//! `lyceum vault`: the place for credentials, whether it is ready, and where each academy's is.

use std::time::Duration;

use serde::Serialize;

use crate::cli::environment::Environment;
use crate::cli::output::{Failure, Output};
use crate::config::Source;
use crate::domain::VaultKind;
use crate::secrets::{Credentials, Readiness, VaultError};

/// How long a place may take to say whether it is ready.
const PATIENCE: Duration = Duration::from_secs(3);

/// The vault of a profile.
#[derive(Serialize)]
struct Listing {
    profile: String,
    place: VaultKind,
    chosen_by: String,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    academies: Vec<Academy>,
}

/// An academy that has a credential.
#[derive(Serialize)]
struct Academy {
    academy: String,
    place: VaultKind,
}

pub(super) async fn run(
    environment: &Environment,
    json: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let listing = look(environment).await?;
    if json {
        return output.json(&listing);
    }
    print(&listing, output)
}

async fn look(environment: &Environment) -> Result<Listing, Failure> {
    let mut credentials = environment.credentials()?;
    let place = credentials.choice();
    let readiness = credentials.vault(place)?.readiness(PATIENCE).await;
    let (state, why) = state(readiness)?;
    let academies = credentials.list().into_iter();
    Ok(Listing {
        profile: environment.paths.profile().to_string(),
        place,
        chosen_by: chosen_by(&credentials, &environment.config.vault.source),
        state,
        why,
        academies: academies
            .map(|(academy, place)| Academy {
                academy: academy.to_string(),
                place,
            })
            .collect(),
    })
}

/// Who said that it is this place.
fn chosen_by(credentials: &Credentials, setting: &Source) -> String {
    let overridden = matches!(setting, Source::Flag(_) | Source::Variable(_));
    if credentials.is_chosen() && !overridden {
        "lyceum vault use".to_owned()
    } else {
        setting.to_string()
    }
}

/// A state's name, and why it is so. A keyring that died is a state of it too.
fn state(
    readiness: Result<Readiness, VaultError>,
) -> Result<(&'static str, Option<String>), VaultError> {
    Ok(match readiness {
        Ok(Readiness::Ready) => ("ready", None),
        Ok(Readiness::Locked) => ("locked", None),
        Ok(Readiness::NeedsPassphrase { new: false }) => ("closed", None),
        Ok(Readiness::NeedsPassphrase { new: true }) => ("new", None),
        Ok(Readiness::Slow) => ("slow", None),
        Ok(Readiness::Absent(why)) => ("absent", Some(why)),
        Err(VaultError::Died(why)) => ("died", Some(why)),
        Err(error) => return Err(error),
    })
}

fn print(listing: &Listing, output: &mut Output) -> Result<(), Failure> {
    let (place, profile) = (listing.place.place(), &listing.profile);
    output.line(format!(
        "Credentials of the profile {profile} are kept in {place} ({}).",
        listing.chosen_by
    ))?;
    let why = listing.why.as_deref().unwrap_or_default();
    match listing.state {
        "locked" => {
            output.line("It is locked: unlock it, or you will be asked to when it is needed.")?
        }
        "closed" => output.line("It is closed: its passphrase is asked for when it is needed.")?,
        "new" => output.line("It isn't there yet: you will be asked for a passphrase.")?,
        "slow" => output.line("It doesn't answer yet. Some keyrings take minutes to start.")?,
        "died" => output.line(format!("It stopped while it was asked: {why}."))?,
        "absent" => {
            output.line(format!("There is none here: {why}."))?;
            output.line("Choose another place: lyceum vault use file, memory or environment.")?;
        }
        _ => {}
    }
    if listing.academies.is_empty() {
        return output.line("\nNo academy has a credential here yet.");
    }
    let names = listing.academies.iter().map(|a| a.academy.len());
    let width = names.max().unwrap_or_default();
    output.line("")?;
    for Academy { academy, place } in &listing.academies {
        output.line(format!("{academy:<width$}  {place}"))?;
    }
    Ok(())
}
