//! Three devices, a web writer, any interleaving, any fault: everything converges, and nothing counts twice.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use lyceum::domain::{Fact, LessonId, Seconds};
use lyceum::sync::SyncError;
use lyceum::sync::memory::Academy;
use proptest::prelude::*;

use crate::behind::{Behind, InPostgres};
use crate::device::{
    Device, answered, carded, complete, discarded, enroll, fitted, left_at, recalled, study,
    ticked, undone,
};
use crate::fault::{Fault, Faulty, any_fault};
use crate::world::YES;

/// The courses, each with its lessons.
const COURSES: [(&str, &[&str]); 2] = [("free", &["f1", "f2", "f3"]), ("paid", &["p1", "p2"])];
const DEVICES: usize = 3;

/// Something that happens.
#[derive(Debug, Clone)]
enum Event {
    Study(usize, usize, u64),
    Complete(usize, usize),
    Reopen(usize, usize),
    Leave(usize, usize, u32),
    Enroll(usize, usize),
    Practises(usize, usize, Practice),
    WebStudies(usize, u64),
    WebCompletes(usize),
    WebPays,
    Passes(i64),
    ClockJumps(usize, i64),
    Syncs(usize, Vec<Fault>),
}

/// What a learner does with questions, tasks and cards.
#[derive(Debug, Clone)]
enum Practice {
    Answer(u32),
    Recall(u32),
    Undo(u128),
    Tick(u32),
    Card(u32),
    Discard(u128),
    Fit(u32),
}

fn any_practice() -> impl Strategy<Value = Practice> {
    prop_oneof![
        3 => (0..14_u32).prop_map(Practice::Answer),
        3 => (0..9_u32).prop_map(Practice::Recall),
        1 => (1..60_u128).prop_map(Practice::Undo),
        2 => (0..6_u32).prop_map(Practice::Tick),
        1 => (1..3_u32).prop_map(Practice::Card),
        1 => (1..60_u128).prop_map(Practice::Discard),
        1 => (1..3_u32).prop_map(Practice::Fit),
    ]
}

impl Practice {
    fn fact(&self, (course, lesson): (&str, &str)) -> Fact {
        match *self {
            Practice::Answer(number) => answered(course, lesson, number),
            Practice::Recall(number) => recalled(course, lesson, number),
            Practice::Undo(recall) => undone(course, lesson, recall),
            Practice::Tick(number) => ticked(course, lesson, number),
            Practice::Card(number) => carded(course, lesson, number),
            Practice::Discard(card) => discarded(course, lesson, card),
            Practice::Fit(number) => fitted(course, number),
        }
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let device = 0..DEVICES;
    let lesson = 0..5_usize;
    let faults = prop::collection::vec(any_fault(), 0..12);
    prop_oneof![
        6 => (device.clone(), lesson.clone(), 1..=300_u64).prop_map(|(d, l, s)| Event::Study(d, l, s)),
        3 => (device.clone(), lesson.clone()).prop_map(|(d, l)| Event::Complete(d, l)),
        1 => (device.clone(), lesson.clone()).prop_map(|(d, l)| Event::Reopen(d, l)),
        2 => (device.clone(), lesson.clone(), 0..9_u32).prop_map(|(d, l, b)| Event::Leave(d, l, b)),
        2 => (device.clone(), 0..2_usize).prop_map(|(d, c)| Event::Enroll(d, c)),
        4 => (device.clone(), lesson.clone(), any_practice()).prop_map(|(d, l, p)| Event::Practises(d, l, p)),
        2 => (lesson.clone(), 1..=300_u64).prop_map(|(l, s)| Event::WebStudies(l, s)),
        1 => lesson.prop_map(Event::WebCompletes),
        1 => Just(Event::WebPays),
        2 => (1..100_000_i64).prop_map(Event::Passes),
        1 => (device.clone(), -40_000_000..40_000_000_i64).prop_map(|(d, s)| Event::ClockJumps(d, s)),
        6 => (device, faults).prop_map(|(d, f)| Event::Syncs(d, f)),
    ]
}

fn place(lesson: usize) -> (&'static str, &'static str) {
    let all = COURSES.iter();
    let mut all = all.flat_map(|(course, lessons)| lessons.iter().map(move |l| (*course, *l)));
    all.nth(lesson).unwrap()
}

/// What was made, by lesson.
#[derive(Default)]
struct Made {
    seconds: BTreeMap<&'static str, u64>,
    records: usize,
    reopened: bool,
}

struct History<A> {
    academy: A,
    devices: Vec<Device>,
    made: Made,
}

impl<A: Behind> History<A> {
    async fn new() -> Self {
        let academy = A::new().await;
        let mut devices = Vec::new();
        for number in 1..=DEVICES {
            devices.push(Device::new(number as u128).await);
        }
        History {
            academy,
            devices,
            made: Made::default(),
        }
    }

