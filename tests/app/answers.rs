//! Answers: late, unknown, out of order.

use lyceum::app::{Effect, Msg, Outcome, Pane, RequestId};

use crate::shelf::Shelf;
use crate::world::{World, failure};

fn traced(world: &World) -> usize {
    let is_trace = |effect: &&Effect| matches!(effect, Effect::Trace(_));
    world.effects.iter().filter(is_trace).count()
}

#[test]
fn leaving_a_screen_drops_what_it_waited_for() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter alt-4");
    world.release();
    assert_eq!(world.model.pane, Pane::Progress);
    assert!(world.model.reader.is_none());
    assert_eq!(traced(&world), 1);
}

#[test]
fn an_answer_to_nothing_is_dropped_and_traced() {
    let mut world = World::new(80, 24, Shelf::fresh());
    let before = world.model.clone();
    world.send(Msg::Done {
        request: RequestId(4711),
        outcome: Outcome::Written,
    });
    assert_eq!(traced(&world), 1);
    assert_eq!(world.model, before);
}

#[test]
fn an_answer_of_another_kind_than_was_asked_is_dropped_and_traced() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter");
    let Some(Effect::Ask { request, .. }) = world.waiting.pop_front() else {
        panic!("nothing was asked");
    };
    world.send(Msg::Done {
        request,
        outcome: Outcome::Lesson(Some(std::sync::Arc::new(lyceum::lesson::Document::parse(
            "x",
        )))),
    });
    assert_eq!(world.model.pane, Pane::Catalog);
    assert_eq!(traced(&world), 1);
}

#[test]
fn of_two_wishes_the_last_one_is_granted_whatever_is_answered_first() {
    for first in [0, 1] {
        let mut world = World::new(80, 24, Shelf::fresh());
        world.held = true;
        world.press("enter o");
        world.answer(first);
        world.release();
        assert_eq!(world.model.pane, Pane::Course, "answered {first} first");
        let mut world = World::new(80, 24, Shelf::fresh());
        world.held = true;
        world.press("o enter");
        world.answer(first);
        world.release();
        assert_eq!(world.model.pane, Pane::Lesson, "answered {first} first");
    }
}

#[test]
fn a_question_that_fails_is_said_and_the_screen_stays() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter");
    let Some(Effect::Ask { request, .. }) = world.waiting.pop_front() else {
        panic!("nothing was asked");
    };
    world.send(Msg::Done {
        request,
        outcome: failure(),
    });
    assert_eq!(world.model.pane, Pane::Catalog);
    assert_eq!(world.notice(), "The disk is full");
    assert_eq!(world.model.next_look(), None, "nobody waits any more");
}

#[test]
fn a_slow_answer_is_shown_as_work_and_a_quick_one_is_not() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter").pass(200);
    assert!(!world.model.is_working());
    world.pass(200);
    assert!(world.model.is_working());
    world.release();
    assert!(!world.model.is_working());
}

#[test]
fn with_nothing_to_do_nothing_wakes_the_program() {
    let mut world = World::new(80, 24, Shelf::begun());
    assert_eq!(world.model.next_look(), None);
    world.press("o j 4 ? esc alt-1");
    assert_eq!(world.model.next_look(), None);
}
