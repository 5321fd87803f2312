//! Time counts while somebody reads, all of it once, and nothing else counts.

use lyceum::app::request::Request;
use lyceum::app::request::study::SaveStudy;
use lyceum::app::{Effect, Msg, Pane, Size};
use lyceum::domain::LessonId;
use proptest::prelude::*;

use crate::shelf::Shelf;
use crate::world::World;

/// A world in which a lesson was opened just now.
fn reading() -> World {
    let mut world = World::new(100, 30, Shelf::begun());
    world.press("j enter");
    assert_eq!(world.model.pane, Pane::Lesson);
    assert!(world.model.study.clock.is_counting());
    world
}

fn stretches(world: &World) -> Vec<(u64, u64)> {
    let studied = world.requests().filter_map(|request| match request {
        Request::SaveStudy(asked) => match asked.question {
            SaveStudy::Stretch { from, to, .. } => Some((from, to)),
            _ => None,
        },
        _ => None,
    });
    studied.collect()
}

fn counted(world: &World) -> u64 {
    stretches(world).iter().map(|(from, to)| to - from).sum()
}

#[test]
fn reading_is_written_down_every_ten_seconds() {
    let mut world = reading();
    world.pass(25_000);
    let start = world.session[0].1.now;
    assert_eq!(
        stretches(&world),
        [(start, start + 10_000), (start + 10_000, start + 20_000)]
    );
}

