//! The desk where devices sign in.

use std::net::IpAddr;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use lettre::Address;
use secrecy::SecretString;

use super::code::Code;
use super::mail::{Announcement, CodeLetter, Mail};
use super::pepper::Pepper;
use super::provider::{Answer, Providers};
use super::random::random;
use super::settings::{InvalidSettings, SignInSettings};
use crate::academy::sign_in::{NewDevice, Poll, Proof, SignIns, Start};
use crate::academy::{AcademyError, Connections, TokenDigest};
use crate::domain::sanitize_line;
use crate::wire::{Begin, Begun, Offer, Scope, SignInStep, SignedIn, Way};

/// Signs devices in. Clones share it.
#[derive(Debug, Clone)]
pub struct SignInDesk(Arc<Inner>);

struct Inner {
    sign_ins: SignIns,
    settings: SignInSettings,
    pepper: Pepper,
    mail: Option<Mail>,
    providers: Providers,
    /// The academy's name in mails.
    academy: String,
}

/// Why a sign-in can't go on.
#[derive(Debug, thiserror::Error)]
pub(in crate::server) enum DeskError {
    /// The request asks for nothing that there is.
    #[error("{0}")]
    Malformed(String),
    /// The database failed.
    #[error(transparent)]
    Academy(#[from] AcademyError),
}

/// The longest name of a device, in characters.
const LONGEST_NAME: usize = 80;

impl SignInDesk {
    /// The desk of the academy that the connections reach with a server's login. `mail` is another way for mails than the
    /// settings'; `secret` gives a secret by its name: `pepper`, `mail-password`, `provider-ID`.
    ///
    /// # Errors
    /// The settings can't be used.
    pub fn new(
        database: impl Into<Connections>,
        settings: SignInSettings,
        mail: Option<Mail>,
        secret: &dyn Fn(&str) -> Option<SecretString>,
    ) -> Result<Self, InvalidSettings> {
        let mail = match (mail, &settings.mail) {
            (Some(mail), _) => Some(mail),
            (None, Some(by)) => Some(Mail::by_smtp(by, secret("mail-password").as_ref())?),
            (None, None) => None,
        };
        let pepper = secret("pepper").map_or_else(Pepper::random, |secret| Pepper::of(&secret));
        let host = settings.address.as_ref().and_then(url::Url::host_str);
        Ok(SignInDesk(Arc::new(Inner {
            sign_ins: SignIns::new(database),
            academy: host.unwrap_or("your academy").to_owned(),
            providers: Providers::new(&settings.providers, secret)?,
            pepper,
            mail,
            settings,
        })))
    }

    /// The ways of signing in.
    pub(in crate::server) fn offer(&self) -> Offer {
        Offer {
            code: self.0.mail.is_some(),
            providers: self.0.providers.list(),
        }
    }

    /// Begins the sign-in of the device with this token.
    pub(in crate::server) async fn begin(
        &self,
        token: TokenDigest,
        network: IpAddr,
        begin: &Begin,
    ) -> Result<Begun, DeskError> {
        let name = sanitize_line(&begin.device);
        if !(1..=LONGEST_NAME).contains(&name.trim().chars().count()) {
            let problem = format!("a device's name has 1 to {LONGEST_NAME} characters");
            return Err(DeskError::Malformed(problem));
        }
        let device = NewDevice {
            token,
            name: name.trim(),
            scopes: &begin.scopes,
            network,
        };
        match &begin.way {
            Way::Code(address) => self.send_code(&device, address).await,
            Way::Provider(id) => self.ask_provider(&device, id).await,
        }
    }

    /// Takes as long, and answers the same, for every address: whether it may have a code is looked up afterwards.
    async fn send_code(&self, device: &NewDevice<'_>, address: &str) -> Result<Begun, DeskError> {
        let desk = &self.0;
        let Some(mail) = &desk.mail else {
            let problem = "this academy sends no codes by e-mail".to_owned();
            return Err(DeskError::Malformed(problem));
        };
        let to: Address = address
            .trim()
            .parse()
            .map_err(|_| DeskError::Malformed(format!("`{address}` isn't an e-mail address")))?;
        if !mail.works() {
            let why = "the academy can't send e-mail at this moment".to_owned();
            return Ok(Begun::Unavailable { why });
        }
        let code = Code::random();
        let mac = desk.pepper.mac(device.token, &code);
        let limits = desk.settings.limits;
        let started = desk
            .sign_ins
            .start_by_code(device, to.as_ref(), &mac, limits)
            .await?;
        let expires_in = match started {
            Start::TooMany { retry_after } => return Ok(Begun::TooMany { retry_after }),
            Start::Started { expires_in } => expires_in,
        };
        let letter = CodeLetter {
            academy: &desk.academy,
            device: device.name,
            code: &code,
        };
        mail.send(to.clone(), letter.into(), self.clone().may_have_mail(to));
        Ok(Begun::CodeSent { expires_in })
    }

    async fn may_have_mail(self, address: Address) -> bool {
        let registration = &self.0.settings.registration;
        let may = self.0.sign_ins.may_sign_in(address.as_ref(), registration);
        may.await.unwrap_or_else(|error| {
            tracing::error!(%error, "whether a code may be sent can't be looked up");
            false
        })
    }

