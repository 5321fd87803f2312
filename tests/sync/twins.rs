//! The academy in memory against the one in PostgreSQL: the same histories, the same receipts, the same state, field by
//! field.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use lyceum::domain::{
    DeviceId, EnrollmentStatus, LessonId, RawRecord, Record, RecordId, Seconds, Timestamp,
};
use lyceum::sync::memory::{self, Memory};
use lyceum::sync::{Postgres, Remote};
use lyceum::wire::{Batch, Pull, PullRequest, PushAnswer, Pushed, Snapshot};
use proptest::prelude::*;
use serde_json::json;
use uuid::Uuid;

use crate::academies::Database;
use crate::device::{
    answered, carded, complete, discarded, enroll, fitted, left_at, recalled, study, submitted,
    ticked, undone,
};
use crate::world::{ADA, course, graded, id};

const COURSES: [(&str, u32, &[&str]); 2] = [
    ("free", 0, &["f1", "f2", "f3"]),
    ("paid", 9900, &["p1", "p2"]),
];

/// Something that happens to both.
#[derive(Debug, Clone)]
enum Event {
    Push(Vec<Wanted>),
    WebStudies(usize, u64),
    WebCompletes(usize, i64),
    WebEnrolls(usize, i64),
    WebPays,
    Status(usize, EnrollmentStatus),
}

/// A record that is pushed.
#[derive(Debug, Clone)]
struct Wanted {
    /// Small numbers, so that some are the same.
    number: u128,
    device: u128,
    what: What,
    /// How long before the history began, in seconds.
    ago: i64,
    /// Days between the learner's date and the true one.
    dated: i64,
    /// What it is said to have been made of before, and how many seconds of it counted.
    known: Option<(i64, u64)>,
}

#[derive(Debug, Clone)]
enum What {
    Study(usize, u64),
    Complete(usize),
    Reopen(usize, Vec<u128>, Option<i64>),
    Leave(usize, u32),
    Answer(usize, u32),
    Submit(usize, u32),
    Recall(usize, u32),
    Undo(usize, u128),
    Tick(usize, u32),
    Card(usize, u32),
    Discard(usize, u128),
    Fit(usize, u32),
    Enroll(usize),
    Elsewhere,
    NewKind,
    NewField,
}

fn any_wanted() -> impl Strategy<Value = Wanted> {
    let lesson = 0..5_usize;
    let what = prop_oneof![
        5 => (lesson.clone(), prop_oneof![1..=400_u64, Just(80_000)]).prop_map(|(l, s)| What::Study(l, s)),
        4 => lesson.clone().prop_map(What::Complete),
        2 => (lesson.clone(), prop::collection::vec(1..30_u128, 0..3), prop::option::of(0..4_i64))
            .prop_map(|(l, records, web)| What::Reopen(l, records, web)),
        1 => (lesson.clone(), 0..9_u32).prop_map(|(l, b)| What::Leave(l, b)),
        2 => (lesson.clone(), 0..14_u32).prop_map(|(l, number)| What::Answer(l, number)),
        1 => (lesson.clone(), 0..9_u32).prop_map(|(l, number)| What::Recall(l, number)),
        1 => (lesson.clone(), 1..30_u128).prop_map(|(l, recall)| What::Undo(l, recall)),
        4 => (lesson.clone(), 0..14_u32).prop_map(|(l, number)| What::Submit(l, number)),
        1 => (lesson.clone(), 0..6_u32).prop_map(|(l, number)| What::Tick(l, number)),
        1 => (lesson.clone(), 0..3_u32).prop_map(|(l, number)| What::Card(l, number)),
        1 => (lesson, 1..30_u128).prop_map(|(l, card)| What::Discard(l, card)),
        1 => (0..2_usize, 0..3_u32).prop_map(|(c, number)| What::Fit(c, number)),
        3 => (0..2_usize).prop_map(What::Enroll),
        1 => Just(What::Elsewhere),
        1 => Just(What::NewKind),
        1 => Just(What::NewField),
    ];
    let known = prop::option::weighted(0.2, (0..100_000_i64, 0..300_u64));
    (
        1..30_u128,
        1..3_u128,
        what,
        0..200_000_i64,
        -3..=3_i64,
        known,
    )
        .prop_map(|(number, device, what, ago, dated, known)| Wanted {
            number,
            device,
            what,
            ago,
            dated,
            known,
        })
}

