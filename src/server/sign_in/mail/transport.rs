//! The way that mail goes: to a mail server, or in development into the log.

use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::{Address, AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use secrecy::{ExposeSecret, SecretString};
use url::Url;

use super::letter::Letter;
use crate::server::sign_in::InvalidSettings;
use crate::server::sign_in::settings::MailSettings;

/// Where mail goes.
#[derive(Clone)]
pub(super) enum Transport {
    /// To this server, from this sender.
    Smtp(Box<AsyncSmtpTransport<Tokio1Executor>>, Mailbox),
    /// Into the log.
    Log,
}

/// Why a mail didn't go.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotSent {
    /// The server can't be reached, or wants to be asked later.
    #[error("{0}")]
    ForNow(String),
    /// It won't take it.
    #[error("{0}")]
    Ever(String),
}

impl Transport {
    pub(super) fn smtp(
        settings: &MailSettings,
        password: Option<&SecretString>,
    ) -> Result<Self, InvalidSettings> {
        let url = &settings.server;
        let wrong = || InvalidSettings::MailServer(url.to_string());
        if url.password().is_some() || !matches!(url.path(), "" | "/") {
            let mut shown = url.clone();
            let _cant_be = shown.set_password(None);
            return Err(InvalidSettings::MailServer(shown.to_string()));
        }
        let host = url.host_str().ok_or_else(wrong)?;
        type Smtp = AsyncSmtpTransport<Tokio1Executor>;
        let builder = match url.scheme() {
            "smtps" => Smtp::relay(host).map_err(|_| wrong())?,
            "smtp" if is_this_machine(url) => Smtp::builder_dangerous(host),
            "smtp" => Smtp::starttls_relay(host).map_err(|_| wrong())?,
            _ => return Err(wrong()),
        };
        let builder = match url.port() {
            Some(port) => builder.port(port),
            None => builder,
        };
        let builder = match password {
            Some(password) if !url.username().is_empty() => builder.credentials(Credentials::new(
                url.username().replace("%40", "@"),
                password.expose_secret().to_owned(),
            )),
            _ => builder,
        };
        let builder = builder.timeout(Some(std::time::Duration::from_secs(20)));
        let smtp = Box::new(builder.build());
        Ok(Transport::Smtp(smtp, settings.from.clone()))
    }

    pub(super) async fn send(&self, to: &Address, letter: &Letter) -> Result<(), NotSent> {
        let (smtp, from) = match self {
            Transport::Smtp(smtp, from) => (smtp, from),
            Transport::Log => {
                tracing::info!(%to, subject = letter.subject, "a mail:\n{}", letter.text);
                return Ok(());
            }
        };
        let message = Message::builder()
            .from(from.clone())
            .to(Mailbox::new(None, to.clone()))
            .subject(letter.subject.clone())
            // So that no answering machine answers.
            .header(AutoSubmitted)
            .body(letter.text.clone())
            .map_err(|error| NotSent::Ever(error.to_string()))?;
        match smtp.send(message).await {
            Ok(_) => Ok(()),
            Err(error) if error.is_permanent() => Err(NotSent::Ever(error.to_string())),
            Err(error) => Err(NotSent::ForNow(error.to_string())),
        }
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host_str() {
        Some("localhost" | "[::1]") => true,
        Some(host) => host
            .parse::<std::net::Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback()),
        None => false,
    }
}

/// RFC 3834.
#[derive(Clone)]
struct AutoSubmitted;

impl lettre::message::header::Header for AutoSubmitted {
    fn name() -> lettre::message::header::HeaderName {
        lettre::message::header::HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(AutoSubmitted)
    }

    fn display(&self) -> lettre::message::header::HeaderValue {
        lettre::message::header::HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transport(server: &str) -> Result<Transport, InvalidSettings> {
        let settings = MailSettings {
            server: server.parse().unwrap(),
            from: "academy@example.org".parse().unwrap(),
        };
        Transport::smtp(&settings, None)
    }

    #[test]
    fn mail_crosses_a_network_encrypted_only() {
        let _ring = rustls::crypto::ring::default_provider().install_default();
        for server in [
            "smtp://a@mail.example.org",
            "smtps://mail.example.org:4650",
            "smtp://127.0.0.1:2525",
        ] {
            assert!(transport(server).is_ok(), "{server}");
        }
        for server in [
            "http://mail.example.org",
            "smtp://mail.example.org/?tls=none",
        ] {
            assert_eq!(
                transport(server).is_ok(),
                server.contains("smtp"),
                "{server}"
            );
        }
    }

    #[test]
    fn a_password_in_the_address_is_refused_and_not_repeated() {
        let refusal = transport("smtp://a:geheim@mail.example.org").err().unwrap();
        assert!(!refusal.to_string().contains("geheim"), "{refusal}");
    }
}
