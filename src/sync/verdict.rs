//! Judges the academy that answers: the profile's own, one that went back in time, or another.

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

#[cfg(test)]
pub(super) mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::{RecordId, Timestamp};
    use crate::wire::{Protocols, Role, User};

    pub(in crate::sync) fn place(seq: u64, record: u128) -> LogPlace {
        LogPlace {
            seq,
            record: (seq > 0).then_some(RecordId(Uuid::from_u128(record))),
        }
    }

    pub(in crate::sync) fn hello(head: LogPlace) -> Hello {
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

    pub(in crate::sync) fn binding(highest: LogPlace) -> Binding {
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
}
