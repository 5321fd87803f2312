//! Whatever arrives, the answer is one of ours, and what is right in a batch is stored.

use lyceum::academy::Refusal;
use lyceum::wire::{LogPlace, Outcome, Refused, Stored};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::postgres::rows;
use crate::world::{Person, World, after, complete, course, enroll, pushed, record, study};

async fn world_with_learner() -> (World, Person, PgConnection) {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let sql = world.database.connect(&ada.login).await;
    (world, ada, sql)
}

/// Calls a function with a text that may be anything; the code of the refusal where there is one.
async fn call(sql: &mut PgConnection, call: &'static str, text: &str) -> Result<Value, String> {
    let outcome: Result<Value, sqlx::Error> =
        sqlx::query_scalar(call).bind(text).fetch_one(sql).await;
    outcome.map_err(|error| {
        let code = error
            .as_database_error()
            .and_then(sqlx::error::DatabaseError::code);
        code.map_or_else(|| error.to_string(), std::borrow::Cow::into_owned)
    })
}

const PUSH: &str = "select lyceum.push_v1($1::text::jsonb)";

/// Values that nobody should send. What stands between two @ is written as it is.
const JUNK: &[&str] = &[
    "null",
    "true",
    "0",
    "-1",
    "1.5",
    "1e400",
    "99999999999999999999",
    "2147483648",
    r#""""#,
    r#""x""#,
    r#""infinity""#,
    r#""-infinity""#,
    r#""now""#,
    r#""9999-12-31""#,
    r#""0001-01-01""#,
    r#""0000-00-00""#,
    r#""9999-12-31T23:59:59.999999Z""#,
    r#""0001-01-01T00:00:00+15:59""#,
    r#""2026-02-30T00:00:00Z""#,
    r#""2026-01-01T00:00:00+99:99""#,
    r#""00000000-0000-0000-0000-000000000001""#,
    r#""\uffff\ud83d\ude00\"\\; drop table users; --""#,
    "[]",
    "[[[]]]",
    "{}",
    r#"{"block": -1, "digest": 1, "offset": 0}"#,
    r#"{"block": 4294967296, "digest": 1, "offset": 0}"#,
    r#"{"course": "rust"}"#,
];

const PATHS: &[&str] = &[
    "/record/id",
    "/record/device",
    "/record/occurred_at",
    "/record/local_date",
    "/record/kind",
    "/record/payload",
    "/record/payload/course",
    "/record/payload/lesson",
    "/record/payload/seconds",
    "/record/payload/completions",
    "/record/payload/completions/0",
    "/record/payload/web",
    "/record/payload/position",
    "/record/payload/note",
    "/effective_at",
    "/counted",
];

fn junk() -> impl Strategy<Value = Value> {
    let listed = proptest::sample::select(JUNK).prop_map(|text| json!(format!("@{text}@")));
    let long = (0_usize..40_000).prop_map(|length| json!("x".repeat(length)));
    prop_oneof![8 => listed, 1 => any::<String>().prop_map(|text| json!(text.replace('\0', "?"))), 1 => long]
}

/// A record of some kind, with nothing, a value or all of it replaced or left out.
fn hostile() -> impl Strategy<Value = Value> {
    let kind = proptest::sample::select(
        &[
            r#"{"kind": "enroll", "payload": {"course": "rust"}}"#,
            r#"{"kind": "study", "payload": {"course": "rust", "lesson": "l1", "seconds": 1}}"#,
            r#"{"kind": "complete", "payload": {"course": "rust", "lesson": "l2"}}"#,
            r#"{"kind": "reopen", "payload": {"course": "rust", "lesson": "l2",
                "completions": ["00000000-0000-0000-0000-000000000009"], "web": "2026-01-01T00:00:00Z"}}"#,
            r#"{"kind": "position", "payload": {"course": "rust", "lesson": "l1",
                "position": {"block": 1, "digest": 2, "offset": 3}}}"#,
        ][..],
    );
    let id = prop_oneof![
        Just(Uuid::from_u128(7)),
        any::<u128>().prop_map(Uuid::from_u128)
    ];
    let changes = proptest::collection::vec((proptest::sample::select(PATHS), junk()), 0..3);
    (kind, id, changes, proptest::option::weighted(0.05, junk())).prop_map(
        |(kind, id, changes, instead)| {
            let mut record: Value = serde_json::from_str(kind).unwrap();
            record["id"] = json!(id);
            record["device"] = json!(Uuid::nil());
            record["occurred_at"] = json!("2026-03-01T12:00:00Z");
            record["local_date"] = json!("2026-03-01");
            let mut pushed = json!({"record": record});
            for (path, value) in changes {
                put(&mut pushed, path, value);
            }
            instead.unwrap_or(pushed)
        },
    )
}

