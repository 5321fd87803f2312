//! Keys that mean the same everywhere: leaving, going back, numbers, and going through the links of a lesson.

use lyceum::app::screen::lesson::Target;
use lyceum::app::{Effect, Overlay, Pane};
use lyceum::domain::LessonId;

use crate::shelf::Shelf;
use crate::world::World;

fn quits(world: &World) -> bool {
    world.effects.contains(&Effect::Quit)
}

/// A lesson with that text, open.
fn reading(text: &str) -> World {
    let mut shelf = Shelf::fresh();
    shelf
        .texts
        .insert(LessonId::new("tour-1-1"), format!("# Here\n\n{text}"));
    let mut world = World::new(80, 24, shelf);
    world.press("enter x");
    world
}

fn target(world: &World) -> Option<Target> {
    let reader = world.model.lesson.reader.as_ref();
    reader.and_then(|reader| reader.selected_target())
}

#[test]
fn q_closes_what_lies_over_a_screen_and_only_then_leaves() {
    for open in ["?", "i", "j enter m '"] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press(open);
        assert!(world.model.overlay.is_some(), "{open}");
        world.press("q");
        assert_eq!(world.model.overlay, None, "{open}");
        assert!(!quits(&world), "{open}");
        world.press("q");
        assert!(quits(&world), "{open}");
    }
    let mut world = reading("[a link](https://example.org)\n");
    world.press("l a");
    assert!(matches!(world.model.overlay, Some(Overlay::Confirm(_))));
    world.press("q");
    assert!(world.model.overlay.is_none() && !quits(&world));
}

#[test]
fn the_key_that_opened_something_closes_it_and_elsewhere_means_what_it_does() {
    for (before, key) in [("", "?"), ("", "f1"), ("", "i"), ("j enter m", "'")] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press(before).press(key);
        assert!(world.model.overlay.is_some(), "{key}");
        world.press(key);
        assert_eq!(world.model.overlay, None, "{key}");
    }
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter t t");
    assert!(matches!(world.model.overlay, Some(Overlay::Contents(_))));
}

#[test]
fn a_number_is_seen_at_once_and_waits_for_nothing() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter 1 2");
    let footer = world.model.footer();
    assert_eq!(footer.prompt.as_deref(), Some("12"));
    world.pass(60_000);
    assert_eq!(world.model.pane, Pane::Lesson);
    assert_eq!(world.model.footer().prompt.as_deref(), Some("12"));
    world.press("esc");
    assert_eq!(world.model.footer().prompt, None);
    assert_eq!(world.model.pane, Pane::Lesson);
}

#[test]
fn a_number_of_a_screen_goes_there_with_enter_and_says_so() {
    let screens = [
        ("1", "catalog", Pane::Catalog),
        ("2", "course", Pane::Course),
        ("3", "lesson", Pane::Lesson),
        ("4", "progress", Pane::Progress),
    ];
    for (digit, name, pane) in screens {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press("j enter").press(digit);
        let first = world.model.footer().items[0].clone();
        assert_eq!((&*first.keys, first.label), ("↵", name));
        world.press("enter");
        assert_eq!(world.model.pane, pane);
    }
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter 7 enter j");
    assert_eq!(world.model.pane, Pane::Lesson);
    assert_eq!(world.model.typed.count, None);
}

#[test]
fn tab_goes_through_links_and_folds_and_enter_acts_on_one() {
    let far = "Text.\n\n".repeat(60);
    let mut world = reading(&format!(
        "[one](#far) and [two](https://example.org)\n\n<details><summary>More</summary>\n\nHidden.\n\n</details>\n\n{far}## Far\n\n[three](#here)\n"
    ));
    world.press("tab");
    assert_eq!(target(&world), Some(Target::Link(0)));
    world.press("tab");
    assert_eq!(target(&world), Some(Target::Link(1)));
    world.press("tab");
    assert!(matches!(target(&world), Some(Target::Fold(_))));
    let label = |world: &World| world.model.footer().items[0].label;
    assert_eq!(label(&world), "unfold");
    world.press("enter");
    assert_eq!(label(&world), "fold");
    world.press("tab");
    assert_eq!(target(&world), Some(Target::Link(2)), "beyond the screen");
    world.press("tab");
    assert_eq!(world.notice(), "No more links or folds below");
    world.press("esc backtab");
    assert!(matches!(target(&world), Some(Target::Fold(_))));
    world.press("backtab backtab enter");
    assert_eq!(
        world
            .model
            .lesson
            .reader
            .as_ref()
            .unwrap()
            .current_heading(),
        Some(1)
    );
}

#[test]
fn tab_never_leaves_the_lesson() {
    for (columns, rows) in [(40, 12), (80, 24), (160, 45)] {
        let mut world = World::new(columns, rows, Shelf::begun());
        world.press("j enter tab tab backtab");
        assert_eq!(world.model.pane, Pane::Lesson);
    }
}

#[test]
fn esc_takes_back_what_is_on_screen_first() {
    let mut world = reading("[one](#here)\n");
    world.press("tab esc");
    assert_eq!(target(&world), None);
    assert_eq!(world.model.pane, Pane::Lesson);
    world.press("y");
    assert_eq!(world.notice(), "No code on screen");
    world.press("esc");
    assert_eq!(world.notice(), "");
    assert_eq!(world.model.pane, Pane::Lesson);
    world.press("esc");
    assert_eq!(world.model.pane, Pane::Course);
}
