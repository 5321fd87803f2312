//! Keys that are typed faster than screens come.

use lyceum::app::request::Request;
use lyceum::app::{Effect, Gesture, Pane};
use lyceum::domain::{LessonId, LessonKind, Mark};
use lyceum::lesson::Place;
use proptest::prelude::*;

use crate::review::card;
use crate::searching::hit;
use crate::shelf::Shelf;
use crate::world::World;

/// Presses keys faster than anything is answered.
fn at_once<'w>(world: &'w mut World, keys: &str) -> &'w mut World {
    world.held = true;
    world.press(keys).release()
}

fn open_lesson(world: &World) -> &str {
    let reader = world.model.lesson.reader.as_ref();
    reader.map_or("", |reader| reader.lesson.head.id.as_str())
}

fn done(world: &World) -> Vec<&str> {
    let courses = world.shelf.courses.iter();
    let modules = courses.flat_map(|course| &course.outline.modules);
    let lessons = modules.flat_map(|module| &module.lessons);
    let done = lessons.filter(|lesson| lesson.progress.mark() == Mark::Done);
    done.map(|lesson| lesson.head.id.as_str()).collect()
}

#[test]
fn two_completions_at_once_complete_two_lessons() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter");
    at_once(&mut world, "c c");
    assert_eq!(done(&world), ["tour-1-1", "tour-1-2"]);
    assert_eq!(world.notice(), "Welcome to Lyceum completed. Well done!");
}

#[test]
fn each_key_to_another_lesson_counts() {
    for (keys, lesson) in [
        ("n n", "foundations-2-2"),
        ("n n p", "foundations-2-1"),
        ("c n", "foundations-2-2"),
        ("alt-2 enter n", "foundations-2-1"),
    ] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press("j enter");
        assert_eq!(open_lesson(&world), "foundations-1-3");
        at_once(&mut world, keys);
        assert_eq!(open_lesson(&world), lesson, "{keys}");
    }
}

#[test]
fn keys_behind_an_opening_are_for_what_opens() {
    let mut world = World::new(80, 24, Shelf::begun());
    at_once(&mut world, "j o enter / m o d e l enter");
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert_eq!(reader.search.as_ref().unwrap().input.text(), "model");
    assert!(!world.model.catalog.courses.typing);
}

#[test]
fn a_mark_that_is_being_written_is_taken_back_by_the_same_key() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("o");
    at_once(&mut world, "c c");
    assert_eq!(done(&world), [""; 0]);
    assert_eq!(world.notice(), "Marked not done");
    at_once(&mut world, "c j c");
    assert_eq!(done(&world), ["tour-1-1", "tour-1-2"]);
}

#[test]
fn a_lesson_that_is_reopened_is_completed_again_by_the_next_key() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter c p");
    at_once(&mut world, "C c");
    let completions = world
        .requests()
        .filter(|request| matches!(request, Request::CompleteLesson(_)));
    assert_eq!(completions.count(), 2);
    assert_eq!(open_lesson(&world), "foundations-2-1");
}

#[test]
fn a_completion_that_fails_is_said_and_the_keys_behind_it_are_for_the_same_lesson() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    world.shelf.full = true;
    at_once(&mut world, "c G");
    assert_eq!(open_lesson(&world), "foundations-1-3");
    assert_eq!(world.notice(), "The disk is full");
    assert!(world.model.lesson.reader.as_ref().unwrap().text.at_end());
}

#[test]
fn escape_is_for_what_the_keys_before_it_open() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    at_once(&mut world, "n / esc c");
    assert_eq!(open_lesson(&world), "foundations-2-2");
    assert!(done(&world).contains(&"foundations-2-1"));
    // The first one takes the message away.
    at_once(&mut world, "n esc esc");
    assert_eq!(world.model.pane, Pane::Course);
}

#[test]
fn a_key_behind_a_search_is_for_what_was_found() {
    for (words, lesson) in [
        ("/ x q z enter n", "foundations-2-1"),
        ("/ t h e enter n", "foundations-1-3"),
    ] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press("j enter");
        at_once(&mut world, words);
        assert_eq!(open_lesson(&world), lesson, "{words}");
    }
}

#[test]
fn enter_behind_the_words_of_a_search_opens_what_they_find() {
    let mut shelf = Shelf::begun();
    shelf.hits = vec![hit("A token is a part of a word", "token")];
    let mut world = World::new(80, 24, shelf);
    at_once(&mut world, "f t o k e n enter");
    assert!(world.model.overlay.is_none());
    assert_eq!(open_lesson(&world), "tour-1-1");
}

