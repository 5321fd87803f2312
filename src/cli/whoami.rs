//! `lyceum whoami`: which academy this is, and who the learner is there.

use super::academy;
use super::environment::Environment;
use super::output::{Failure, Output};
use crate::wire::Role;

pub(super) async fn run(environment: &Environment, output: &mut Output) -> Result<(), Failure> {
    let connected = academy::connect(environment, output).await?;
    let user = &connected.hello.user;
    let role = match user.role {
        Role::Student => "student",
        Role::Instructor => "instructor",
        Role::Admin => "admin",
    };
    let name = user.name.as_deref().unwrap_or(&user.email);
    let said = format!("{name} <{}>, {role}", user.email);
    output.line(crate::domain::sanitize_line(&said))?;
    output.line(format!("at {}", connected.address))?;
    output.line(format!("password: {}", connected.credential))?;
    let store = environment.store().await?;
    let binding = store.binding().await;
    store.close().await;
    match binding? {
        None => output.line("this profile has never been synced: run `lyceum sync`"),
        Some(binding) => match binding.synced_at {
            Some(at) => output.line(format!(
                "last synced {}",
                at.utc().format("%Y-%m-%d %H:%M UTC")
            )),
            None => output.line("no sync of this profile has finished yet"),
        },
    }
}
