//! How often somebody may ask: a device that is signed in by its token, everybody else by their address
//! (of IPv6 its /64; `address.rs`).
//!
//! Keys are hashed into a fixed number of cells, so that no flood of addresses makes the tables grow. Who shares a cell
//! with another shares its limit: rare, and no harm.

use std::hash::{BuildHasher, Hash, RandomState};
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use governor::clock::{Clock, DefaultClock};
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};

use super::Bounds;
use crate::academy::TokenDigest;

type Limiter = RateLimiter<u16, DashMapStateStore<u16>, DefaultClock>;

/// The seconds of requests that may come at once.
const BURST: u32 = 30;

/// The limits, and what was used of them.
#[derive(Debug)]
pub(super) struct Rates {
    of_tokens: Limiter,
    of_addresses: Limiter,
    /// Tokens that were good a while ago, by their hashes: it decides which limit counts, and nothing else.
    known: Vec<AtomicU64>,
    hasher: RandomState,
    clock: DefaultClock,
}

impl Rates {
    pub(super) fn new(bounds: &Bounds) -> Self {
        Self {
            of_tokens: limiter(bounds.per_token),
            of_addresses: limiter(bounds.per_address),
            known: (0..=u16::MAX).map(|_| AtomicU64::new(0)).collect(),
            hasher: RandomState::new(),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a request.
    ///
    /// # Errors
    /// How long the caller has to wait.
    pub(super) fn count(
        &self,
        token: Option<TokenDigest>,
        address: IpAddr,
    ) -> Result<(), Duration> {
        let counted = match token.filter(|token| self.is_known(*token)) {
            Some(token) => self.of_tokens.check_key(&cell(self.hash(token))),
            None => self.of_addresses.check_key(&cell(self.hash(address))),
        };
        counted.map_err(|not_until| not_until.wait_time_from(self.clock.now()))
    }

    /// Notes that a token was good.
    pub(super) fn note_good(&self, token: TokenDigest) {
        let hash = self.hash(token);
        self.place(hash).store(hash, Ordering::Relaxed);
    }

    fn is_known(&self, token: TokenDigest) -> bool {
        let hash = self.hash(token);
        self.place(hash).load(Ordering::Relaxed) == hash
    }

    fn place(&self, hash: u64) -> &AtomicU64 {
        &self.known[usize::from(cell(hash))]
    }

    fn hash(&self, key: impl Hash) -> u64 {
        self.hasher.hash_one(key)
    }
}

fn limiter(per_second: u32) -> Limiter {
    let rate = NonZeroU32::new(per_second).unwrap_or(NonZeroU32::MIN);
    let burst = rate.saturating_mul(NonZeroU32::new(BURST).unwrap_or(NonZeroU32::MIN));
    RateLimiter::keyed(Quota::per_second(rate).allow_burst(burst))
}

/// The low bits of a hash.
fn cell(hash: u64) -> u16 {
    (hash & u64::from(u16::MAX)) as u16
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rates() -> Rates {
        Rates::new(&Bounds {
            per_token: 2,
            per_address: 1,
            ..Bounds::default()
        })
    }

    fn taken(rates: &Rates, token: Option<TokenDigest>) -> usize {
        let address = "192.0.2.1".parse().unwrap();
        (0..1000)
            .take_while(|_| rates.count(token, address).is_ok())
            .count()
    }

    #[test]
    fn forged_tokens_count_for_their_address() {
        let rates = rates();
        let taken = (0..1000)
            .take_while(|n| {
                let forged = TokenDigest::of(&n.to_string());
                rates
                    .count(Some(forged), "192.0.2.1".parse().unwrap())
                    .is_ok()
            })
            .count();
        assert!((30..40).contains(&taken), "{taken}");
    }

    #[test]
    fn a_device_that_is_signed_in_has_a_limit_of_its_own() {
        let rates = rates();
        assert!(taken(&rates, None) < 40);
        let good = TokenDigest::of("good");
        assert_eq!(
            taken(&rates, Some(good)),
            0,
            "not known yet, from a tired address"
        );
        rates.note_good(good);
        assert!((60..70).contains(&taken(&rates, Some(good))));
    }
}