fn any_event() -> impl Strategy<Value = Event> {
    let status = prop_oneof![
        Just(EnrollmentStatus::Active),
        Just(EnrollmentStatus::Suspended),
        Just(EnrollmentStatus::Refunded)
    ];
    prop_oneof![
        8 => prop::collection::vec(any_wanted(), 1..8).prop_map(|mut wanted| {
            // A client's log has one record of an id.
            wanted.sort_by_key(|wanted| wanted.number);
            wanted.dedup_by_key(|wanted| wanted.number);
            Event::Push(wanted)
        }),
        1 => (0..5_usize, 1..300_u64).prop_map(|(l, s)| Event::WebStudies(l, s)),
        2 => (0..5_usize, 0..4_i64).prop_map(|(l, at)| Event::WebCompletes(l, at)),
        1 => (0..2_usize, 0..100_000_i64).prop_map(|(c, at)| Event::WebEnrolls(c, at)),
        1 => Just(Event::WebPays),
        1 => (0..2_usize, status).prop_map(|(c, status)| Event::Status(c, status)),
    ]
}

fn place(lesson: usize) -> (&'static str, &'static str) {
    let all = COURSES.iter();
    let mut all = all.flat_map(|(course, _, lessons)| lessons.iter().map(move |l| (*course, *l)));
    all.nth(lesson).unwrap()
}

/// The two academies, and the moment that the history began.
struct Twins {
    memory: memory::Academy,
    ada: Memory,
    database: Database,
    there: Postgres,
    began: Timestamp,
    /// The moments at which the web application has completed something: no two are one, and a reopening names only
    /// what was there.
    completed: BTreeSet<i64>,
}

impl Twins {
    async fn new() -> Twins {
        let mut database = Database::new().await;
        for (slug, price, lessons) in COURSES {
            database
                .publish(&graded(course(slug, price, lessons)))
                .await;
        }
        let there = database.learner(ADA).await;
        let hello = there.hello().await.unwrap();
        let memory = memory::Academy::new(hello.instance, hello.server_time);
        for (slug, price, lessons) in COURSES {
            memory.publish(graded(course(slug, price, lessons)));
        }
        let ada = memory.learner(ADA);
        // Rows of the platform have dates of milliseconds.
        let millis = hello.server_time.utc().timestamp_millis();
        let began = Timestamp::new(chrono::DateTime::from_timestamp_millis(millis).unwrap());
        Twins {
            memory,
            ada,
            database,
            there,
            began,
            completed: BTreeSet::new(),
        }
    }

    fn ago(&self, seconds: i64) -> Timestamp {
        Timestamp::new(self.began.utc() - TimeDelta::seconds(seconds))
    }

    /// One of a few moments at which the web application completes something.
    fn web_moment(&self, number: i64) -> Timestamp {
        self.ago(1_000 + number * 977)
    }

    fn pushed(&self, wanted: &Wanted) -> Pushed {
        let at = self.ago(wanted.ago);
        let lesson = |lesson: usize| place(lesson);
        let fact = match &wanted.what {
            What::Study(l, seconds) => study(lesson(*l).0, lesson(*l).1, *seconds),
            What::Complete(l) => complete(lesson(*l).0, lesson(*l).1),
            What::Leave(l, block) => left_at(lesson(*l).0, lesson(*l).1, *block),
            What::Answer(l, number) => answered(lesson(*l).0, lesson(*l).1, *number),
            What::Recall(l, number) => recalled(lesson(*l).0, lesson(*l).1, *number),
            What::Undo(l, recall) => undone(lesson(*l).0, lesson(*l).1, *recall),
            What::Tick(l, number) => ticked(lesson(*l).0, lesson(*l).1, *number),
            What::Submit(l, number) => submitted(lesson(*l).0, lesson(*l).1, *number),
            What::Card(l, number) => carded(lesson(*l).0, lesson(*l).1, *number),
            What::Discard(l, card) => discarded(lesson(*l).0, lesson(*l).1, *card),
            What::Fit(course, number) => fitted(COURSES[*course].0, *number),
            What::Enroll(course) => enroll(COURSES[*course].0),
            What::Elsewhere => study("nowhere", "n1", 5),
            What::NewKind | What::NewField => study("free", "f1", 5),
            What::Reopen(l, records, web) => lyceum::domain::Fact::Reopen {
                course: id(lesson(*l).0),
                lesson: LessonId::new(lesson(*l).1),
                completions: records
                    .iter()
                    .map(|number| RecordId(Uuid::from_u128(*number)))
                    .collect(),
                web: web
                    .filter(|number| self.completed.contains(number))
                    .map(|number| self.web_moment(number)),
            },
        };
        let record = Record {
            id: RecordId(Uuid::from_u128(wanted.number)),
            device: DeviceId(Uuid::from_u128(wanted.device)),
            occurred_at: at,
            local_date: at.utc().date_naive() + TimeDelta::days(wanted.dated),
            fact,
        };
        let mut raw = RawRecord::try_from(&record).unwrap();
        match wanted.what {
            What::NewKind => "highlight".clone_into(&mut raw.kind),
            What::NewField => drop(raw.payload.insert("mood".to_owned(), json!("good"))),
            _ => {}
        }
        Pushed {
            record: raw,
            effective_at: wanted.known.map(|(ago, _)| self.ago(ago)),
            counted: wanted
                .known
                .filter(|_| matches!(wanted.what, What::Study(..)))
                .map(|(_, seconds)| Seconds(seconds)),
        }
    }

