//! The order in which choices are shown: by a seed that is kept, the same on every machine.

/// The numbers below `count` in the order of a seed.
///
/// ```
/// use lyceum::domain::quiz::shuffle::order;
/// let mut shuffled = order(7, 5);
/// assert_eq!(shuffled, order(7, 5));
/// shuffled.sort();
/// assert_eq!(shuffled, [0, 1, 2, 3, 4]);
/// ```
pub fn order(seed: u64, count: u16) -> Vec<u16> {
    let mut order: Vec<u16> = (0..count).collect();
    let mut state = seed;
    for at in (1..order.len()).rev() {
        state = next(state);
        let below = u64::try_from(at).unwrap_or_default() + 1;
        order.swap(
            at,
            usize::try_from(mixed(state) % below).unwrap_or_default(),
        );
    }
    order
}

/// The seed of a part of something that has a seed.
pub fn seed_of(seed: u64, part: &str) -> u64 {
    part.bytes().fold(mixed(seed), |seed, byte| {
        mixed(next(seed ^ u64::from(byte)))
    })
}

// SplitMix64 (Steele, Lea and Flood 2014).
fn next(state: u64) -> u64 {
    state.wrapping_add(0x9e37_79b9_7f4a_7c15)
}

fn mixed(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_order_comes_up() {
        let orders: BTreeSet<Vec<u16>> = (0..200).map(|seed| order(seed, 3)).collect();
        assert_eq!(orders.len(), 6);
    }

    #[test]
    fn parts_have_seeds_of_their_own() {
        assert_ne!(seed_of(1, "a"), seed_of(1, "b"));
        assert_ne!(seed_of(1, "a"), seed_of(2, "a"));
    }
}
