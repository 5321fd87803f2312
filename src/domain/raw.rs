//! A record as it is kept and sent: a program passes on what it doesn't understand.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{CourseId, DeviceId, LessonId, Record, RecordId, Timestamp};

/// A record with the payload of its kind as it was written, whether or not this program knows the kind.
///
/// A kind never gains fields: what is new is a new kind. So a record is either known whole ([`RawRecord::known`]),
/// or kept and passed on as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, utoipa::ToSchema)]
pub struct RawRecord {
    /// UUIDv7.
    pub id: RecordId,
    /// Where it was made; a label.
    pub device: DeviceId,
    /// When it happened, by the device's clock.
    pub occurred_at: Timestamp,
    /// The learner's own date at that moment.
    pub local_date: NaiveDate,
    /// The kind of event.
    pub kind: String,
    /// The event's data. Every kind names its `course`, and its `lesson` where it is about one.
    pub payload: Map<String, Value>,
}

impl RawRecord {
    /// The course that it is about; none where it isn't a record at all.
    pub fn course(&self) -> Option<CourseId> {
        self.text("course").map(CourseId::new)
    }

    /// The lesson that it is about, where it is about one.
    pub fn lesson(&self) -> Option<LessonId> {
        self.text("lesson").map(LessonId::new)
    }

    /// The record, where this program knows its kind and everything that it says.
    pub fn known(&self) -> Option<Record> {
        let record: Record = serde_json::to_value(self)
            .and_then(serde_json::from_value)
            .ok()?;
        let again = RawRecord::try_from(&record).ok()?;
        (again == *self).then_some(record)
    }

    fn text(&self, key: &str) -> Option<&str> {
        self.payload
            .get(key)?
            .as_str()
            .filter(|text| !text.is_empty())
    }
}

impl TryFrom<&Record> for RawRecord {
    type Error = serde_json::Error;

    fn try_from(record: &Record) -> Result<Self, Self::Error> {
        serde_json::to_value(record).and_then(serde_json::from_value)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn raw(kind: &str, payload: &Value) -> RawRecord {
        let record = json!({
            "id": "00000000-0000-0000-0000-000000000001",
            "device": "00000000-0000-0000-0000-00000000000d",
            "occurred_at": "2026-02-01T10:00:00.000001Z",
            "local_date": "2026-02-01",
            "kind": kind,
            "payload": payload,
        });
        serde_json::from_value(record).unwrap()
    }

    #[test]
    fn a_known_kind_is_a_record_and_the_same_again() {
        let raw = raw(
            "study",
            &json!({"course": "c", "lesson": "l", "seconds": 30}),
        );
        let record = raw.known().unwrap();
        assert_eq!(RawRecord::try_from(&record).unwrap(), raw);
    }

    #[test]
    fn what_is_not_known_whole_is_not_known() {
        let of_a_newer_program = [
            raw(
                "highlight",
                &json!({"course": "c", "lesson": "l", "color": "blue"}),
            ),
            raw(
                "study",
                &json!({"course": "c", "lesson": "l", "seconds": 30, "mood": "good"}),
            ),
        ];
        for raw in of_a_newer_program {
            assert_eq!(raw.known(), None);
            assert_eq!(raw.course(), Some(CourseId::new("c")));
        }
    }
}
