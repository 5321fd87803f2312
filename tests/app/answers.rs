//! Answers: late, unknown, out of order.

use lyceum::app::request::Request;
use lyceum::app::{Effect, Msg, Pane};

use crate::shelf::Shelf;
use crate::world::World;

fn traced(world: &World) -> usize {
    let is_trace = |effect: &&Effect| matches!(effect, Effect::Trace(_));
    world.effects.iter().filter(is_trace).count()
}

#[test]
fn what_was_given_up_is_dropped_when_it_comes() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("f r esc");
    world.release();
    assert!(world.model.overlay.is_none());
    assert_eq!(traced(&world), 1);
}

#[test]
fn an_answer_to_nothing_is_dropped_and_traced() {
    let mut world = World::new(80, 24, Shelf::fresh());
    let catalog = world.requests().next().unwrap().clone();
    let answer = world.shelf.answer(catalog, &mut world.gallery);
    let before = world.model.clone();
    world.send(Msg::Answered(answer));
    assert_eq!(traced(&world), 1);
    assert_eq!(world.model, before);
}

#[test]
fn a_trace_of_an_answer_names_its_kind_and_nothing_of_it() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("f r esc");
    world.release();
    let traces = world.effects.iter().filter_map(|effect| match effect {
        Effect::Trace(line) => Some(line.as_str()),
        _ => None,
    });
    assert_eq!(
        traces.collect::<Vec<_>>(),
        ["dropped an answer: SearchCourses"]
    );
}

#[test]
fn what_is_no_longer_wanted_is_stopped() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("f r u");
    let searches: Vec<_> = world
        .requests()
        .filter(|request| matches!(request, Request::SearchCourses(_)))
        .map(Request::id)
        .collect();
    world.press("esc");
    for search in searches {
        assert!(world.effects.contains(&Effect::Cancel(search)));
    }
}

#[test]
fn a_question_that_fails_is_said_and_the_screen_stays() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter");
    let asked = world.waiting.pop_front().unwrap();
    world.fail(asked);
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