fn put(record: &mut Value, path: &str, value: Value) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    match record.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.insert(key.to_owned(), value);
        }
        Some(Value::Array(items)) if !items.is_empty() => items[0] = value,
        _ => {}
    }
}

/// A learner to whom one batch after the other happens.
struct Scene {
    world: World,
    ada: Person,
    sql: PgConnection,
    place: LogPlace,
}

impl Scene {
    /// Pushes hostile records, each followed by a good one.
    async fn survives(&mut self, batch: &Value) -> Result<(), TestCaseError> {
        let text = unescaped(batch);
        let answer = call(&mut self.sql, PUSH, &text).await;
        if answer == Err("LY016".to_owned()) && names_a_record_twice(batch) {
            return Ok(());
        }
        let answer = answer.map_err(|code| TestCaseError::fail(format!("{code}: {text}")))?;
        let (records, receipts) = (&batch["records"], answer["receipts"].as_array().unwrap());
        prop_assert_eq!(receipts.len(), records.as_array().unwrap().len());
        for (place, receipt) in receipts.iter().enumerate().skip(1).step_by(2) {
            prop_assert_eq!(&receipt["record"], &records[place]["record"]["id"]);
            prop_assert_eq!(&receipt["outcome"], &json!("applied"), "{}", receipt);
        }
        // Every device can read what was taken, and it adds up.
        let pulled = self
            .ada
            .academy
            .pull(&after(Some(self.place), 1000))
            .await
            .unwrap();
        self.place = pulled.head;
        let sums = rows(
            &mut self.world.operator,
            "select (select sum(counted) from lyceum.records) = (select sum(time_spent) from user_progress),
                    (select count(*) = max(seq) from lyceum.records),
                    (select bool_and(isfinite(effective_at) and effective_at <= now()) from lyceum.records)",
        );
        prop_assert_eq!(sums.await, ["true|true|true"]);
        Ok(())
    }
}

fn names_a_record_twice(batch: &Value) -> bool {
    let ids = batch["records"].as_array().unwrap().iter();
    let mut seen = std::collections::BTreeSet::new();
    let mut ids = ids.filter_map(|pushed| pushed["record"]["id"].as_str());
    ids.any(|id| !seen.insert(id))
}

fn sending_time() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(json!(null)),
        Just(json!("2026-03-01T12:00:00Z")),
        Just(json!("9999-12-31T23:59:59Z")),
        Just(json!("0001-01-01T00:00:00Z")),
        Just(json!("1970-01-01T00:00:00+14:00")),
    ]
}

#[test]
fn any_batch_gets_a_receipt_for_each_record_and_what_is_right_in_it_is_stored() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (world, ada, sql) = runtime.block_on(world_with_learner());
    let instance = runtime.block_on(ada.academy.hello()).unwrap().instance;
    let place = LogPlace::default();
    let scene = tokio::sync::Mutex::new(Scene {
        world,
        ada,
        sql,
        place,
    });
    let pairs = proptest::collection::vec((hostile(), any::<u128>()), 1..8);
    TestRunner::new(Config::with_cases(150))
        .run(&(sending_time(), pairs), |(sent_at, pairs)| {
            let records: Vec<Value> = pairs
                .into_iter()
                .flat_map(|(hostile, id)| {
                    let good = json!({"record": record(id, study("rust", "l1", 1))});
                    [hostile, good]
                })
                .collect();
            let batch = json!({"instance": instance, "sent_at": sent_at, "records": records});
            runtime.block_on(async { scene.lock().await.survives(&batch).await })
        })
        .unwrap();
}

