//! The address that a request comes from: the peer's, or behind a proxy what that says of whom it serves.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The peer of a connection.
#[derive(Debug, Clone, Copy)]
pub(super) struct Peer(pub(super) SocketAddr);

/// The address of the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ClientAddress(pub(super) IpAddr);

impl ClientAddress {
    /// The client of a request: the peer, or where the peer is one of the proxies, the rightmost hop that isn't one. What
    /// stands left of that is the client's own word.
    pub(super) fn of(peer: Peer, headers: &HeaderMap, proxies: &[IpNet]) -> Self {
        let peer = peer.0.ip().to_canonical();
        if !is_proxy(peer, proxies) {
            return Self(peer);
        }
        let said: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        let mut nearest = peer;
        for hop in said.iter().rev() {
            let Some(address) = read(hop.trim()) else {
                break;
            };
            nearest = address;
            if !is_proxy(address, proxies) {
                break;
            }
        }
        Self(nearest)
    }

    /// The address that counts as one client: of IPv6 the network that one household gets.
    pub(super) fn network(self) -> IpAddr {
        match self.0 {
            IpAddr::V4(_) => self.0,
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

/// Whether the address is that of a proxy of ours.
pub(super) fn is_proxy(address: IpAddr, proxies: &[IpNet]) -> bool {
    proxies.iter().any(|network| network.contains(&address))
}

/// An address as proxies write it: some add the port, some put IPv6 in brackets.
fn read(text: &str) -> Option<IpAddr> {
    let address = text
        .parse()
        .or_else(|_| text.parse::<SocketAddr>().map(|with_port| with_port.ip()))
        .or_else(|_| text.trim_matches(['[', ']']).parse());
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn client(peer: &str, forwarded: &[&'static str]) -> String {
        let proxies = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", HeaderValue::from_static(line));
        }
        let peer = Peer(SocketAddr::new(peer.parse().unwrap(), 4711));
        ClientAddress::of(peer, &headers, &proxies).0.to_string()
    }

    #[test]
    fn only_a_proxy_is_believed() {
        assert_eq!(client("192.0.2.1", &["198.51.100.7"]), "192.0.2.1");
        assert_eq!(client("10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
        assert_eq!(client("::ffff:10.0.0.1", &["198.51.100.7"]), "198.51.100.7");
    }

    #[test]
    fn the_rightmost_hop_that_is_no_proxy_is_the_client() {
        let hops = &["203.0.113.9, 198.51.100.7", "10.1.2.3"];
        assert_eq!(client("10.0.0.1", hops), "198.51.100.7");
        assert_eq!(client("10.0.0.1", &["198.51.100.7, nonsense"]), "10.0.0.1");
        assert_eq!(
            client("10.0.0.1", &["nonsense, 198.51.100.7:999"]),
            "198.51.100.7"
        );
        assert_eq!(client("10.0.0.1", &["[2001:db8::1]"]), "2001:db8::1");
        assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    }

    #[test]
    fn a_household_of_ipv6_is_one_client() {
        let of = |text: &str| ClientAddress(text.parse().unwrap()).network();
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::4"), of("2001:db8:1:3::4"));
    }
}
