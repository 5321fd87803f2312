//! `lyceum logout`: signs this device out. What was learned, and whose it is, stays.

use super::environment::Environment;
use super::output::{Failure, Output};
use super::token::{address_of, token};
use crate::sync::{Class, Http};

pub(super) async fn run(environment: &Environment, output: &mut Output) -> Result<(), Failure> {
    let server = super::academy::server(environment)?;
    let Some(token) = token(environment, &server, output).await? else {
        return output.line(format!("This device isn't signed in to {server}."));
    };
    let store = environment.store().await?;
    let fates = store.fates().await;
    store.close().await;
    let unsent = fates?.to_send;
    let signed_out = Http::at(&server, Some(token.reveal())).sign_out().await;
    let address = address_of(&server)?;
    environment.credentials()?.remove(&address).await?;
    match signed_out {
        Ok(()) => output.line(format!("Signed out of {server}."))?,
        Err(error) if error.class() == Class::SignIn => {
            output.line(format!("This device was signed out of {server} already."))?;
        }
        Err(error) => {
            output.line("The token is removed from this device.")?;
            output.warn(format!(
                "the academy couldn't be told ({error}): it accepts the token until it expires, 90 days after its last \
                 use. `lyceum devices revoke` on another device ends it now"
            ));
        }
    }
    match unsent {
        0 => Ok(()),
        1 => output
            .line("1 record hasn't been sent yet; it stays here, and is sent when you sign in again."),
        many => output.line(format!(
            "{many} records haven't been sent yet; they stay here, and are sent when you sign in again."
        )),
    }
}
