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
    #[serde(flatten)]
    state: State,
    academies: Vec<Academy>,
}

/// The state of the place.
#[derive(Serialize)]
#[serde(tag = "state", rename_all = "lowercase")]
enum State {
    Ready,
    Locked,
    /// An encrypted file that wasn't opened.
    Closed,
    /// An encrypted file that isn't there yet.
    New,
    Slow,
    Absent {
        why: String,
    },
    Died {
        why: String,
    },
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
    let state = State::of(readiness)?;
    let academies = credentials.list().into_iter();
    Ok(Listing {
        profile: environment.paths.profile().to_string(),
        place,
        chosen_by: chosen_by(&credentials, &environment.config.vault.source),
        state,
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

impl State {
    /// A keyring that died is a state of it too.
    fn of(readiness: Result<Readiness, VaultError>) -> Result<Self, VaultError> {
        Ok(match readiness {
            Ok(Readiness::Ready) => State::Ready,
            Ok(Readiness::Locked) => State::Locked,
            Ok(Readiness::NeedsPassphrase { new: false }) => State::Closed,
            Ok(Readiness::NeedsPassphrase { new: true }) => State::New,
            Ok(Readiness::Slow) => State::Slow,
            Ok(Readiness::Absent(why)) => State::Absent { why },
            Err(VaultError::Died(why)) => State::Died { why },
            Err(error) => return Err(error),
        })
    }

    /// The remark for the user, if this state needs one.
    fn remark(&self) -> Option<String> {
        let remark = match self {
            State::Ready => return None,
            State::Locked => "It is locked: you are asked to unlock it when it is needed.",
            State::Closed => "It is closed: its passphrase is asked for when it is needed.",
            State::New => "It isn't there yet: a passphrase is asked for when it is made.",
            State::Slow => "It doesn't answer yet; some keyrings take minutes to start.",
            State::Died { why } => return Some(format!("It stopped while it was asked: {why}.")),
            State::Absent { why } => {
                return Some(format!(
                    "There is none here: {why}.\n\
                     Choose another place: lyceum vault use file, memory or environment."
                ));
            }
        };
        Some(remark.to_owned())
    }
}

fn print(listing: &Listing, output: &mut Output) -> Result<(), Failure> {
    let (place, profile) = (listing.place.place(), &listing.profile);
    output.line(format!(
        "Credentials of the profile {profile} are kept in {place} ({}).",
        listing.chosen_by
    ))?;
    if let Some(remark) = listing.state.remark() {
        output.line(remark)?;
    }
    output.line("")?;
    if listing.academies.is_empty() {
        return output.line("No academy has a credential here yet.");
    }
    let names = listing.academies.iter().map(|a| a.academy.len());
    let width = names.max().unwrap_or_default();
    for Academy { academy, place } in &listing.academies {
        output.line(format!("{academy:<width$}  {place}"))?;
    }
    Ok(())
}
