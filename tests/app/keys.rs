//! Keys that mean the same everywhere: leaving, going back, numbers, and going through the links of a lesson.

use lyceum::app::request::Request;
use lyceum::app::screen::lesson::{Reader, Target};
use lyceum::app::settings::SettingKey;
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
    reader.and_then(Reader::selected_target)
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

#[test]
fn the_key_for_the_lesson_joins_no_course() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("3");
    assert_eq!(world.model.pane, Pane::Catalog);
    assert_eq!(
        world.notice(),
        "No lesson is open: open one from its course"
    );
    world.press("esc j 4 3");
    assert_eq!(world.model.pane, Pane::Progress);
    assert!(world.model.catalog.courses.is_untouched());
}

#[test]
fn the_lesson_that_was_open_last_is_resumed_and_named() {
    let mut world = World::new(80, 24, Shelf::begun());
    let open = |world: &World| {
        let reader = world.model.lesson.reader.as_ref().unwrap();
        reader.lesson.head.id.as_str().to_owned()
    };
    world.press("j enter");
    let first = open(&world);
    world.press("c").pass(1_000);
    let second = open(&world);
    world.pass(1_000).press("p").pass(1_000);
    assert_eq!(open(&world), first);
    world.press("esc esc 1");
    let (_, named) = world.model.catalog.to_resume().unwrap();
    assert_eq!(named.head.id.as_str(), first);
    world.press("enter");
    assert_eq!(open(&world), first, "it was open last");
    world.press("n").pass(1_000).press("esc esc 1 enter");
    assert_eq!(open(&world), second);
}

#[test]
fn a_setting_changes_at_once_and_is_written_and_one_of_a_variable_stays() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.model.shared.settings.themes = vec!["lamplight".into(), "paper".into()];
    world.model.shared.settings.theme = "lamplight".into();
    world.press(", right");
    assert_eq!(world.model.shared.settings.theme, "paper");
    assert!(
        world
            .effects
            .contains(&Effect::UseTheme("paper".to_owned()))
    );
    let saved = |world: &World| {
        let is_it = |request: &&Request| matches!(request, Request::SaveSetting(_));
        world.requests().filter(is_it).count()
    };
    assert_eq!(saved(&world), 1);
    world.press("j j j j j right");
    let way = Effect::UseImages(world.model.shared.settings.image_way.clone());
    assert!(world.effects.contains(&way));
    assert_eq!(saved(&world), 2);
    world.press("k k k k left");
    assert_eq!(world.model.shared.settings.measure, 76);
    assert_eq!(saved(&world), 3);
    world.model.shared.settings.fixed = vec![(SettingKey::Measure, "LYCEUM_MEASURE".to_owned())];
    world.press("left");
    assert_eq!(world.notice(), "LYCEUM_MEASURE overrides this setting");
    assert_eq!(
        (world.model.shared.settings.measure, saved(&world)),
        (76, 3)
    );
    world.press(",");
    assert_eq!(world.model.overlay, None);
}

#[test]
fn what_is_said_about_a_setting_fits_the_narrowest_window() {
    for key in SettingKey::ALL {
        let about = key.about();
        assert!(about.chars().count() <= 36, "{about}");
    }
}