    async fn happens(&mut self, event: &Event) {
        let now = self.academy.now().await;
        match *event {
            Event::Study(device, lesson, seconds) => {
                let (course, lesson) = place(lesson);
                *self.made.seconds.entry(lesson).or_default() += seconds;
                self.does(device, study(course, lesson, seconds)).await;
            }
            Event::Complete(device, lesson) => {
                let (course, lesson) = place(lesson);
                self.does(device, complete(course, lesson)).await;
            }
            Event::Leave(device, lesson, block) => {
                let (course, lesson) = place(lesson);
                self.does(device, left_at(course, lesson, block)).await;
            }
            Event::Practises(device, lesson, ref practice) => {
                self.does(device, practice.fact(place(lesson))).await;
            }
            Event::Enroll(device, course) => self.does(device, enroll(COURSES[course].0)).await,
            Event::Reopen(device, lesson) => {
                let (course, lesson) = place(lesson);
                let device = &self.devices[device];
                let before = device.store.raw_records().await.unwrap().len();
                device.reopens(now, course, lesson).await;
                let reopened = device.store.raw_records().await.unwrap().len() - before;
                self.made.records += reopened;
                self.made.reopened |= reopened > 0;
            }
            Event::WebStudies(lesson, seconds) => {
                let (course, lesson) = place(lesson);
                *self.made.seconds.entry(lesson).or_default() += seconds;
                self.academy.studies(course, lesson, seconds).await;
            }
            Event::WebCompletes(lesson) => {
                let (course, lesson) = place(lesson);
                self.academy.completes(course, lesson).await;
            }
            Event::WebPays => self.academy.pays("paid").await,
            Event::Passes(seconds) => self.academy.pass(TimeDelta::seconds(seconds)),
            Event::ClockJumps(device, seconds) => {
                self.devices[device].skew = TimeDelta::seconds(seconds);
            }
            Event::Syncs(device, ref faults) => self.syncs(device, faults.clone()).await,
        }
    }

    async fn does(&mut self, device: usize, fact: Fact) {
        self.made.records += 1;
        let now = self.academy.now().await;
        self.devices[device].does(now, fact).await;
    }

    async fn syncs(&mut self, number: usize, faults: Vec<Fault>) {
        let device = &self.devices[number];
        let before = self.done(number).await;
        let remote = Faulty::new(self.academy.ada(), faults);
        let now = self.academy.now().await;
        let done = device.syncs(&remote, now, YES).await;
        assert!(
            matches!(done, Ok(_) | Err(SyncError::Offline(_))),
            "{done:?}"
        );
        remote.settle().await;
        let after = self.done(number).await;
        assert!(
            self.made.reopened || before.iter().all(|lesson| after.contains(lesson)),
            "a done mark fell: {before:?} {after:?}"
        );
    }

    /// The lessons that a device shows as done.
    async fn done(&self, device: usize) -> Vec<LessonId> {
        let mut done = Vec::new();
        for (course, _) in COURSES {
            let shown = self.devices[device].shows(course).await;
            done.extend(
                shown
                    .into_iter()
                    .filter(|(_, progress)| progress.completion.is_some())
                    .map(|(lesson, _)| lesson),
            );
        }
        done
    }

    /// Everything that stood in the way is gone, and everybody syncs until there is nothing new.
    async fn ends(&mut self) {
        self.academy.pays("paid").await;
        for (course, _) in COURSES {
            self.academy.enrolls(course).await;
        }
        for _ in 0..3 {
            for device in 0..DEVICES {
                self.syncs(device, Vec::new()).await;
            }
        }
    }

    async fn converged(&self) {
        let snapshot = self.academy.snapshot().await;
        assert_eq!(self.academy.records().await, self.made.records);
        self.academy.has_no_double().await;
        for state in &snapshot.progress {
            let lesson = state.lesson.clone().unwrap();
            let made = self.made.seconds.get(lesson.as_str()).copied();
            assert_eq!(state.seconds, Seconds(made.unwrap_or(0)), "{lesson}");
        }
        let practised = self.devices[0].practised().await;
        for device in &self.devices {
            assert_eq!(device.practised().await, practised);
        }
        for (course, _) in COURSES {
            let first = self.devices[0].shows(course).await;
            for device in &self.devices {
                assert_eq!(device.shows(course).await, first);
                let fates = device.store.fates().await.unwrap();
                device.rebuilds_to_the_same().await;
                assert_eq!((fates.to_send, fates.held, fates.refused), (0, 0, 0));
                assert!(device.lives());
            }
            for (lesson, progress) in first {
                let mut states = snapshot.progress.iter();
                let state = states.find(|state| state.lesson.as_ref() == Some(&lesson));
                let done = state.is_some_and(|state| state.completed);
                assert_eq!(progress.completion.is_some(), done, "{lesson}");
                let seconds = state.map(|state| state.seconds).unwrap_or_default();
                assert_eq!(progress.seconds, seconds, "{lesson}");
            }
        }
    }
}

/// Runs a history to its end.
fn converges<A: Behind>(events: &[Event]) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let mut history = History::<A>::new().await;
        for event in events {
            history.happens(event).await;
        }
        history.ends().await;
        history.converged().await;
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::histories::cases(256)))]

    #[test]
    fn any_history_converges_and_counts_everything_once(
        events in prop::collection::vec(any_event(), 1..40)
    ) {
        converges::<Academy>(&events);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::histories::cases(16)))]

    #[test]
    fn so_does_any_history_over_postgresql(
        events in prop::collection::vec(any_event(), 1..40)
    ) {
        converges::<InPostgres>(&events);
    }
}

/// How many cases there are in the suite; `PROPTEST_CASES` says otherwise.
pub(crate) fn cases(in_the_suite: u32) -> u32 {
    let said = std::env::var("PROPTEST_CASES").ok();
    said.and_then(|cases| cases.parse().ok())
        .unwrap_or(in_the_suite)
}
