//! The operator's commands that an admin may give through the academy's server.

use crate::cli::environment::Environment;
use crate::cli::output::{Failure, Output};
use crate::cli::token::needed_token;
use crate::sync::{Http, ServerUrl};

/// The server at that address, with this device's token.
pub(super) async fn server(
    address: &str,
    environment: &Environment,
    output: &mut Output,
) -> Result<Http, Failure> {
    let url: ServerUrl = match address.parse() {
        Ok(url) => url,
        Err(refusal) => {
            let refusal: crate::sync::InvalidServerUrl = refusal;
            return Err(Failure::usage(refusal.to_string()));
        }
    };
    let token = needed_token(environment, &url, output).await?;
    Ok(Http::at(&url, Some(token.reveal())))
}