    async fn push(&self, wanted: &[Wanted]) -> (PushAnswer, PushAnswer) {
        let hello = self.there.hello().await.unwrap();
        let passed = hello.server_time.utc() - self.memory.now().utc();
        self.memory.pass(passed);
        let batch = Batch {
            instance: hello.instance,
            device: DeviceId(Uuid::from_u128(1)),
            base: None,
            sent_at: hello.server_time,
            records: wanted.iter().map(|wanted| self.pushed(wanted)).collect(),
        };
        let here = self.ada.push(&batch).await.unwrap();
        let there = self.there.push(&batch).await.unwrap();
        (here, there)
    }

    async fn happens(&mut self, event: &Event) {
        match *event {
            Event::Push(ref wanted) => {
                let (here, there) = self.push(wanted).await;
                assert_eq!(here.receipts, there.receipts);
                assert_eq!(here.head, there.head);
            }
            Event::WebStudies(lesson, seconds) => {
                let (course, lesson) = place(lesson);
                let lesson = LessonId::new(lesson);
                self.memory.study(ADA, &id(course), &lesson, seconds);
                self.database
                    .studies(ADA, course, lesson.as_str(), seconds)
                    .await;
            }
            Event::WebCompletes(_, moment) if !self.completed.insert(moment) => {}
            Event::WebCompletes(lesson, moment) => {
                let (course, lesson) = place(lesson);
                let at = self.web_moment(moment);
                self.memory
                    .complete_at(ADA, &id(course), &LessonId::new(lesson), at);
                self.database.completes(ADA, course, lesson, at).await;
            }
            Event::WebEnrolls(course, ago) => {
                let (course, at) = (COURSES[course].0, self.ago(ago));
                self.memory.enroll_at(ADA, &id(course), at);
                self.database.enrolls(ADA, course, at).await;
            }
            Event::WebPays => {
                self.memory.pay(ADA, &id("paid"));
                self.database.pays(ADA, "paid").await;
            }
            Event::Status(course, status) => {
                let course = COURSES[course].0;
                self.memory.set_status(ADA, &id(course), status);
                self.database.set_status(ADA, course, status).await;
            }
        }
    }

    async fn are_alike(&self) {
        let request = PullRequest {
            after: None,
            size: 1000,
            snapshot: None,
        };
        let here = self.ada.pull(&request).await.unwrap();
        let there = self.there.pull(&request).await.unwrap();
        assert_eq!(here.records, there.records);
        let (here, there) = (comparable(here), comparable(there));
        assert_eq!(here.progress, there.progress);
        assert_eq!(here.enrollments, there.enrollments);
        assert_eq!(here.certificates, there.certificates);
        assert_eq!(here.positions, there.positions);
    }
}

/// The snapshot without what each academy makes up by itself: numbers, and the moment of the transaction.
fn comparable(pull: Pull) -> Snapshot {
    let mut snapshot = pull.snapshot.unwrap();
    for certificate in &mut snapshot.certificates {
        certificate.number = String::new();
        certificate.issued_at = None;
        certificate.url = None;
    }
    snapshot
        .certificates
        .sort_by(|a, b| a.course.cmp(&b.course));
    snapshot
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::histories::cases(32)))]

    #[test]
    fn memory_and_postgresql_say_the_same_of_the_same_history(
        events in prop::collection::vec(any_event(), 1..25)
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut twins = Twins::new().await;
            for event in &events {
                twins.happens(event).await;
                twins.are_alike().await;
            }
        });
    }
}
