//! The academy's answer about a record: its place in the learner's log, and its outcome.

use serde::{Deserialize, Serialize};

use super::schema::one_of;
use super::{RecordId, Seconds, Timestamp};

/// A place in a learner's log: a record, and its number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct LogPlace {
    /// Its number; 0 before the first.
    pub seq: u64,
    /// Its id. Another one at this number means that the database went back in time.
    pub record: Option<RecordId>,
}

/// The academy's result for a record that it has stored. Everybody projects by it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Stored {
    /// Its number in the learner's log.
    pub seq: u64,
    /// When it happened: `occurred_at` with the device's clock corrected, never in the future.
    pub effective_at: Timestamp,
    /// The seconds that it added to the learner's time; for a study record only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Seconds>,
    /// Whether the answer is right, of a submission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub right: Option<bool>,
    /// Anything unusual that was noticed.
    #[serde(default)]
    pub flags: Vec<Flag>,
}

/// The outcome of one record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct Receipt {
    /// The record.
    pub record: RecordId,
    /// Its outcome.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// The possible outcomes of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It was stored and took effect.
    Applied(Stored),
    /// It had been stored before, and nothing happened now; with what was made of it then.
    Duplicate(Stored),
    /// It isn't stored and may be later.
    Held {
        /// The reason.
        code: Held,
    },
    /// It isn't stored and never will be.
    Refused {
        /// Why.
        code: Refused,
    },
}

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$of:meta])* $variant:ident => $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum $name {
            $($(#[$of])* #[serde(rename = $word)] $variant),+,
            /// Something that a newer academy says.
            #[serde(other, rename = "other")]
            Other,
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::Schema> {
                one_of(&[$($word,)+ "other"])
            }
        }

        impl utoipa::ToSchema for $name {}

        impl $name {
            /// The code as it is sent and kept.
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $word,)+ $name::Other => "other" }
            }

            /// The code that is written so.
            pub fn of(text: &str) -> Self {
                match text { $($word => $name::$variant,)+ _ => $name::Other }
            }
        }
    };
}

codes! {
    /// Anything unusual about a record that was applied.
    Flag {
        /// The device's clock was wrong by more than five minutes: `effective_at` is corrected.
        Clock => "clock",
        /// It claimed more than 300 seconds; the excess isn't counted.
        TooLong => "too_long",
        /// The day has 86,400 seconds; the excess isn't counted.
        DayFull => "day_full",
    }
}

codes! {
    /// Why a record is held.
    Held {
        /// The course must be paid for.
        PaymentRequired => "payment_required",
        /// The learner isn't enrolled.
        NotEnrolled => "not_enrolled",
        /// The enrollment is suspended.
        Suspended => "suspended",
        /// The course or lesson isn't published any more.
        ContentGone => "content_gone",
        /// The academy doesn't know records of this kind yet.
        Unsupported => "unsupported",
        /// The academy has no key of the question that was answered, or of this version of it.
        NotGraded => "not_graded",
        /// The academy failed at this record in a way that nobody expected. Only a client says so.
        Failed => "failed",
    }
}

codes! {
    /// Why a record is refused.
    Refused {
        /// A record with this id and other content is there already.
        Conflict => "conflict",
        /// It isn't a record.
        Malformed => "malformed",
        /// It is larger than 16 KiB.
        TooLarge => "too_large",
        /// The question was answered as often as it may be.
        NoAttemptLeft => "no_attempt_left",
    }
}

impl Held {
    /// The reason in words, after "held:".
    pub fn reason(self) -> &'static str {
        match self {
            Held::PaymentRequired => "the course must be paid for first",
            Held::NotEnrolled => "you are not enrolled in the course",
            Held::Suspended => "your enrollment is suspended",
            Held::ContentGone => "the academy withdrew the course or the lesson",
            Held::Unsupported => "the academy doesn't know records of this kind yet",
            Held::NotGraded => "the academy doesn't grade this question, or this version of it",
            Held::Failed => "the academy failed on it; `r` in the sync window tries again",
            Held::Other => "the academy says why in a way that this Lyceum doesn't know: update it",
        }
    }
}

impl Refused {
    /// The reason in words, after "refused:".
    pub fn reason(self) -> &'static str {
        match self {
            Refused::Conflict => {
                "the academy has another record under the same id, which counts; this one was sealed twice, by a \
                 copied profile"
            }
            Refused::Malformed => "the academy doesn't accept it as a record",
            Refused::TooLarge => "it is too large",
            Refused::NoAttemptLeft => "the question has no attempts left",
            Refused::Other => {
                "the academy says why in a way that this Lyceum doesn't know: update it"
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_newer_academy_is_read_as_some_other_one() {
        let held: Held = serde_json::from_str("\"raining\"").unwrap();
        assert_eq!(held, Held::Other);
        let receipt = r#"{"record": "00000000-0000-0000-0000-000000000001", "outcome": "held", "code": "suspended"}"#;
        let receipt: Receipt = serde_json::from_str(receipt).unwrap();
        let code = Held::Suspended;
        assert_eq!(receipt.outcome, Outcome::Held { code });
    }

    #[test]
    fn what_was_made_of_a_record_stands_beside_its_outcome() {
        let written = r#"{"record": "00000000-0000-0000-0000-000000000001", "outcome": "duplicate", "seq": 7,
            "effective_at": "2026-02-01T10:00:00Z", "counted": 30, "flags": ["clock"]}"#;
        let receipt: Receipt = serde_json::from_str(written).unwrap();
        let Outcome::Duplicate(stored) = receipt.outcome else {
            panic!("{receipt:?}");
        };
        assert_eq!((stored.seq, stored.counted), (7, Some(Seconds(30))));
        assert_eq!(stored.flags, [Flag::Clock]);
    }
}
