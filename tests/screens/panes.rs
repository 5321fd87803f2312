//! Every pane and everything that can lie over one.

use lyceum::app::{Gesture, Msg, Notice};
use lyceum::domain::LessonId;

use super::{SIZES, WITH_THREE_COLUMNS, compare};
use crate::shelf::Shelf;
use crate::world::World;

/// Compares what keys lead to at the three sizes.
fn keys(name: &str, shelf: fn() -> Shelf, keys: &str) {
    compare(name, &SIZES, shelf, |world| {
        world.press(keys);
    });
}

fn reader(name: &str, script: impl Fn(&mut World)) {
    let sizes = [SIZES[0], SIZES[1], SIZES[2], WITH_THREE_COLUMNS];
    compare(name, &sizes, Shelf::begun, script);
}

#[test]
fn a_first_start() {
    keys("first-start", Shelf::fresh, "");
}

#[test]
fn the_catalog() {
    keys("catalog", Shelf::begun, "j");
}

#[test]
fn the_catalog_with_a_filter() {
    keys("filter-typing", Shelf::begun, "/ f o u n");
    keys("filter-accepted", Shelf::begun, "/ f o u n enter");
    keys("filter-without-match", Shelf::begun, "/ x y z");
}

#[test]
fn an_empty_catalog() {
    keys("empty-catalog", Shelf::default, "");
}

#[test]
fn about_a_course() {
    keys("about", Shelf::begun, "j i");
}

#[test]
fn the_outline() {
    keys("outline", Shelf::begun, "j o");
    keys("outline-folded", Shelf::begun, "j o k k k space");
    keys("outline-filter", Shelf::begun, "j o / w o r d");
    compare(
        "outline-filter-in-vain",
        &[SIZES[1]],
        Shelf::begun,
        |world| {
            world.press("j o / z z enter");
        },
    );
}

#[test]
fn a_lesson_at_its_beginning() {
    reader("lesson-beginning", |world| {
        world.press("j enter").pass(5_000);
    });
}

#[test]
fn a_lesson_in_its_middle() {
    reader("lesson-middle", |world| {
        world.press("j enter space space").pass(75_000);
    });
}

#[test]
fn a_lesson_at_its_end() {
    reader("lesson-end", |world| {
        world.press("j enter G").pass(5_000);
    });
}

#[test]
fn a_lesson_that_was_joined_just_now() {
    compare("lesson-joined", &SIZES, Shelf::fresh, |world| {
        world.press("enter");
    });
}

#[test]
fn the_contents_of_a_lesson() {
    keys("contents", Shelf::begun, "j enter t down down");
}

#[test]
fn the_bookmarks() {
    keys("bookmarks", Shelf::begun, "j enter m '");
    keys(
        "bookmarks-of-two-courses",
        Shelf::begun,
        "j enter m alt-1 g g enter m '",
    );
}

#[test]
fn the_settings() {
    keys("settings", Shelf::begun, ",");
}

#[test]
fn the_question_whether_to_open_a_link() {
    compare("open-outside", &SIZES, Shelf::begun, |world| {
        let text = "# Here\n\n[a link](https://example.org/a/page)\n";
        let lesson = LessonId::new("foundations-1-3");
        world.shelf.texts.insert(lesson, text.to_owned());
        world.press("j enter l a");
    });
}

#[test]
fn the_progress() {
    keys("progress", Shelf::begun, "4");
    keys("progress-scrolled", Shelf::begun, "4 G");
    keys("progress-of-nothing", Shelf::fresh, "4");
}

#[test]
fn the_help() {
    keys("help-catalog", Shelf::begun, "?");
    keys("help-lesson", Shelf::begun, "j enter ?");
    keys("help-search", Shelf::begun, "j enter ? / h e a d");
    keys("help-search-in-vain", Shelf::begun, "? / z z z enter");
}

#[test]
fn the_parts_beside_a_lesson() {
    for (name, keys) in [
        ("beside-contents", "j enter f6 j j"),
        ("beside-outline", "j enter shift-f6 j enter"),
        ("beside-filter", "j enter shift-f6 / w o r d"),
    ] {
        compare(name, &[WITH_THREE_COLUMNS], Shelf::begun, |world| {
            world.press(keys).pass(5_000);
        });
    }
}

#[test]
fn the_letters_of_code() {
    compare("code-letters", &[SIZES[1]], Shelf::begun, |world| {
        let text = "Do this:\n\n```sh\nls -l\n```\n\nThen that:\n\n```\nexit\n```\n";
        let lesson = LessonId::new("foundations-1-3");
        world.shelf.texts.insert(lesson, text.to_owned());
        world.press("j enter y");
    });
}

fn trouble(world: &mut World) {
    let notice = Notice::error("Study time couldn't be saved yet; trying again")
        .with_detail("The disk is full: `lyceum.db` can't grow. Free some space.");
    world.send(Msg::Told(notice));
    world.send(Msg::Told(Notice::warning("The theme has a problem")));
}

#[test]
fn a_notice() {
    compare("notice", &SIZES, Shelf::begun, trouble);
    compare("notice-detail", &SIZES, Shelf::begun, |world| {
        trouble(world);
        world.press("!");
    });
}

#[test]
fn time_that_is_not_saved() {
    compare("not-saved", &SIZES, Shelf::begun, |world| {
        world.press("j enter");
        world.shelf.full = true;
        world.pass(12_000);
    });
}

#[test]
fn an_answer_that_takes_long() {
    compare("working", &SIZES, Shelf::begun, |world| {
        world.press("j enter");
        world.held = true;
        world.press("n").pass(500);
    });
}

#[test]
fn a_terminal_that_is_too_small() {
    let sizes = [(39, 12), (40, 11), (12, 3), (80, 5)];
    compare("too-small", &sizes, Shelf::begun, |world| {
        world.mouse(Gesture::Click, 3, 1);
    });
}
