//! Signs in at a provider, in a browser on whatever machine.

use std::time::Duration;

use super::Login;
use crate::cli::output::{Failure, Output, progress};
use crate::domain::{qr_lines, sanitize_line};
use crate::sync::{Class, SyncError, sign_in_refusal};
use crate::wire::{AtProvider, SignInStep, SignedIn};

impl Login {
    pub(super) async fn by_provider(
        &self,
        at: &AtProvider,
        output: &mut Output,
    ) -> Result<SignedIn, Failure> {
        show(at, output)?;
        let mut seconds = at.seconds;
        loop {
            tokio::time::sleep(Duration::from_secs(seconds.max(1).into())).await;
            match self.server.finish(None).await {
                Ok(SignInStep::Wait { seconds: next }) => {
                    progress("waiting for your approval there; ctrl-c cancels");
                    seconds = next;
                }
                Ok(SignInStep::SignedIn(signed_in)) => {
                    progress("");
                    return Ok(signed_in);
                }
                Ok(other) => {
                    progress("");
                    return Err(Failure::said(sign_in_refusal(&other)));
                }
                Err(error) => self.outlast(&error)?,
            }
        }
    }

    /// A network that is gone comes back.
    fn outlast(&self, error: &SyncError) -> Result<(), Failure> {
        if error.class() != Class::Retry {
            return Err(Failure::said(error));
        }
        progress(&format!("{error}; trying again, ctrl-c cancels"));
        Ok(())
    }
}

fn show(at: &AtProvider, output: &mut Output) -> Result<(), Failure> {
    output.line(format!("Open    {}", at.address))?;
    output.line(format!("Type    {}\n", at.user_code))?;
    let address = at.address_with_code.as_ref().unwrap_or(&at.address);
    if output.is_terminal()
        && let Some(lines) = qr_lines(&sanitize_line(address))
    {
        for line in lines {
            // Black on white, whatever the terminal's colours are.
            output.styled_line(&format!("  \x1b[38;5;16;48;5;231m{line}\x1b[0m"))?;
        }
        output.line("")?;
    }
    Ok(())
}
