//! The settings of signing in, as an operator writes them into a file.

use std::collections::BTreeMap;

use lettre::message::Mailbox;
use serde::Deserialize;
use url::Url;

use crate::academy::sign_in::{Limits, Registration};

/// How people sign in. Secrets aren't in it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SignInSettings {
    /// The server's own address, for links in mails.
    pub address: Option<Url>,
    /// Who may get an account by signing in.
    pub registration: Registration,
    /// How many sign-ins may be begun.
    pub limits: Limits,
    /// How mail is sent; none where codes aren't.
    pub mail: Option<MailSettings>,
    /// The providers, by their ids.
    pub providers: BTreeMap<String, ProviderSettings>,
}

/// How mail is sent.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The mail server: `smtp://USER@HOST` (STARTTLS) or `smtps://USER@HOST` (TLS), with a port where it isn't 587 or
    /// 465.
    pub server: Url,
    /// The sender: `Academy <academy@example.org>`.
    pub from: Mailbox,
}

/// A provider that says who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProviderSettings {
    /// Its name for people.
    pub name: Option<String>,
    /// The academy's id at the provider.
    pub client_id: String,
    /// The address of an OpenID Connect provider. Google's is known.
    pub issuer: Option<Url>,
    /// The site of a GitHub Enterprise Server.
    pub site: Option<Url>,
    /// Whether an address that the provider says is verified links an account, or makes one.
    #[serde(default)]
    pub trust_email: bool,
}

/// Settings that can't be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidSettings {
    /// The file isn't what it should be.
    #[error("{0}")]
    Form(String),
    /// Mail would cross a network in clear text, or in no way that is known.
    #[error(
        "mail.server = \"{0}\" isn't understood: write smtp://USER@HOST (encrypted with STARTTLS) or smtps://USER@HOST, \
         without a password, which is given as the secret `mail-password`"
    )]
    MailServer(String),
    /// A provider without what it needs.
    #[error("providers.{id}: {problem}")]
    Provider {
        /// Which one.
        id: String,
        /// The problem with it.
        problem: String,
    },
}

impl SignInSettings {
    /// Reads the file's text.
    ///
    /// # Errors
    /// [`InvalidSettings::Form`], with line and column.
    pub fn read(text: &str) -> Result<Self, InvalidSettings> {
        let mut settings: SignInSettings =
            toml::from_str(text).map_err(|error| InvalidSettings::Form(error.to_string()))?;
        for domain in &mut settings.registration.domains {
            *domain = domain.to_lowercase();
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_with_defaults_for_what_it_leaves_out() {
        let settings = SignInSettings::read(
            "address = 'https://academy.example.org'\n\
             [registration]\ndomains = ['School.example']\n\
             [mail]\nserver = 'smtps://academy@mail.example.org'\nfrom = 'Academy <academy@example.org>'\n\
             [providers.github]\nclient_id = 'abc'\ntrust_email = true\n",
        )
        .unwrap();
        assert!(settings.registration.open);
        assert_eq!(settings.registration.domains, ["school.example"]);
        assert_eq!(settings.limits, Limits::default());
        assert!(settings.providers["github"].trust_email);
    }

    #[test]
    fn a_mistake_is_said_with_its_line() {
        let error = SignInSettings::read("[mail]\nservr = 'x'\n").unwrap_err();
        let said = error.to_string();
        assert!(said.contains("line 2") && said.contains("servr"), "{said}");
    }
}
