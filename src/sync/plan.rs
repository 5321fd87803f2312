//! Plans a sync from the state of both sides. Nothing here reads, sends or waits.

use crate::store::Binding;
use crate::wire::Hello;

/// Which parts a sync has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Steps {
    /// The manifest is read: first, because only records of courses that it names are pushed.
    pub catalog: bool,
    /// The log is pulled.
    pub pull: bool,
}

/// The steps that a sync needs, by what has changed at the academy since the last one.
pub fn steps(binding: &Binding, hello: &Hello) -> Steps {
    Steps {
        catalog: binding.catalog != hello.catalog,
        pull: binding.cursor != hello.head || binding.snapshot != hello.snapshot,
    }
}

/// How many of the records that wait, of these sizes in bytes, the next batch takes: at least one, which the academy
/// refuses alone where it is too large.
pub fn batch(
    sizes: impl IntoIterator<Item = usize>,
    max_records: usize,
    max_bytes: usize,
) -> usize {
    let mut bytes = 0_usize;
    let fitting = sizes
        .into_iter()
        .take(max_records.max(1))
        .take_while(|size| {
            bytes = bytes.saturating_add(*size);
            bytes <= max_bytes
        });
    fitting.count().max(1)
}

/// The two halves of a batch that failed; none where it is one record, the culprit.
pub fn halves<T>(mut batch: Vec<T>) -> Result<(Vec<T>, Vec<T>), T> {
    match batch.len() {
        0 | 1 => batch
            .pop()
            .map_or_else(|| Ok((Vec::new(), Vec::new())), Err),
        length => {
            let second = batch.split_off(length / 2);
            Ok((batch, second))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sync::verdict::tests::{binding, hello, place};

    #[test]
    fn with_nothing_new_there_is_nothing_to_do() {
        let mine = binding(place(5, 5));
        let nothing = Steps {
            catalog: false,
            pull: false,
        };
        assert_eq!(steps(&mine, &hello(place(5, 5))), nothing);
        assert!(steps(&mine, &hello(place(6, 6))).pull);
        let mut renamed = hello(place(5, 5));
        renamed.catalog = "d".to_owned();
        assert!(steps(&mine, &renamed).catalog);
    }

    #[test]
    fn a_batch_takes_what_fits_and_at_least_one() {
        assert_eq!(batch([10, 10, 10], 200, 25), 2);
        assert_eq!(batch([100, 1], 200, 25), 1);
        assert_eq!(batch([1; 500], 200, 1000), 200);
        assert_eq!(batch([10, 15], 200, 25), 2);
    }

    #[test]
    fn halving_comes_down_to_the_culprit() {
        assert_eq!(halves(vec![1, 2, 3]), Ok((vec![1], vec![2, 3])));
        assert_eq!(halves(vec![7]), Err(7));
    }
}
