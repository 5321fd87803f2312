//! The desk of `lyceum serve` where devices sign in: from the operator's file, and secrets from where they are.

use std::fs;
use std::path::{Path, PathBuf};

use secrecy::SecretString;

use super::environment::variable;
use super::output::Failure;
use crate::academy::Connections;
use crate::server::sign_in::{Mail, SignInDesk, SignInSettings};

/// The desk; none where the operator set no way to sign in. With `mail_to_log` mail goes into the log.
pub(super) fn desk(
    file: Option<&Path>,
    mail_to_log: bool,
    database: &Connections,
) -> Result<Option<SignInDesk>, Failure> {
    let settings = match file {
        None if !mail_to_log => return Ok(None),
        None => SignInSettings::default(),
        Some(file) => read(file)?,
    };
    let mail = mail_to_log.then(Mail::into_log);
    if secret("pepper").is_none() {
        tracing::warn!(
            "no pepper is set (LYCEUM_PEPPER): codes are valid only at this server, and only until it stops"
        );
    }
    let desk = SignInDesk::new(database.clone(), settings, mail, &secret);
    desk.map(Some).map_err(|error| match file {
        Some(file) => Failure::usage(format!("{}: {error}", file.display())),
        None => Failure::usage(error.to_string()),
    })
}

fn read(file: &Path) -> Result<SignInSettings, Failure> {
    let text = fs::read_to_string(file)
        .map_err(|error| Failure::said(format!("{}: {error}", file.display())))?;
    SignInSettings::read(&text)
        .map_err(|error| Failure::usage(format!("{}: {error}", file.display())))
}

/// A secret by its name, such as `mail-password`: in the variable `LYCEUM_MAIL_PASSWORD`, or in a file of that name
/// among systemd's credentials.
fn secret(name: &str) -> Option<SecretString> {
    let variable_name = format!("LYCEUM_{}", name.to_uppercase().replace('-', "_"));
    let from_file = || {
        let folder = PathBuf::from(variable("CREDENTIALS_DIRECTORY")?);
        fs::read_to_string(folder.join(name)).ok()
    };
    let text = variable(&variable_name).or_else(from_file)?;
    let text = text.trim();
    (!text.is_empty()).then(|| SecretString::from(text))
}
