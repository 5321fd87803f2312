//! How many connections are open, in all and from each address.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use crate::server::Bounds;
use crate::server::address::ClientAddress;

/// The connections that are open.
#[derive(Debug)]
pub(super) struct Crowd {
    most: usize,
    most_of_one: usize,
    inside: Mutex<Inside>,
}

#[derive(Debug, Default)]
struct Inside {
    all: usize,
    of: HashMap<IpAddr, usize>,
}

/// A connection's place; dropping it leaves.
#[derive(Debug)]
pub(super) struct Seat {
    crowd: Arc<Crowd>,
    network: IpAddr,
}

impl Crowd {
    pub(super) fn new(bounds: &Bounds) -> Arc<Self> {
        // All that come through a proxy have its address.
        let most_of_one = match bounds.proxies.is_empty() {
            true => bounds.connections_per_address,
            false => bounds.connections,
        };
        Arc::new(Self {
            most: bounds.connections,
            most_of_one,
            inside: Mutex::default(),
        })
    }

    /// A place for a connection from this address; none where there is no room.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Seat> {
        let network = ClientAddress(address).network();
        let mut inside = self.inside.lock().unwrap_or_else(PoisonError::into_inner);
        let of_one = inside.of.get(&network).copied().unwrap_or_default();
        if inside.all >= self.most || of_one >= self.most_of_one {
            return None;
        }
        inside.all += 1;
        inside.of.insert(network, of_one + 1);
        Some(Seat {
            crowd: Arc::clone(self),
            network,
        })
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        let crowd = &self.crowd;
        let mut inside = crowd.inside.lock().unwrap_or_else(PoisonError::into_inner);
        inside.all = inside.all.saturating_sub(1);
        let left = inside.of.get(&self.network).map_or(0, |count| count - 1);
        match left {
            0 => drop(inside.of.remove(&self.network)),
            left => drop(inside.of.insert(self.network, left)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_address_leaves_room_for_others() {
        let crowd = Crowd::new(&Bounds {
            connections: 3,
            connections_per_address: 2,
            ..Bounds::default()
        });
        let enter = |address: &str| crowd.enter(address.parse().unwrap());
        let (one, two) = (enter("192.0.2.1"), enter("192.0.2.1"));
        assert!(one.is_some() && two.is_some());
        assert!(enter("192.0.2.1").is_none(), "its share is taken");
        let other = enter("192.0.2.2");
        assert!(other.is_some());
        assert!(enter("192.0.2.3").is_none(), "it is full");
        drop(one);
        assert!(enter("192.0.2.1").is_some());
        drop((two, other));
        assert!(crowd.inside.lock().unwrap().of.is_empty());
    }
}
