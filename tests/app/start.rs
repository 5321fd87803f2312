//! Where the command line says to begin.

use lyceum::app::request::Request;
use lyceum::app::{Effect, Gesture, Msg, Pane, Start};
use lyceum::domain::Difficulty;

use crate::screens::{painted, picture};
use crate::shelf::Shelf;
use crate::world::World;

fn at(course: &str, lesson: Option<&str>) -> Option<Start> {
    Some(Start {
        course: course.parse().unwrap(),
        lesson: lesson.map(|number| number.parse().unwrap()),
    })
}

fn started(course: &str, lesson: Option<&str>) -> World {
    World::started(80, 24, Shelf::begun(), at(course, lesson))
}

#[test]
fn a_course_opens_its_outline() {
    let world = started("systems", None);
    assert_eq!(world.model.pane, Pane::Course);
    let shown = &world.model.course.list.as_ref().unwrap().outline.course;
    assert_eq!(shown.slug.as_str(), "systems");
}

#[test]
fn a_lesson_opens_its_text() {
    let world = started("foundations", Some("2.1"));
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert_eq!(reader.lesson.head.id.as_str(), "foundations-2-1");
}

#[test]
fn an_unknown_course_is_said_once_and_the_catalog_stays() {
    let mut world = started("sistems", None);
    assert_eq!(world.notice(), "No course `sistems`");
    assert_eq!(world.model.pane, Pane::Catalog);
    world.press("x").pass(60_000);
    world.send(Msg::CoursesChanged).press("j c");
    assert_eq!(world.notice(), "");
}

#[test]
fn an_unknown_lesson_is_said() {
    let world = started("systems", Some("9.9"));
    assert!(
        world.notice().ends_with("has no lesson 9.9"),
        "{}",
        world.notice()
    );
    assert_eq!(world.model.pane, Pane::Catalog);
}

#[test]
fn a_course_that_comes_a_moment_later_is_still_opened() {
    let mut world = started("later", None);
    let shelf = &mut world.shelf;
    shelf.add("later", "It comes late", Difficulty::Beginner, &[1]);
    world.send(Msg::CoursesChanged);
    assert_eq!(world.model.pane, Pane::Course);
}

#[test]
fn a_course_that_comes_while_something_else_is_read_interrupts_nobody() {
    let mut world = started("later", None);
    world.press("enter");
    let shelf = &mut world.shelf;
    shelf.add("later", "It comes late", Difficulty::Beginner, &[1]);
    world.send(Msg::CoursesChanged);
    assert_eq!(world.model.pane, Pane::Lesson);
}

/// A world that begins at a lesson, before anything was answered.
fn starting() -> World {
    let mut world = World::waiting(80, 24, Shelf::begun(), at("foundations", Some("2.1")));
    world.answer(0);
    world
}

#[test]
fn what_is_typed_before_the_lesson_is_there_waits_for_it() {
    let mut typed = starting();
    typed.press("j j ] / g u e");
    typed.send(Msg::Paste("ss".to_owned())).press("e s enter");
    assert_eq!(
        (typed.model.pane, typed.model.overlay.is_some()),
        (Pane::Catalog, false)
    );
    assert!(!typed.model.catalog.courses.typing);
    typed.release();
    let mut later = started("foundations", Some("2.1"));
    later.press("j j ] / g u e");
    later.send(Msg::Paste("ss".to_owned())).press("e s enter");
    let seen = |world: &World| {
        let reader = world.model.lesson.reader.as_ref().unwrap();
        (reader.text.top(), reader.search.as_ref().unwrap().count())
    };
    assert_eq!(seen(&typed), seen(&later));
}

#[test]
fn the_way_out_does_not_wait_for_the_lesson() {
    for (keys, leaves) in [
        ("q", true),
        ("ctrl-c", true),
        ("j ctrl-c", true),
        ("/ q", false),
    ] {
        let mut world = starting();
        world.press(keys);
        assert_eq!(world.effects.contains(&Effect::Quit), leaves, "{keys}");
    }
}

#[test]
fn escape_leaves_the_lesson_that_is_begun_with() {
    let mut world = starting();
    world.press("j j esc").release();
    assert_eq!(world.model.pane, Pane::Course);
    assert!(world.model.lesson.reader.is_some());
}

#[test]
fn what_was_typed_is_done_where_one_is_when_the_lesson_can_not_come() {
    let mut world = World::waiting(80, 24, Shelf::begun(), at("systems", Some("9.9")));
    world.press("4").release();
    assert_eq!(world.model.pane, Pane::Progress);
}

#[test]
fn what_was_typed_is_done_where_one_is_when_the_courses_can_not_be_read() {
    let start = at("foundations", Some("2.1"));
    let mut world = World::waiting(80, 24, Shelf::begun(), start);
    world.press("4");
    let is_catalog = |request: &Request| matches!(request, Request::ReadCourses(_));
    let catalog = world.waiting.iter().position(is_catalog).unwrap();
    let catalog = world.waiting.remove(catalog).unwrap();
    world.fail(catalog);
    assert_eq!(world.model.pane, Pane::Progress);
}

#[test]
fn a_click_before_the_lesson_is_there_finds_nothing() {
    let mut world = starting();
    world.press("j j").mouse(Gesture::Click, 3, 3).release();
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert_eq!(reader.lesson.head.id.as_str(), "foundations-2-1");
}

#[test]
fn no_other_screen_is_shown_before_the_place_to_begin_at() {
    for lesson in [None, Some("2.1")] {
        let mut world = World::waiting(80, 24, Shelf::begun(), at("foundations", lesson));
        loop {
            let size = world.model.shared.size;
            let screen = picture(&painted(&world, size));
            if world.model.pane != Pane::Catalog {
                assert!(screen.contains("AI Foundations"), "{screen}");
                break;
            }
            let text = screen.lines().take(usize::from(size.rows));
            assert!(
                text.skip(1).all(|line| line.trim().is_empty()) && !screen.contains("Catalog"),
                "{screen}"
            );
            world.answer(0);
        }
    }
}