/// The text of a batch with the values between two @ as they are.
fn unescaped(batch: &Value) -> String {
    let mut text = batch.to_string();
    for junk in JUNK {
        text = text.replace(&json!(format!("@{junk}@")).to_string(), junk);
    }
    text
}

#[tokio::test]
async fn a_call_that_makes_no_sense_is_refused_with_a_code_of_ours() {
    let (mut world, ada, mut sql) = world_with_learner().await;
    let instance = ada.academy.hello().await.unwrap().instance;
    let with = |key: &str, value: Value| {
        let mut batch = json!({"instance": instance, "records": crate::world::as_pushed([record(2, study("rust", "l1", 5))])});
        batch[key] = value;
        batch.to_string()
    };
    for (batch, code) in [
        ("null".to_owned(), "LY016"),
        ("3".to_owned(), "LY016"),
        ("[]".to_owned(), "LY016"),
        (with("records", json!({})), "LY016"),
        (with("records", json!("x")), "LY016"),
        (with("instance", json!(3)), "LY010"),
        (with("instance", json!(null)), "LY010"),
        (with("base", json!({"seq": "x"})), "LY016"),
        (with("base", json!({"seq": -1})), "LY016"),
        (with("base", json!({"seq": 1e300})), "LY016"),
        (with("base", json!({"seq": 1, "record": {"a": 1}})), "LY010"),
        (with("sent_at", json!("yesterday")), "LY016"),
        (with("sent_at", json!("infinity")), "LY016"),
        (with("sent_at", json!("2026-13-01T00:00:00Z")), "LY016"),
        (with("sent_at", json!(1_700_000_000)), "LY016"),
        (with("note", json!("x".repeat(400_000))), "LY011"),
        (with("records", json!(vec![0; 201])), "LY011"),
    ] {
        let refused = call(&mut sql, PUSH, &batch).await;
        assert_eq!(
            refused,
            Err(code.to_owned()),
            "{}",
            &batch[..batch.len().min(200)]
        );
    }
    for (place, code) in [
        (r#"{"seq": "x"}"#, "LY016"),
        (r#"{"seq": 7, "record": 3}"#, "LY010"),
    ] {
        let refused = call(&mut sql, "select lyceum.pull_v1($1::text::jsonb)", place).await;
        assert_eq!(refused, Err(code.to_owned()), "{place}");
    }
    for filter in [
        "null",
        "3",
        "[]",
        r#"{"difficulty": {}, "free": "x", "text": 3}"#,
    ] {
        call(
            &mut sql,
            "select lyceum.catalog_v1($1::text::jsonb)",
            filter,
        )
        .await
        .unwrap();
    }
    assert_eq!(
        world.rows("select count(*) from lyceum.records").await,
        ["1"]
    );
}

#[tokio::test]
async fn a_course_that_makes_no_sense_is_refused_with_a_code_of_ours() {
    let mut world = World::new().await;
    let author = world.person("author", lyceum::wire::Role::Instructor).await;
    let mut sql = world.database.connect(&author.login).await;
    let good = serde_json::to_value(course("rust", 0, &[("m1", &["l1"])])).unwrap();
    for (path, value) in [
        ("/course", json!(3)),
        ("/course/id", json!(null)),
        ("/course/price", json!("free")),
        ("/course/price", json!(-5)),
        ("/course/price", json!(1e12)),
        ("/course/difficulty", json!("impossible")),
        ("/course/objectives", json!("none")),
        ("/modules", json!({})),
        ("/modules", json!("x")),
        ("/modules/0/lessons", json!({})),
        ("/modules/0/lessons/0/minutes", json!("five")),
        ("/modules/0/lessons/0/minutes", json!(4e9)),
        ("/modules/0/lessons/0/kind", json!("dance")),
        ("/modules/0/lessons/0/minutes_estimated", json!("perhaps")),
        ("/modules/0/lessons/0/title", json!(null)),
    ] {
        let mut tree = good.clone();
        *tree.pointer_mut(path).unwrap() = value;
        let refused = call(
            &mut sql,
            "select lyceum.publish_v1($1::text::jsonb)",
            &tree.to_string(),
        )
        .await;
        assert_eq!(refused, Err("LY016".to_owned()), "{path} {tree}");
    }
    for tree in ["null", "3", "[]", "{}"] {
        let refused = call(&mut sql, "select lyceum.publish_v1($1::text::jsonb)", tree).await;
        assert_eq!(refused, Err("LY016".to_owned()), "{tree}");
    }
    assert_eq!(world.rows("select count(*) from courses").await, ["0"]);
}

#[tokio::test]
async fn a_name_with_a_nul_refuses_its_record_alone() {
    let (_world, ada, _sql) = world_with_learner().await;
    let answer = ada
        .push(vec![
            record(2, study("rust", "l1", 5)),
            record(3, study("rust", "l\0", 5)),
            record(4, enroll("ru\0st")),
            record(5, complete("rust", "l1")),
        ])
        .await;
    let refused = Outcome::Refused {
        code: Refused::Malformed,
    };
    assert!(matches!(
        answer.receipts[0].outcome,
        Outcome::Applied(Stored { seq: 2, .. })
    ));
    assert_eq!(answer.receipts[1].record, record(3, enroll("x")).id);
    assert_eq!(answer.receipts[1].outcome, refused);
    assert_eq!(answer.receipts[2].outcome, refused);
    assert!(matches!(
        answer.receipts[3].outcome,
        Outcome::Applied(Stored { seq: 3, .. })
    ));
}

#[tokio::test]
async fn what_postgresql_can_not_read_is_refused_and_no_failure_of_the_database() {
    let (_world, ada, _sql) = world_with_learner().await;
    let id = lyceum::domain::CourseId::new("a\0b");
    let refused = ada.academy.course(&id).await.unwrap_err();
    assert_eq!(refused.refusal(), Some(Refusal::Malformed), "{refused}");
}

#[tokio::test]
async fn a_row_that_the_web_filled_to_the_brim_stops_nobody() {
    let (mut world, ada, _sql) = world_with_learner().await;
    world
        .run(&format!(
            "insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
             values ('{}', 'rust', 'm1', 'l1', 2147483640)",
            ada.id
        ))
        .await;
    ada.does(vec![
        record(2, study("rust", "l1", 60)),
        record(3, complete("rust", "l1")),
    ])
    .await;
    assert_eq!(
        world
            .rows("select time_spent, completed from user_progress")
            .await,
        ["2147483647|true"]
    );
}

#[tokio::test]
async fn times_at_the_ends_of_the_calendar_take_effect_within_it() {
    let (mut world, ada, _sql) = world_with_learner().await;
    let mut batch = ada.batch(Vec::new()).await;
    batch.sent_at = crate::world::at("9999-12-31T23:59:59Z");
    let mut early = record(2, complete("rust", "l1"));
    early.occurred_at = crate::world::at("0001-01-01T00:00:00Z");
    let mut late = record(3, complete("rust", "l2"));
    late.occurred_at = batch.sent_at;
    late.local_date = "9999-12-31".parse().unwrap();
    batch.records = pushed(vec![early, late]);
    ada.academy.push(&batch).await.unwrap();
    assert_eq!(
        world
            .rows(
                "select p.completed_at >= e.enrolled_at, p.completed_at <= now() at time zone 'UTC'
                   from user_progress p join enrollments e using (user_id) order by p.lesson_id"
            )
            .await,
        ["true|true", "true|true"]
    );
    assert_eq!(
        ada.academy
            .pull(&after(None, 10))
            .await
            .unwrap()
            .records
            .len(),
        3
    );
}
