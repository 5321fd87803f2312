//! How much the server takes, and for how long it waits.

use std::time::Duration;

use ipnet::IpNet;

/// The limits of a server. The defaults are sized for an academy on one small machine.
#[derive(Debug, Clone)]
pub struct Bounds {
    /// Requests that are answered at once; those above are told to come back.
    pub requests: usize,
    /// Connections that are open at once.
    pub connections: usize,
    /// Connections that one address may have open; a classroom shares one.
    pub connections_per_address: usize,
    /// Requests per second of a device that is signed in; thirty seconds of them at once.
    pub per_token: u32,
    /// Requests a second of an address whose callers aren't known yet; thirty seconds of them at once.
    pub per_address: u32,
    /// How long a request may take, from its head to the end of its answer's making.
    pub request: Duration,
    /// How long an upload may take: 8 MiB on a line of a quarter of a megabit.
    pub upload: Duration,
    /// How long a request's head, or a TLS handshake, may take.
    pub head: Duration,
    /// How long a connection may be without a byte.
    pub idle: Duration,
    /// How long an answer may take to be read, beyond a second for each KiB.
    pub reading: Duration,
    /// How long a shutdown waits for what was accepted.
    pub shutdown: Duration,
    /// The proxies in front of the server. Where there are any, nobody else may connect.
    pub proxies: Vec<IpNet>,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            requests: 256,
            connections: 4096,
            connections_per_address: 1024,
            per_token: 20,
            per_address: 20,
            request: Duration::from_secs(20),
            upload: Duration::from_secs(300),
            head: Duration::from_secs(10),
            idle: Duration::from_secs(75),
            reading: Duration::from_secs(20),
            shutdown: Duration::from_secs(30),
            proxies: Vec::new(),
        }
    }
}