#[test]
fn a_review_that_is_being_kept_is_taken_back_and_asked_again() {
    const QUIZ: &str = "<!-- quiz -->\n\n## First?\n\n<!-- q id=first -->\n\n1. [x] yes\n2. [ ] no\n\n<!-- /quiz -->\n";
    let mut shelf = Shelf::fresh();
    shelf
        .texts
        .insert(LessonId::new("tour-1-1"), QUIZ.to_owned());
    shelf.due = vec![card("first")];
    let mut world = World::new(80, 24, shelf);
    at_once(&mut world, "r a enter enter u");
    assert!(world.shelf.recalls.is_empty());
    assert_eq!(world.model.review.left(), 1);
    assert_eq!(world.model.review.reviewed(), 0);
}

#[test]
fn keys_behind_the_progress_choose_from_its_courses() {
    let mut world = World::new(80, 24, Shelf::begun());
    at_once(&mut world, "alt-4 enter");
    assert_eq!(world.model.pane, Pane::Course);
}

#[test]
fn leaving_waits_for_nothing_but_a_letter_may_be_text() {
    for (keys, leaves) in [
        ("n q", true),
        ("n ctrl-c", true),
        ("n / ctrl-c", true),
        ("n / q", false),
    ] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press("j enter");
        world.held = true;
        world.press(keys);
        assert_eq!(world.effects.contains(&Effect::Quit), leaves, "{keys}");
    }
}

#[test]
fn a_click_that_is_made_twice_completes_one_lesson() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter G");
    let footer = world.model.footer().items;
    let complete = footer.iter().find(|item| item.label.contains("complete"));
    let (column, row) = (complete.unwrap().x + 1, world.model.shared.bands.footer.y);
    world.held = true;
    world
        .mouse(Gesture::Click, column, row)
        .mouse(Gesture::Click, column, row);
    world.release();
    assert_eq!(open_lesson(&world), "foundations-2-1");
    let mark = world
        .shelf
        .lesson_mut(&LessonId::new("foundations-2-1"))
        .mark();
    assert_ne!(mark, Mark::Done);
}

#[test]
fn the_letters_of_a_quiz_and_of_a_review_are_for_the_question_that_comes() {
    const QUIZ: &str = "<!-- quiz -->\n\n## First?\n\n<!-- q id=first -->\n\n1. [x] yes\n2. [ ] no\n\n## Second?\n\n<!-- q id=second -->\n\n1. [x] yes\n2. [ ] no\n\n<!-- /quiz -->\n";
    let lesson = LessonId::new("tour-1-1");
    let mut shelf = Shelf::fresh();
    shelf.texts.insert(lesson.clone(), QUIZ.to_owned());
    shelf.courses[0].outline.modules[0].lessons[0].head.kind = LessonKind::Quiz;
    shelf.due = ["first", "second"].map(card).to_vec();
    let mut world = World::new(80, 24, shelf);
    at_once(&mut world, "enter a enter");
    assert_eq!(world.shelf.attempts.len(), 1);
    at_once(&mut world, "alt-1 r a enter enter a enter enter");
    assert_eq!(world.shelf.recalls.len(), 2);
}

/// What a learner sees and has, in short.
fn seen(
    world: &World,
) -> (
    Pane,
    bool,
    String,
    Option<Place>,
    Option<usize>,
    Vec<String>,
) {
    let reader = world.model.lesson.reader.as_ref();
    let list = world.model.course.list.as_ref();
    (
        world.model.pane,
        world.model.overlay.is_some(),
        open_lesson(world).to_owned(),
        reader.map(|reader| reader.text.top()),
        list.map(|list| list.cursor.selected),
        done(world).into_iter().map(str::to_owned).collect(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn keys_do_the_same_however_fast_they_are_typed(
        keys in proptest::collection::vec(proptest::sample::select(
            [
                "c", "C", "n", "p", "enter", "o", "j", "k", "G", "space", "alt-1", "alt-2", "alt-3", "alt-4", "]", "esc",
                "f", "/", "t",
            ].as_slice(),
        ), 1..12),
    ) {
        let keys = keys.join(" ");
        let mut slowly = World::new(80, 24, Shelf::begun());
        slowly.press(&keys);
        let mut fast = World::new(80, 24, Shelf::begun());
        at_once(&mut fast, &keys);
        prop_assert_eq!(seen(&slowly), seen(&fast), "{}", keys);
    }
}
