//! Signs in with a code that comes by e-mail.

use super::Login;
use super::way::line;
use crate::cli::output::{Failure, Output};
use crate::sync::sign_in_refusal;
use crate::wire::{Begun, SignInStep, SignedIn, Way};

impl Login {
    pub(super) async fn by_code(
        &self,
        way: &Way,
        expires_in: u32,
        output: &mut Output,
    ) -> Result<SignedIn, Failure> {
        let Way::Code(address) = way else {
            return Err(Failure::said(
                "the academy sent a code that nobody asked for",
            ));
        };
        output.tell(format!(
            "if {address} may sign in here, a code is on its way; it is valid for {} minutes",
            expires_in / 60
        ));
        let mut question = "The code: ".to_owned();
        loop {
            let typed = tokio::task::block_in_place(|| line(&question))?;
            if typed.is_empty() {
                question = self.another(way).await?;
                continue;
            }
            question = match self.server.finish(Some(&typed)).await? {
                SignInStep::SignedIn(signed_in) => return Ok(signed_in),
                SignInStep::Wrong { tries_left: 0 } | SignInStep::Over => {
                    "This code has expired. Press enter for a new one: ".to_owned()
                }
                SignInStep::Wrong { tries_left } => {
                    format!(
                        "Wrong code; {tries_left} tries left. The code, or enter for a new one: "
                    )
                }
                other => return Err(Failure::said(sign_in_refusal(&other))),
            };
        }
    }

    async fn another(&self, way: &Way) -> Result<String, Failure> {
        match self.begin(way).await? {
            Begun::CodeSent { .. } => Ok("A new one is on its way. The code: ".to_owned()),
            Begun::TooMany { retry_after } => Err(Failure::said(format!(
                "too many codes were sent: try again in {} minutes",
                retry_after.div_ceil(60)
            ))),
            Begun::Unavailable { why } => Err(Failure::said(why)),
            Begun::AtProvider(_) => Err(Failure::said("the academy sent no code")),
        }
    }
}
