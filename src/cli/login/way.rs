//! The way of signing in: as the command line says, or as somebody chooses at the terminal.

use std::io::{self, BufRead, IsTerminal, Write};

use super::LoginArgs;
use crate::cli::output::Failure;
use crate::domain::sanitize_line;
use crate::wire::{Offer, Way};

/// The way that was asked for, or that the person chooses.
pub(super) fn chosen(args: &LoginArgs, offer: &Offer) -> Result<Way, Failure> {
    if let Some(id) = &args.provider {
        return match offer.providers.iter().find(|provider| provider.id == *id) {
            Some(provider) => Ok(Way::Provider(provider.id.clone())),
            None => Err(Failure::usage(format!(
                "the academy doesn't know the provider `{id}`: {}",
                ways(offer)
            ))),
        };
    }
    if let Some(address) = &args.email {
        return match offer.code {
            true => Ok(Way::Code(address.clone())),
            false => Err(Failure::usage(format!(
                "the academy sends no codes by e-mail: {}",
                ways(offer)
            ))),
        };
    }
    if !io::stdin().is_terminal() {
        return Err(Failure::usage(format!(
            "choose how to sign in: {}",
            ways(offer)
        )));
    }
    let answer = match (offer.code, offer.providers.as_slice()) {
        (false, [only]) => return Ok(Way::Provider(only.id.clone())),
        (false, []) => {
            return Err(Failure::said(
                "the academy offers no way to sign in: ask its operator",
            ));
        }
        (true, []) => line("Your e-mail address: ")?,
        (true, providers) => {
            let names: Vec<&str> = providers
                .iter()
                .map(|provider| provider.id.as_str())
                .collect();
            line(&format!("Your e-mail address, or {}: ", names.join(" or ")))?
        }
        (false, providers) => {
            let names: Vec<&str> = providers
                .iter()
                .map(|provider| provider.id.as_str())
                .collect();
            line(&format!("Sign in at {}: ", names.join(" or ")))?
        }
    };
    let chosen = offer
        .providers
        .iter()
        .find(|provider| provider.id.eq_ignore_ascii_case(&answer));
    Ok(match chosen {
        Some(provider) => Way::Provider(provider.id.clone()),
        None => Way::Code(answer),
    })
}

/// The ways that there are, as they are written.
fn ways(offer: &Offer) -> String {
    let code = offer.code.then(|| "--email ADDRESS".to_owned());
    let providers = offer
        .providers
        .iter()
        .map(|provider| format!("--provider {}", provider.id));
    code.into_iter()
        .chain(providers)
        .collect::<Vec<_>>()
        .join(", ")
}

/// A line that is typed on the terminal.
pub(super) fn line(question: &str) -> Result<String, Failure> {
    // Names of providers are the academy's own words.
    write!(io::stderr(), "{}", sanitize_line(question))?;
    io::stderr().flush()?;
    let mut line = String::new();
    match io::stdin().lock().read_line(&mut line)? {
        0 => Err(Failure::said("cancelled; nothing was changed")),
        _ => Ok(line.trim().to_owned()),
    }
}
