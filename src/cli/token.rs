//! The credential for a server: a device's token, in the place that was chosen.

use super::environment::Environment;
use super::output::{Failure, Output};
use super::prompt::can_ask;
use super::question::ask;
use super::vault::unlock::unlock;
use crate::secrets::{Address, Credentials, Secret, VaultError};
use crate::sync::ServerUrl;

/// The token for a server; none where nobody signed in.
///
/// # Errors
/// The vault isn't ready, or can't be used.
pub(super) async fn token(
    environment: &Environment,
    server: &ServerUrl,
    output: &mut Output,
) -> Result<Option<Secret>, Failure> {
    let mut credentials = environment.credentials()?;
    let address = address_of(server)?;
    let place = credentials.place_of(&address);
    let is_known = credentials
        .list()
        .iter()
        .any(|(known, _)| *known == address);
    if !is_known && place.lasts() {
        return Ok(None);
    }
    unlock(credentials.vault(place)?, output).await?;
    Ok(credentials.get(&address).await?)
}

/// The token, or the advice to sign in.
pub(super) async fn needed_token(
    environment: &Environment,
    server: &ServerUrl,
    output: &mut Output,
) -> Result<Secret, Failure> {
    let token = token(environment, server, output).await?;
    token.ok_or_else(|| Failure::said(format!("not signed in: run `lyceum login {server}`")))
}

/// The profile's credentials, with the place for this server's ready. Where there is no keyring, the person says
/// whether an encrypted file shall do.
pub(super) async fn ready(
    environment: &Environment,
    server: &ServerUrl,
    output: &mut Output,
) -> Result<Credentials, Failure> {
    let mut credentials = environment.credentials()?;
    let place = credentials.place_of(&address_of(server)?);
    let unlocked = match credentials.vault(place) {
        Ok(vault) => unlock(vault, output).await,
        Err(error) => Err(error.into()),
    };
    let Err(failure) = unlocked else {
        return Ok(credentials);
    };
    let is_absent = matches!(&failure, Failure::Failed(error)
        if matches!(error.downcast_ref(), Some(VaultError::Absent(_))));
    let Some(other) = place.stand_in().filter(|_| is_absent && can_ask()) else {
        return Err(failure);
    };
    output.tell("there is no keyring here, so your token needs another place");
    if ask("Keep it in a file that is encrypted with a passphrase?") != Some(true) {
        return Err(failure);
    }
    unlock(credentials.vault(other)?, output).await?;
    credentials.move_to(other).await?;
    Ok(credentials)
}

/// A server's address as credentials are kept under it.
pub(super) fn address_of(server: &ServerUrl) -> Result<Address, Failure> {
    Ok(server.to_string().parse()?)
}
