//! `lyceum serve`: runs the sync server.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use ipnet::IpNet;
use listenfd::ListenFd;

use super::environment::Environment;
use super::output::{Failure, Output};
use super::sign_in_desk::desk;
use crate::academy::DatabaseUrl;
use crate::academy::connect::InvalidDatabaseUrl;
use crate::config::{Address, Setting};
use crate::server::{App, Bounds, Certificate, ConnectionOptions, Database, Listening};

/// How to serve.
#[derive(Debug, clap::Args)]
pub(super) struct ServeArgs {
    /// Address and port; a socket handed over by systemd overrides it
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:7810",
        env = "LYCEUM_LISTEN"
    )]
    listen: SocketAddr,
    /// Certificate with its chain, in PEM; reread when it changes
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_key",
        env = "LYCEUM_TLS_CERT"
    )]
    tls_cert: Option<PathBuf>,
    /// Key of the certificate, in PEM
    #[arg(
        long,
        value_name = "FILE",
        requires = "tls_cert",
        env = "LYCEUM_TLS_KEY"
    )]
    tls_key: Option<PathBuf>,
    /// Proxies in front of the server, which handle TLS; only they can then connect
    #[arg(
        long,
        value_name = "NETWORK",
        num_args = 1..,
        value_delimiter = ',',
        env = "LYCEUM_BEHIND_PROXY"
    )]
    behind_proxy: Vec<IpNet>,
    /// The database is reached through PgBouncer or the like, in transaction mode
    #[arg(long, env = "LYCEUM_BEHIND_POOLER")]
    behind_pooler: bool,
    /// Maximum number of connections to the database
    #[arg(
        long,
        value_name = "NUMBER",
        default_value_t = ConnectionOptions::default().connections,
        env = "LYCEUM_DATABASE_CONNECTIONS"
    )]
    database_connections: u32,
    /// Requests per second of a device that is signed in
    #[arg(long, value_name = "NUMBER", default_value_t = Bounds::default().per_token, env = "LYCEUM_PER_TOKEN")]
    per_token: u32,
    /// Requests per second of an address whose callers aren't signed in; a classroom shares one
    #[arg(long, value_name = "NUMBER", default_value_t = Bounds::default().per_address, env = "LYCEUM_PER_ADDRESS")]
    per_address: u32,
    /// Settings for sign-in: mail, providers, who may register
    #[arg(long, value_name = "FILE", env = "LYCEUM_SIGN_IN")]
    sign_in: Option<PathBuf>,
    /// Where to send mail instead: the log, codes and all, for development
    #[arg(long, value_name = "WHERE", env = "LYCEUM_MAIL")]
    mail: Option<MailTo>,
}

/// Where mail goes.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum MailTo {
    /// Into the log
    Log,
}

pub(super) async fn run(
    environment: &Environment,
    args: ServeArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let certificate = match (&args.tls_cert, &args.tls_key) {
        (Some(certificate), Some(key)) => Some(Certificate::read(certificate, key)?),
        _ => None,
    };
    let database = database(environment, &args)?;
    let desk = desk(
        args.sign_in.as_deref(),
        args.mail.is_some(),
        database.primary(),
    )?;
    let app = App::with_sign_in(database, bounds(&args), desk);
    let end = asked_to_end()?;
    let listening = match handed_over()? {
        Some(socket) => Listening::on_socket(app, socket, certificate)?,
        None => Listening::on(app, args.listen, certificate).await?,
    };
    let scheme = if args.tls_cert.is_some() {
        "https"
    } else {
        "http"
    };
    output.line(format!("Listening on {scheme}://{}", listening.address()?))?;
    listening.serve(end).await;
    output.line("Everything that was accepted is finished.")
}

fn bounds(args: &ServeArgs) -> Bounds {
    Bounds {
        per_token: args.per_token,
        per_address: args.per_address,
        proxies: args.behind_proxy.clone(),
        ..Bounds::default()
    }
}

/// The database that the settings name, and its replica where there is one.
fn database(environment: &Environment, args: &ServeArgs) -> Result<Database, Failure> {
    let config = &environment.config;
    let primary = url(&config.database_url, "database_url")?.ok_or_else(|| {
        Failure::usage(
            "name the academy's database in LYCEUM_DATABASE_URL or as database_url in the configuration, as \
             postgres://LOGIN@HOST/DATABASE; `lyceum db grant --server LOGIN` makes the login",
        )
    })?;
    let replica = url(&config.database_replica, "database_replica")?;
    let reach = ConnectionOptions {
        connections: args.database_connections,
        behind_pooler: args.behind_pooler,
    };
    Ok(Database::at(&primary, replica.as_ref(), reach))
}

fn url(setting: &Setting<Address>, key: &str) -> Result<Option<DatabaseUrl>, Failure> {
    let url = setting.value.get().map(str::parse).transpose();
    url.map_err(|refusal: InvalidDatabaseUrl| {
        Failure::usage(format!("the setting {key}: {refusal}"))
    })
}

fn handed_over() -> Result<Option<TcpListener>, Failure> {
    Ok(ListenFd::from_env().take_tcp_listener(0)?)
}

/// Ends when the operator or the system asks for it. Who asks from now on is heard, also before this is waited for.
#[cfg(unix)]
fn asked_to_end() -> io::Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut interrupted = signal(SignalKind::interrupt())?;
    let mut terminated = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupted.recv() => {}
            _ = terminated.recv() => {}
        }
    })
}

/// The same.
#[cfg(not(unix))]
fn asked_to_end() -> io::Result<impl Future<Output = ()>> {
    Ok(async { drop(tokio::signal::ctrl_c().await) })
}
