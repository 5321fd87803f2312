//! Plans a sync from the state of both sides. Nothing here reads, sends or waits.

use super::SyncError;
use crate::store::{Account, Binding};
use crate::wire::{Hello, LogPlace, PROTOCOLS};

/// The academy's relation to the profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// The profile's own.
    Known,
    /// The profile has none yet: it is bound to this one.
    First(Account),
    /// The profile's own, but it doesn't have any more what it had: everything is pushed again.
    WentBack,
    /// Another one. Nothing is sent until the learner agrees.
    Other(Account),
    /// The profile's own, and the account was made again under the same address.
    AccountAgain(Account),
}

/// Determines how the academy that sent `hello` relates to the profile.
///
/// # Errors
/// `Incompatible` where no protocol is common, `OtherAccount` where somebody else of the same academy asks.
pub fn judge(binding: Option<&Binding>, hello: &Hello) -> Result<Verdict, SyncError> {
    if PROTOCOLS.common(hello.protocols).is_none() {
        return Err(SyncError::Incompatible {
            ours: PROTOCOLS,
            theirs: hello.protocols,
        });
    }
    let found = Account {
        instance: hello.instance,
        user: hello.user.id.clone(),
        email: hello.user.email.clone(),
    };
    let Some(binding) = binding else {
        return Ok(Verdict::First(found));
    };
    let bound = &binding.account;
    if bound.instance != found.instance {
        return Ok(Verdict::Other(found));
    }
    if bound.user != found.user {
        if bound.email == found.email {
            return Ok(Verdict::AccountAgain(found));
        }
        return Err(SyncError::OtherAccount {
            bound: bound.email.clone(),
            caller: found.email,
        });
    }
    if went_back(binding.highest, hello.head) {
        return Ok(Verdict::WentBack);
    }
    Ok(Verdict::Known)
}

/// Whether a log that once reached `highest` and ends at `head` now lost something. Where it is longer, only asking for
/// the place itself tells.
fn went_back(highest: LogPlace, head: LogPlace) -> bool {
    head.seq < highest.seq || head.seq == highest.seq && head.record != highest.record
}

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
    use uuid::Uuid;

    use super::*;
    use crate::domain::{RecordId, Timestamp};
    use crate::wire::{Protocols, Role, User};

    fn place(seq: u64, record: u128) -> LogPlace {
        LogPlace {
            seq,
            record: (seq > 0).then_some(RecordId(Uuid::from_u128(record))),
        }
    }

    fn hello(head: LogPlace) -> Hello {
        Hello {
            protocols: PROTOCOLS,
            kinds: Vec::new(),
            instance: Uuid::from_u128(1),
            server_time: Timestamp::new(chrono::DateTime::UNIX_EPOCH),
            user: User {
                id: "ada".to_owned(),
                email: "ada@example.org".to_owned(),
                name: None,
                role: Role::Student,
            },
            head,
            catalog: "c".to_owned(),
            snapshot: "s".to_owned(),
            max_records: 200,
            max_bytes: 1000,
        }
    }

    fn binding(highest: LogPlace) -> Binding {
        Binding {
            account: Account {
                instance: Uuid::from_u128(1),
                user: "ada".to_owned(),
                email: "ada@example.org".to_owned(),
            },
            era: 1,
            cursor: highest,
            highest,
            snapshot: "s".to_owned(),
            catalog: "c".to_owned(),
            synced_at: None,
        }
    }

    #[test]
    fn a_log_that_is_shorter_or_ends_otherwise_went_back() {
        for (highest, head, verdict) in [
            (place(0, 0), place(0, 0), Verdict::Known),
            (place(5, 5), place(5, 5), Verdict::Known),
            (place(5, 5), place(9, 9), Verdict::Known),
            (place(5, 5), place(4, 4), Verdict::WentBack),
            (place(5, 5), place(5, 6), Verdict::WentBack),
            (place(5, 5), place(0, 0), Verdict::WentBack),
        ] {
            let judged = judge(Some(&binding(highest)), &hello(head)).unwrap();
            assert_eq!(judged, verdict, "{highest:?} {head:?}");
        }
    }

    #[test]
    fn who_answers_decides_whether_anything_is_sent() {
        let mine = binding(place(0, 0));
        let mut other = hello(place(0, 0));
        other.instance = Uuid::from_u128(2);
        assert!(matches!(judge(Some(&mine), &other), Ok(Verdict::Other(_))));
        let mut again = hello(place(0, 0));
        again.user.id = "ada-2".to_owned();
        assert!(matches!(
            judge(Some(&mine), &again),
            Ok(Verdict::AccountAgain(_))
        ));
        again.user.email = "bo@example.org".to_owned();
        assert!(matches!(
            judge(Some(&mine), &again),
            Err(SyncError::OtherAccount { .. })
        ));
        assert!(matches!(judge(None, &again), Ok(Verdict::First(_))));
    }

    #[test]
    fn the_side_that_is_too_old_is_named() {
        for (oldest, newest, named) in [(2, 3, "update Lyceum"), (0, 0, "its operator")] {
            let mut theirs = hello(place(0, 0));
            theirs.protocols = Protocols { oldest, newest };
            let error = judge(None, &theirs).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }

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
