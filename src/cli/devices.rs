//! `lyceum devices`: where somebody is signed in.

use clap::{Args, Subcommand};

use super::environment::Environment;
use super::output::{Failure, Output};
use super::token::needed_token;
use crate::sync::Http;
use crate::wire::{Device, Scope};

/// Options of `lyceum devices`.
#[derive(Debug, Args)]
pub(super) struct DevicesArgs {
    #[command(subcommand)]
    what: Option<DeviceCommand>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The subcommands of `lyceum devices`.
#[derive(Debug, Subcommand)]
enum DeviceCommand {
    /// Sign a device out
    Revoke {
        /// The device: its name, or the beginning of its id
        #[arg(required_unless_present = "others")]
        device: Option<String>,
        /// All devices but this one
        #[arg(long, conflicts_with = "device")]
        others: bool,
    },
}

pub(super) async fn run(
    environment: &Environment,
    args: DevicesArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    let url = super::academy::server(environment)?;
    let token = needed_token(environment, &url, output).await?;
    let server = Http::at(&url, Some(token.reveal()));
    match args.what {
        None => list(&server.devices().await?, args.json, output),
        Some(DeviceCommand::Revoke { others: true, .. }) => {
            let revoked = server.revoke_other_devices().await?;
            output.line(match revoked {
                1 => "1 other device is signed out.".to_owned(),
                many => format!("{many} other devices are signed out."),
            })
        }
        Some(DeviceCommand::Revoke { device, .. }) => {
            let devices = server.devices().await?;
            let device = named(&devices, &device.unwrap_or_default())?;
            server.revoke_device(device.id).await?;
            output.line(format!("{} is signed out.", device.name))
        }
    }
}

fn list(devices: &[Device], json: bool, output: &mut Output) -> Result<(), Failure> {
    if json {
        return output.json(&devices);
    }
    let width = devices
        .iter()
        .map(|device| device.name.chars().count())
        .max();
    for device in devices {
        let id: String = device.id.to_string().chars().take(8).collect();
        let mut more = String::new();
        if device.scopes.contains(&Scope::Admin) {
            more.push_str("  admin");
        }
        if device.current {
            more.push_str("  this device");
        }
        output.line(format!(
            "{id}  {:width$}  seen {}{more}",
            device.name,
            device.seen_at.utc().format("%Y-%m-%d %H:00 UTC"),
            width = width.unwrap_or_default(),
        ))?;
    }
    Ok(())
}

/// The one device of that name, or whose id begins so.
fn named<'d>(devices: &'d [Device], wanted: &str) -> Result<&'d Device, Failure> {
    let fits = |device: &&Device| {
        device.name == wanted || wanted.len() >= 4 && device.id.to_string().starts_with(wanted)
    };
    let mut found = devices.iter().filter(fits);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Failure::said(format!(
            "you have no device `{wanted}` that is signed in: lyceum devices lists them"
        ))),
        (Some(_), Some(_)) => Err(Failure::usage(format!(
            "you have several devices `{wanted}`: name one by its id, as lyceum devices lists it"
        ))),
    }
}
