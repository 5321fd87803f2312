//! The addresses of a provider.

use url::Url;

/// The addresses of a provider.
#[derive(Debug, Clone)]
pub(super) struct Endpoints {
    /// Begins a device's authorization.
    pub(super) device: Url,
    /// Gives a token when its user has agreed.
    pub(super) token: Url,
    /// Says who has a token.
    pub(super) user: Url,
    /// The scopes to ask for.
    pub(super) scopes: &'static [&'static str],
}
