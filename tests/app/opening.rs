//! Opening long lessons: a part is shown first, and nobody notices but by the speed.

use lyceum::app::request::Request;
use lyceum::app::request::lesson::Extent;
use lyceum::app::screen::lesson::Reader;
use lyceum::app::{Effect, Gesture, Msg, Pane};
use lyceum::domain::LessonId;

use crate::shelf::Shelf;
use crate::world::{World, failure};

/// A shelf whose first lesson has three megabytes.
fn long() -> Shelf {
    let section = |n: usize| {
        let words = "Words that are read. ".repeat(70);
        format!("## Section {n}\n\nParagraph {n}, with a [link](#section-1990).\n\n{words}\n\n")
    };
    let mut shelf = Shelf::fresh();
    let text = (1..2000).map(section).collect();
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    shelf
}

fn reader(world: &World) -> &Reader {
    world.model.lesson.reader.as_ref().unwrap()
}

fn lines(world: &World) -> Vec<String> {
    let lines = reader(world).text.on_screen();
    lines.map(|(_, line)| line.text()).collect()
}

/// Which of what waits for an answer is the question about all of the lesson.
fn whole(world: &World) -> usize {
    let is_whole = |request: &Request| {
        let Request::ReadLesson(asked) = request else {
            return false;
        };
        asked.question.extent == Extent::Whole
    };
    world.waiting.iter().position(is_whole).unwrap()
}

/// The first lesson was opened; all of it is not there yet.
fn opened(shelf: Shelf) -> World {
    let mut world = World::new(80, 24, shelf);
    world.held = true;
    world.press("enter");
    world.answer(0);
    world.answer(0);
    assert!(reader(&world).is_excerpt());
    world
}

#[test]
fn a_long_lesson_shows_its_beginning_first_and_then_is_all_there() {
    let mut world = opened(long());
    let first = lines(&world);
    assert_eq!(world.model.pane, Pane::Lesson);
    world.release();
    assert!(!reader(&world).is_excerpt());
    assert_eq!(lines(&world), first);
    assert_eq!(world.notice(), "You joined Welcome to Lyceum");
    world.press("G");
    assert!(reader(&world).text.at_end());
}

#[test]
fn scrolling_does_not_wait_for_the_whole_lesson() {
    let mut world = opened(long());
    world.press("space j");
    world.mouse(Gesture::WheelDown, 30, 10);
    let scrolled = lines(&world);
    assert!(reader(&world).is_excerpt());
    assert!(reader(&world).text.words_above() > 0);
    world.release();
    assert_eq!(lines(&world), scrolled);
}

#[test]
fn what_needs_the_whole_lesson_waits_for_it_in_order() {
    let mut world = opened(long());
    let first = lines(&world);
    world.press("G k k");
    assert_eq!(lines(&world), first);
    world.release();
    let kept = lines(&world);
    world.press("G k k");
    assert_eq!(lines(&world), kept);
}

#[test]
fn a_click_on_a_link_waits_for_the_whole_lesson() {
    let mut world = opened(long());
    let link = |line: &String| line.contains("link");
    let row = lines(&world).iter().position(link).unwrap();
    let text = world.model.lesson.columns(&world.model.shared).text;
    let column = lines(&world)[row].find("link").unwrap();
    let at = |from: u16, by: usize| from + u16::try_from(by).unwrap();
    world.mouse(Gesture::Click, at(text.x, column), at(text.y, row));
    world.release();
    assert!(lines(&world)[0].contains("Section 1990"));
}

#[test]
fn what_is_typed_behind_it_means_what_it_means_then() {
    let mut world = opened(long());
    world.press("/ s e c t i o n");
    world.send(Msg::Paste(" 1234".to_owned()));
    world.press("enter alt-1");
    assert_eq!(world.model.pane, Pane::Lesson);
    world.release();
    assert_eq!(world.model.pane, Pane::Catalog);
    let search = reader(&world).search.as_ref().unwrap();
    assert_eq!(search.input.text(), "section 1234");
    assert!(!reader(&world).is_done());
    assert!(lines(&world).iter().any(|line| line == "Section 1234"));
}

#[test]
fn another_lesson_that_is_gone_closes_no_excerpt() {
    let mut world = opened(long());
    world.shelf.texts.remove(&LessonId::new("tour-1-2"));
    world.press("alt-2 j enter");
    let last = world.waiting.len() - 1;
    world.answer(last);
    let last = world.waiting.len() - 1;
    world.answer(last);
    assert_eq!(world.notice(), "This lesson was removed");
    assert!(reader(&world).is_excerpt());
}

#[test]
fn a_place_deep_in_a_long_lesson_is_what_is_shown_first() {
    let mut world = World::new(80, 24, long());
    world.press("enter G b b j alt-1");
    let left = lines(&world);
    let position = world.shelf.courses[0].outline.modules[0].lessons[0]
        .progress
        .position;
    let mut later = opened(std::mem::take(&mut world.shelf));
    assert_eq!(lines(&later), left);
    later.press("k j");
    later.release();
    assert_eq!(lines(&later), left);
    later.press("alt-1");
    let lesson = &later.shelf.courses[0].outline.modules[0].lessons[0];
    assert_eq!(
        lesson.progress.position.map(|(place, _)| place),
        position.map(|(place, _)| place)
    );
}

#[test]
fn a_lesson_that_can_not_be_read_whole_or_is_gone_meanwhile_is_closed() {
    for outcome in [Err(failure()), Ok(None)] {
        let mut world = opened(long());
        let index = whole(&world);
        let Some(Request::ReadLesson(asked)) = world.waiting.remove(index) else {
            panic!("all of the lesson was not asked for");
        };
        world.send(Msg::Answered(asked.open().1.finish(outcome)));
        world.release();
        assert_eq!(world.model.pane, Pane::Course);
        assert!(world.model.lesson.reader.is_none());
    }
}

#[test]
fn a_long_lesson_that_was_read_to_its_end_and_completed_shows_its_beginning_first() {
    let mut world = World::new(80, 24, long());
    world.press("enter");
    let first = lines(&world);
    world.press("G c");
    world.held = true;
    world.press("p");
    let next = reader(&world).number;
    while reader(&world).number == next {
        world.answer(0);
    }
    assert!(reader(&world).is_done());
    assert!(reader(&world).is_excerpt());
    assert_eq!(lines(&world), first);
}

#[test]
fn changes_without_end_do_not_keep_the_whole_lesson_from_coming() {
    let mut world = opened(long());
    let asked = world.waiting[whole(&world)].clone();
    world.send(Msg::CoursesChanged).send(Msg::CoursesChanged);
    let first = world.waiting.iter().position(|request| *request == asked);
    world.answer(first.unwrap());
    assert!(!reader(&world).is_excerpt());
    // What may have changed meanwhile is looked at then, once.
    assert_ne!(world.waiting[whole(&world)], asked);
    world.answer(whole(&world));
    let is_read = |request: &Request| {
        let Request::ReadLesson(asked) = request else {
            return false;
        };
        asked.question.extent == Extent::Whole
    };
    assert!(!world.waiting.iter().any(is_read));
}

#[test]
fn leaving_does_not_wait_for_the_whole_lesson() {
    let mut world = opened(long());
    world.press("G ctrl-c");
    assert!(world.effects.contains(&Effect::Quit));
}