    async fn ask_provider(&self, device: &NewDevice<'_>, id: &str) -> Result<Begun, DeskError> {
        let desk = &self.0;
        let provider = desk.providers.get(id).ok_or_else(|| {
            DeskError::Malformed(format!("this academy doesn't know the provider `{id}`"))
        })?;
        let limits = desk.settings.limits;
        let started = desk.sign_ins.start_at_provider(device, id, limits).await?;
        if let Start::TooMany { retry_after } = started {
            return Ok(Begun::TooMany { retry_after });
        }
        let authorization = match provider.authorize().await {
            Ok(authorization) => authorization,
            Err(error) => {
                tracing::error!(provider = id, %error, "a provider can't be asked");
                desk.sign_ins.end(device.token).await?;
                let why = format!("{} doesn't answer the academy", provider.name());
                return Ok(Begun::Unavailable { why });
            }
        };
        let at = &authorization.at;
        let noted = desk.sign_ins.note_provider(
            device.token,
            &authorization.device_code,
            at.seconds,
            at.expires_in,
        );
        noted.await?;
        Ok(Begun::AtProvider(authorization.at))
    }

    /// How far the sign-in of the device with this token is, now that it has this code.
    pub(in crate::server) async fn finish(
        &self,
        token: TokenDigest,
        code: Option<&str>,
    ) -> Result<SignInStep, DeskError> {
        match code {
            Some(typed) => {
                // What can't be a code is a wrong one, and counts.
                let mac = Code::typed(typed).map(|code| self.0.pepper.mac(token, &code));
                self.prove(token, Proof::CodeMac(mac.unwrap_or_default()))
                    .await
            }
            None => self.poll(token).await,
        }
    }

    async fn poll(&self, token: TokenDigest) -> Result<SignInStep, DeskError> {
        let sign_ins = &self.0.sign_ins;
        let (id, device_code, seconds) = match sign_ins.poll(token).await? {
            // Or the device is signed in already, and the answer that said so was lost.
            Poll::Over => return self.prove(token, Proof::CodeMac(String::new())).await,
            Poll::Wait { seconds } => return Ok(SignInStep::Wait { seconds }),
            Poll::Ask {
                provider,
                device_code,
                poll_seconds,
            } => (provider, device_code, poll_seconds),
        };
        let Some(provider) = self.0.providers.get(&id) else {
            return Ok(SignInStep::Over);
        };
        match provider.ask(&device_code, seconds).await {
            Ok(Answer::Pending) => Ok(SignInStep::Wait { seconds }),
            Ok(Answer::SlowDown) => Ok(match sign_ins.slow_down(token).await? {
                Some(seconds) => SignInStep::Wait { seconds },
                None => SignInStep::Over,
            }),
            Ok(Answer::Denied) => self.ended(token, SignInStep::Denied).await,
            Ok(Answer::Expired) => self.ended(token, SignInStep::Over).await,
            Ok(Answer::Is(identity)) => self.prove(token, Proof::Identity(identity)).await,
            // It may answer the next time.
            Err(error) => {
                tracing::warn!(provider = id, %error, "a provider failed");
                Ok(SignInStep::Wait { seconds })
            }
        }
    }

    async fn ended(&self, token: TokenDigest, step: SignInStep) -> Result<SignInStep, DeskError> {
        self.0.sign_ins.end(token).await?;
        Ok(step)
    }

    async fn prove(&self, token: TokenDigest, proof: Proof) -> Result<SignInStep, DeskError> {
        let revoke = URL_SAFE_NO_PAD.encode(random::<32>());
        let registration = &self.0.settings.registration;
        let digest = TokenDigest::of(&revoke);
        let step = self
            .0
            .sign_ins
            .finish(token, &proof, digest, registration)
            .await?;
        if let SignInStep::SignedIn(signed_in) = &step
            && signed_in.new
        {
            self.announce(signed_in, &revoke);
        }
        Ok(step)
    }

    /// Tells the account's owner of a new device.
    fn announce(&self, signed_in: &SignedIn, revoke: &str) {
        let desk = &self.0;
        let (Some(mail), Ok(to)) = (&desk.mail, signed_in.user.email.parse()) else {
            return;
        };
        let page = desk.settings.address.as_ref();
        let page = page.and_then(|address| address.join(&format!("/revoke/{revoke}")).ok());
        let letter = Announcement {
            academy: &desk.academy,
            device: &signed_in.device_name,
            admin: signed_in.scopes.contains(&Scope::Admin),
            revoke: page,
        };
        mail.send(to, letter.into(), async { true });
    }

    /// Ends a sign-in that is under way, or signs the device out.
    pub(in crate::server) async fn cancel(&self, token: TokenDigest) -> Result<(), DeskError> {
        self.0.sign_ins.end(token).await?;
        self.0.sign_ins.revoke(token).await?;
        Ok(())
    }

    /// Signs the device out whose announcement had this in it. Gives its name; none where it is signed out already.
    pub(in crate::server) async fn revoke_by_mail(
        &self,
        revoke: &str,
    ) -> Result<Option<String>, DeskError> {
        let digest = TokenDigest::of(revoke);
        Ok(self.0.sign_ins.revoke_by_mail(digest).await?)
    }
}

impl std::fmt::Debug for Inner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SignInDesk")
    }
}