/// Whatever pauses: a name, and what is done.
type Pause = (&'static str, fn(&mut World));

const PAUSES: [Pause; 8] = [
    ("the help is open", |world| {
        world.press("?");
    }),
    ("another pane is open", |world| {
        world.press("alt-4");
    }),
    ("the outline is open", |world| {
        world.press("esc");
    }),
    ("the window has no focus", |world| {
        world.send(Msg::Focus(false));
    }),
    ("the screen is too small", |world| {
        world.resize(30, 10);
    }),
    ("the key suspends", |world| {
        world.press("ctrl-z");
    }),
    ("the system suspends", |world| {
        world.send(Msg::Suspend);
    }),
    ("the terminal is gone", |world| {
        world.send(Msg::Hangup);
    }),
];

#[test]
fn nothing_counts_while_nobody_can_read() {
    for (why, pause) in PAUSES {
        let mut world = reading();
        world.pass(4_000);
        pause(&mut world);
        assert_eq!(counted(&world), 4_000, "written down at once: {why}");
        assert!(!world.model.study.clock.is_counting(), "{why}");
        world.pass(20_000).send(Msg::Look).send(Msg::Hangup);
        assert_eq!(counted(&world), 4_000, "{why}");
    }
}

#[test]
fn a_suspended_program_goes_on_paused_until_somebody_does_something() {
    for suspend in [Msg::Suspend, Msg::Key("ctrl-z".parse().unwrap())] {
        let mut world = reading();
        world.pass(4_000).send(suspend);
        assert!(world.effects.contains(&Effect::Suspend));
        world.now += 20_000;
        let effects = world.effects.len();
        world.send(Msg::Resumed).resize(100, 30);
        assert_eq!(world.effects.len(), effects, "coming back writes nothing");
        assert!(!world.model.study.clock.is_counting());
        world.pass(3_000).press("j").pass(2_000).send(Msg::Hangup);
        assert_eq!(counted(&world), 6_000);
    }
}

#[test]
fn a_screen_that_stands_still_counts_only_as_long_as_its_words_take() {
    let mut world = reading();
    world.pass(3_600_000);
    let once = counted(&world);
    assert!((30_000..=180_000).contains(&once), "{once}");
    assert!(!world.model.study.clock.is_counting());
    assert_eq!(world.model.next_look(), None, "a pause needs no clock");
    world.press("j").pass(1_000).send(Msg::Hangup);
    assert_eq!(counted(&world), once + 1_000);
}

#[test]
fn a_lesson_that_changes_by_itself_is_no_sign_of_a_reader() {
    let mut world = reading();
    world.pass(3_600_000);
    let once = counted(&world);
    let lesson = LessonId::new("foundations-1-3");
    world
        .shelf
        .texts
        .insert(lesson, "Quite another text.".to_owned());
    world.send(Msg::CoursesChanged);
    assert!(world.notice().contains("updated"));
    assert!(!world.model.study.clock.is_counting());
    world.pass(60_000).send(Msg::Hangup);
    assert_eq!(counted(&world), once);
}

#[test]
fn a_key_shows_that_the_window_has_the_focus_after_all() {
    let mut world = reading();
    world
        .send(Msg::Focus(false))
        .press("j")
        .pass(2_000)
        .send(Msg::Hangup);
    assert_eq!(counted(&world), 2_000);
}

#[test]
fn the_contents_over_a_lesson_belong_to_reading() {
    let mut world = reading();
    world
        .press("t")
        .pass(3_000)
        .press("j enter")
        .pass(1_000)
        .send(Msg::Hangup);
    assert_eq!(counted(&world), 4_000);
}

#[test]
fn each_lesson_gets_its_own_time() {
    let mut world = reading();
    world.pass(7_000).press("p").pass(5_000).press("alt-4");
    let seconds =
        |world: &mut World, lesson: &str| world.shelf.lesson_mut(&LessonId::new(lesson)).seconds.0;
    assert_eq!(seconds(&mut world, "foundations-1-3"), 95 + 7);
    assert_eq!(seconds(&mut world, "foundations-1-2"), 5);
}

#[test]
fn what_a_full_disk_refused_is_written_when_there_is_room_again() {
    let mut world = reading();
    world.shelf.full = true;
    world.pass(25_000);
    assert!(!world.model.study.unsaved.is_empty());
    assert!(world.notice().contains("disk is full"));
    world.shelf.full = false;
    world.press("j").pass(10_000);
    assert_eq!(world.model.study.unsaved, []);
    world.press("alt-4");
    let lesson = LessonId::new("foundations-1-3");
    assert_eq!(world.shelf.lesson_mut(&lesson).seconds.0, 95 + 35);
}

#[test]
fn what_was_refused_is_tried_once_more_on_the_way_out() {
    let mut world = reading();
    world.shelf.full = true;
    world.pass(12_000).press("alt-4");
    assert!(!world.model.study.unsaved.is_empty());
    world.shelf.full = false;
    world.pass(60_000).press("q");
    let lesson = LessonId::new("foundations-1-3");
    assert_eq!(world.shelf.lesson_mut(&lesson).seconds.0, 95 + 12);
    assert!(world.effects.contains(&Effect::Quit));
}

#[test]
fn a_disk_that_stays_full_makes_no_pile() {
    let mut world = reading();
    world.shelf.full = true;
    for _ in 0..200 {
        world.press("j k").pass(20_000);
    }
    assert!(
        world.model.study.unsaved.len() < 10,
        "{}",
        world.model.study.unsaved.len()
    );
    world.shelf.full = false;
    world.press("alt-4 q");
    let lesson = LessonId::new("foundations-1-3");
    assert_eq!(world.shelf.lesson_mut(&lesson).seconds.0, 95 + 4_000);
}

#[test]
fn the_header_says_whether_time_counts() {
    let mut world = reading();
    let status = |world: &World| world.model.header().status[0].1.clone();
    world
        .pass(25_000)
        .press("j")
        .pass(25_000)
        .press("j")
        .pass(15_000);
    assert_eq!(status(&world), "● counting 01:05");
    world.press("?").pass(10_000);
    assert_eq!(status(&world), "‖ paused 01:05");
}

#[derive(Debug, Clone)]
enum Step {
    Pass(u64),
    Keys(&'static str),
    Focus(bool),
    Resize(u16, u16),
}

impl Step {
    fn take(&self, world: &mut World) {
        match *self {
            Step::Pass(millis) => world.pass(millis),
            Step::Keys(keys) => world.press(keys),
            Step::Focus(focused) => world.send(Msg::Focus(focused)),
            Step::Resize(columns, rows) => world.resize(columns, rows),
        };
    }
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let keys = [
        "j", "space", "?", "esc", "alt-4", "alt-3", "n", "p", "c", "t", "alt-1", "ctrl-z",
    ];
    let step = prop_oneof![
        4 => (0_u64..40_000).prop_map(Step::Pass),
        5 => proptest::sample::select(keys.to_vec()).prop_map(Step::Keys),
        1 => any::<bool>().prop_map(Step::Focus),
        1 => (20_u16..170, 5_u16..50).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
    ];
    proptest::collection::vec(step, 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn changes_by_others_neither_add_to_study_time_nor_take_from_it(
        steps in steps(), changes in proptest::collection::vec(any::<bool>(), 60),
    ) {
        let [mut alone, mut beside] = [reading(), reading()];
        for (step, changed) in steps.iter().zip(changes) {
            step.take(&mut alone);
            step.take(&mut beside);
            if changed {
                beside.send(Msg::CoursesChanged);
            }
        }
        alone.send(Msg::Hangup);
        beside.send(Msg::Hangup);
        prop_assert_eq!(counted(&alone), counted(&beside));
    }

    #[test]
    fn every_stretch_is_written_once_and_soon(steps in steps()) {
        let mut world = reading();
        for step in steps {
            step.take(&mut world);
            prop_assert!(world.model.study.clock.unwritten(world.now) <= 15_000);
            let Size { columns, rows } = world.model.shared.size;
            let small = columns < 40 || rows < 12;
            prop_assert!(!(small && world.model.study.clock.is_counting()));
        }
        world.send(Msg::Hangup);
        let stretches = stretches(&world);
        for (from, to) in &stretches {
            prop_assert!(from < to && to - from <= 15_000);
        }
        for pair in stretches.windows(2) {
            prop_assert!(pair[0].1 <= pair[1].0, "{stretches:?}");
        }
        prop_assert!(counted(&world) <= world.now - world.session[0].1.now);
    }
}
