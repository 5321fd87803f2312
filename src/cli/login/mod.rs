//! `lyceum login [URL]`: signs this device in at an academy's server.

mod by_code;
mod by_provider;
mod way;

use clap::Args;

use super::environment::Environment;
use super::output::{Failure, Output};
use super::token::{address_of, ready};
use crate::config::{Source, write_setting};
use crate::domain::VaultKind;
use crate::runtime::device_name;
use crate::secrets::{Credentials, Secret};
use crate::sync::{AcademyUrl, Http, ServerUrl};
use crate::wire::{Begin, Begun, Role, Scope, SignedIn, TOKEN_PREFIX, Way};

/// How to sign in.
#[derive(Debug, Args)]
pub(super) struct LoginArgs {
    /// The academy's server, https://HOST [default: the setting url]
    url: Option<String>,
    /// Send a sign-in code to this e-mail address
    #[arg(long, value_name = "ADDRESS", conflicts_with = "provider")]
    email: Option<String>,
    /// Sign in at this provider, such as github
    #[arg(long, value_name = "NAME")]
    provider: Option<String>,
    /// Also allow administration, for one day
    #[arg(long, value_name = "SCOPE")]
    scope: Option<AskedScope>,
    /// This device's name in your list of devices
    #[arg(long, value_name = "NAME")]
    device: Option<String>,
}

/// A scope that has to be asked for.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum AskedScope {
    /// Roles, editors, and other people's devices
    Admin,
}

/// A sign-in that is under way.
struct Login {
    server: Http,
    url: ServerUrl,
    scopes: Vec<Scope>,
    device: String,
}

pub(super) async fn run(
    environment: &Environment,
    args: LoginArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let url = server(environment, args.url.as_deref())?;
    // First the place for the token, then the token.
    let mut credentials = ready(environment, &url, output).await?;
    let place = credentials.place_of(&address_of(&url)?);
    if place == VaultKind::Memory {
        return Err(Failure::usage(
            "this profile keeps credentials in memory, which ends with this command: sign in from the reader, or choose \
             another place with `lyceum vault use`",
        ));
    }
    let token = Secret::random(TOKEN_PREFIX)?;
    let login = Login {
        server: Http::at(&url, Some(token.reveal())),
        scopes: match args.scope {
            Some(AskedScope::Admin) => vec![Scope::Learn, Scope::Admin],
            None => vec![Scope::Learn],
        },
        device: args.device.clone().unwrap_or_else(device_name),
        url,
    };
    let way = way::chosen(&args, &login.server.offer().await?)?;
    let signed_in = tokio::select! {
        done = login.go(way, output) => done?,
        _ = tokio::signal::ctrl_c() => {
            let _it_expires_by_itself = login.server.sign_out().await;
            return Err(Failure::said("cancelled; nothing was changed"));
        }
    };
    if let Err(failure) = keep(&mut credentials, &login, place, &token, output).await {
        // A token that is kept nowhere is good for nobody.
        login.server.sign_out().await?;
        return Err(failure);
    }
    remember(environment, &login.url, args.url.is_some(), output)?;
    welcome(&signed_in, &login, place, output)
}

/// The server that was named, or that is set.
fn server(environment: &Environment, named: Option<&str>) -> Result<ServerUrl, Failure> {
    let set = &environment.config.url.value;
    let Some(text) = named.or(set.get()) else {
        return Err(Failure::usage(
            "name the academy: `lyceum login https://HOST`",
        ));
    };
    let text = match text.contains("://") {
        true => text.to_owned(),
        false => format!("https://{text}"),
    };
    match text.parse() {
        Ok(AcademyUrl::Server(url)) => Ok(url),
        Ok(AcademyUrl::Database(_)) => Err(Failure::usage(
            "a database has no sign-in: its operator gives you a password (`lyceum db grant`), and `lyceum sync` asks for it",
        )),
        Err(refusal) => Err(Failure::usage(refusal.to_string())),
    }
}

impl Login {
    async fn go(&self, way: Way, output: &mut Output) -> Result<SignedIn, Failure> {
        match self.begin(&way).await? {
            Begun::CodeSent { expires_in } => self.by_code(&way, expires_in, output).await,
            Begun::AtProvider(at) => self.by_provider(&at, output).await,
            Begun::TooMany { retry_after } => Err(Failure::said(format!(
                "too many sign-ins for this address or from your network: try again in {} minutes",
                retry_after.div_ceil(60)
            ))),
            Begun::Unavailable { why } => {
                Err(Failure::said(format!("{why}: try again in a while")))
            }
        }
    }

    async fn begin(&self, way: &Way) -> Result<Begun, Failure> {
        let begin = Begin {
            way: way.clone(),
            device: self.device.clone(),
            scopes: self.scopes.clone(),
        };
        Ok(self.server.begin(&begin).await?)
    }
}

async fn keep(
    credentials: &mut Credentials,
    login: &Login,
    place: VaultKind,
    token: &Secret,
    output: &mut Output,
) -> Result<(), Failure> {
    if place == VaultKind::Environment {
        output.tell("the token, shown only once: set LYCEUM_TOKEN to it");
        return output.line(token.reveal());
    }
    Ok(credentials.set(&address_of(&login.url)?, token).await?)
}

/// The academy that somebody signed in to is the one to sync with from now on.
fn remember(
    environment: &Environment,
    url: &ServerUrl,
    was_named: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let set = &environment.config.url;
    if !was_named || set.value.get() == Some(url.to_string().as_str()) {
        return Ok(());
    }
    if matches!(set.source, Source::Flag(_) | Source::Variable(_)) {
        output.warn("the academy that you sync with stays the one that LYCEUM_URL names");
        return Ok(());
    }
    let file = environment.paths.config_file();
    Ok(write_setting(&file, "url", Some(url.to_string().into()))?)
}

fn welcome(
    signed_in: &SignedIn,
    login: &Login,
    place: VaultKind,
    output: &mut Output,
) -> Result<(), Failure> {
    let user = &signed_in.user;
    let role = match user.role {
        Role::Student => "student",
        Role::Instructor => "instructor",
        Role::Admin => "admin",
    };
    output.line(format!(
        "Signed in to {} as {}, {role}.",
        login.url, user.email
    ))?;
    if signed_in.scopes.contains(&Scope::Admin) {
        output.line("For one day this device may do what admins may; then you sign in again.")?;
    }
    if place.lasts() {
        output.line(format!(
            "The token is in {}, and this device is called \"{}\".",
            place.place(),
            signed_in.device_name
        ))?;
    }
    Ok(())
}
