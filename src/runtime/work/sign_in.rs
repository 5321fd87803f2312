//! Signing in at the academy's server.

use std::time::Duration;

use super::{Order, Task, Work};
use crate::app::request::sign_in::{
    AtProvider, BeginSignIn, Begun, CancelSignIn, Chosen, FinishSignIn, Finished, OpenVaultFile,
    Opened, ReadWays, Way, Ways,
};
use crate::app::request::{Progress, Step};
use crate::domain::qr_lines;
use crate::runtime::failure::Problem;
use crate::runtime::sync::Academy;
use crate::secrets::Secret;
use crate::sync::{Class, Http, SyncError, sign_in_refusal};
use crate::wire;
use crate::wire::{SignInStep, SignedIn};

/// The longest pause between two questions where the network is gone, in seconds.
const RETRY: u32 = 5;

fn progress(step: Step) -> Progress {
    Progress {
        done: 0,
        total: 0,
        step,
    }
}

impl Work for ReadWays {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The academy didn't say how to sign in"
    }

    async fn work(self, task: &Task<Self>) -> Result<Ways, Problem> {
        let Some(academy) = &task.world.academy else {
            return Ok(Ways::default());
        };
        let locked = || task.tell_progress(progress(Step::WaitForKeyring));
        let offer = match academy.ways(&locked).await {
            Ok(offer) => offer,
            Err(problem) => {
                return Ok(Ways {
                    problem: Some(problem),
                    ..Ways::default()
                });
            }
        };
        let code = offer.code.then_some(Way::Code);
        let providers = offer.providers.into_iter().map(|provider| Way::Provider {
            id: provider.id,
            name: provider.name,
        });
        Ok(Ways {
            academy: academy.address(),
            ways: code.into_iter().chain(providers).collect(),
            keeps: academy.keeps().await,
            file: academy.vault_file().await,
            problem: None,
        })
    }
}

impl Work for OpenVaultFile {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The encrypted file could not be opened"
    }

    async fn work(self, task: &Task<Self>) -> Result<Opened, Problem> {
        let Some(academy) = &task.world.academy else {
            return Ok(Opened::Again("No academy is set.".to_owned()));
        };
        let passphrase = Secret::new(self.0.reveal().to_owned());
        Ok(match academy.use_file(passphrase).await {
            Ok(()) => Opened::Keeps(academy.keeps().await),
            Err(error) => Opened::Again(error.to_string()),
        })
    }
}

impl Work for BeginSignIn {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The sign-in couldn't start"
    }

    async fn work(self, task: &Task<Self>) -> Result<Begun, Problem> {
        let way = match self.0 {
            Chosen::Code(address) => wire::Way::Code(address),
            Chosen::Provider(id) => wire::Way::Provider(id),
        };
        let begun = match &task.world.academy {
            Some(academy) => academy.begin(way).await,
            None => Err("No academy is set.".to_owned()),
        };
        Ok(begun.map_or_else(Begun::Refused, |begun| match begun {
            wire::Begun::CodeSent { expires_in } => Begun::CodeSent(expires_in / 60),
            wire::Begun::AtProvider(at) => shown(at),
            wire::Begun::TooMany { retry_after } => Begun::Refused(format!(
                "Too many sign-ins for this address or from your network: try again in {} minutes.",
                retry_after.div_ceil(60)
            )),
            wire::Begun::Unavailable { why } => {
                Begun::Refused(format!("{why}: try again in a while."))
            }
        }))
    }
}

/// The provider's page as it is shown. What isn't on the web would be opened by whatever program the system has for it.
fn shown(at: wire::AtProvider) -> Begun {
    let with_code = at.address_with_code.unwrap_or_else(|| at.address.clone());
    let is_web = |address: &str| address.starts_with("https://") || address.starts_with("http://");
    if !is_web(&at.address) || !is_web(&with_code) {
        let why = "The academy's address isn't a web page, so it wasn't opened.";
        return Begun::Refused(why.to_owned());
    }
    Begun::AtProvider(AtProvider {
        qr: qr_lines(&with_code).unwrap_or_default(),
        address: at.address,
        user_code: at.user_code,
        address_with_code: with_code,
    })
}

impl Work for FinishSignIn {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The sign-in couldn't be completed"
    }

    async fn work(self, task: &Task<Self>) -> Result<Finished, Problem> {
        let Some(academy) = &task.world.academy else {
            return Ok(Finished::Over("no academy is set".to_owned()));
        };
        let Some((server, token)) = academy.signing_in() else {
            return Ok(Finished::Over("No sign-in is in progress.".to_owned()));
        };
        let step = match &self.0 {
            Some(code) => server.finish(Some(code.reveal())).await,
            None => agreed(&server, task).await,
        };
        match step {
            Err(error) if self.0.is_some() => Ok(Finished::Again(error.to_string())),
            Err(error) => Ok(Finished::Over(error.to_string())),
            Ok(SignInStep::SignedIn(signed_in)) => {
                let locked = || task.tell_progress(progress(Step::WaitForKeyring));
                academy.keep(&token, &locked).await;
                academy.forget_sign_in();
                Ok(Finished::SignedIn(in_words(academy, &signed_in)))
            }
            Ok(SignInStep::Wrong { tries_left: 0 }) => Ok(Finished::Again(
                "This code has expired: enter alone sends a new one.".to_owned(),
            )),
            Ok(SignInStep::Wrong { tries_left }) => Ok(Finished::Again(format!(
                "Wrong code; {tries_left} tries left."
            ))),
            Ok(other) => Ok(Finished::Over(sign_in_refusal(&other).to_owned())),
        }
    }
}

/// The provider's answer, as long as its user takes.
async fn agreed(server: &Http, task: &Task<FinishSignIn>) -> Result<SignInStep, SyncError> {
    loop {
        let seconds = match server.finish(None).await {
            Ok(SignInStep::Wait { seconds }) => {
                task.tell_progress(progress(Step::Work));
                seconds
            }
            Ok(step) => return Ok(step),
            // A network that is gone comes back.
            Err(error) if error.class() == Class::Retry => {
                task.tell_progress(progress(Step::WaitForNetwork));
                RETRY
            }
            Err(error) => return Err(error),
        };
        tokio::time::sleep(Duration::from_secs(seconds.max(1).into())).await;
    }
}

fn in_words(academy: &Academy, signed_in: &SignedIn) -> String {
    let place = academy.credential_in_words();
    let place = place.unwrap_or_else(|| "kept until you quit Lyceum".to_owned());
    format!("Signed in as {}; token {place}", signed_in.user.email)
}

impl Work for CancelSignIn {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The academy couldn't be told that you cancelled the sign-in"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        if let Some(academy) = &task.world.academy
            && let Some((server, _)) = academy.signing_in()
        {
            academy.forget_sign_in();
            // Where it doesn't hear of it, the sign-in expires by itself.
            let _expires = server.sign_out().await;
        }
        Ok(())
    }
}
