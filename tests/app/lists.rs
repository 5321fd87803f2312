//! Filter, order, selection, and the mouse on lists.

use lyceum::app::frame::geometry::Area;
use lyceum::app::widget::outline::OutlineRow;
use lyceum::app::{Gesture, Msg, Pane};
use lyceum::domain::{Difficulty, LessonId};

use crate::screens::{painted, picture};
use crate::shelf::Shelf;
use crate::world::World;

fn selected(world: &World) -> &str {
    let course = world.model.catalog.courses.selected().unwrap();
    course.course.slug.as_str()
}

fn shown(world: &World) -> Vec<&str> {
    let rows = world.model.catalog.courses.rows();
    rows.map(|course| course.course.slug.as_str()).collect()
}

/// Where the rows of the list of courses are.
fn list_rows(world: &World) -> Area {
    world.model.catalog.in_list(&world.model.shared).rows
}

fn many() -> Shelf {
    let mut shelf = Shelf::default();
    for number in 0..60 {
        let (slug, title) = (format!("c-{number:02}"), format!("Course {number:02}"));
        shelf.add(&slug, &title, Difficulty::Expert, &[1]);
    }
    shelf
}

#[test]
fn another_order_keeps_the_course_that_is_selected() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j j");
    assert_eq!(selected(&world), "systems");
    for _ in 0..4 {
        world.press("s");
        assert_eq!(selected(&world), "systems");
    }
}

#[test]
fn the_order_is_kept_for_the_next_start() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("s s s");
    let later = World::new(80, 24, std::mem::take(&mut world.shelf));
    assert_eq!(shown(&later), ["foundations", "systems", "tour"]);
}

#[test]
fn a_filter_selects_the_best_match_and_clearing_it_keeps_that() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("/ c o n s e n");
    assert_eq!(shown(&world), ["systems"]);
    world.press("enter esc");
    assert_eq!(shown(&world).len(), 3);
    assert_eq!(selected(&world), "systems");
}

#[test]
fn letters_that_are_typed_are_text_and_no_commands() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("/ q ? 1 s space j");
    assert_eq!(world.model.catalog.courses.filter.text(), "q?1s j");
    world.press("ctrl-w backspace backspace");
    assert_eq!(world.model.catalog.courses.filter.text(), "q?1");
    world.press("ctrl-u t o u r enter enter");
    assert_eq!(world.model.pane, Pane::Lesson);
}

#[test]
fn what_is_pasted_goes_into_the_filter_only_while_it_is_open() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.send(Msg::Paste("q\x1b[2J".to_owned()));
    assert!(world.model.catalog.courses.filter.is_empty());
    world.press("/").send(Msg::Paste("sys\ntems".to_owned()));
    assert_eq!(world.model.catalog.courses.filter.text(), "sys tems");
}

#[test]
fn another_pane_ends_typing() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("/ t tab");
    assert_ne!(world.model.pane, Pane::Catalog);
    world.press("1");
    assert!(!world.model.catalog.courses.typing);
}

#[test]
fn the_selection_stays_on_screen_however_one_moves() {
    let mut world = World::new(80, 12, many());
    for keys in ["G", "g g", "ctrl-f ctrl-f", "ctrl-u", "k", "end", "home"] {
        world.press(keys);
        let cursor = world.model.catalog.courses.cursor;
        let rows = usize::from(list_rows(&world).height);
        assert!((cursor.top..cursor.top + rows).contains(&cursor.selected));
    }
    world.press("G").resize(80, 40).resize(80, 12);
    let cursor = world.model.catalog.courses.cursor;
    assert!(cursor.selected >= cursor.top);
}

#[test]
fn courses_that_arrive_leave_the_selection_where_it_is() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("s j");
    let before = selected(&world).to_owned();
    let rust = "A first course of all";
    world.shelf.add("first", rust, Difficulty::Beginner, &[1]);
    world.send(Msg::CoursesChanged);
    assert_eq!(shown(&world).len(), 4);
    assert_eq!(selected(&world), before);
}

#[test]
fn a_click_selects_and_a_click_on_what_is_selected_opens() {
    let mut world = World::new(80, 24, Shelf::begun());
    let rows = list_rows(&world);
    world.mouse(Gesture::Click, rows.x + 3, rows.y + 2);
    assert_eq!(selected(&world), "systems");
    world.mouse(Gesture::Click, rows.x + 3, rows.y + 2);
    assert_eq!(world.model.pane, Pane::Lesson);
}

#[test]
fn the_wheel_moves_the_list() {
    let mut world = World::new(80, 24, many());
    world.mouse(Gesture::WheelDown, 5, 5);
    assert_eq!(world.model.catalog.courses.cursor.top, 3);
    world.mouse(Gesture::WheelUp, 5, 5);
    assert_eq!(world.model.catalog.courses.cursor.top, 0);
}

#[test]
fn every_item_of_the_footer_does_by_click_what_its_key_does() {
    for keys in [
        "",
        "o",
        "j enter",
        "j enter tab",
        "j enter backtab",
        "4",
        "?",
        "/",
    ] {
        let mut world = World::new(160, 45, Shelf::begun());
        world.press(keys);
        let footer = world.model.footer();
        assert!(!footer.items.is_empty(), "after {keys}");
        for item in footer.items {
            let (mut by_key, mut by_mouse) = (
                World::new(160, 45, Shelf::begun()),
                World::new(160, 45, Shelf::begun()),
            );
            by_key.press(keys);
            by_mouse.press(keys);
            let layers = by_key.model.layers();
            let key = by_key.model.shared.keymap.keys_for(item.action, &layers)[0].to_string();
            by_key.press(&key);
            by_mouse.mouse(Gesture::Click, item.x, 44);
            assert_eq!(
                by_key.model, by_mouse.model,
                "{} after `{keys}`",
                item.label
            );
        }
    }
}

#[test]
fn the_mouse_reaches_nothing_below_what_is_open() {
    let mut world = World::new(160, 45, Shelf::begun());
    world.press("j enter ?");
    let bar = world.model.lesson.columns(&world.model.shared).scroll_bar;
    let top = |world: &World| world.model.lesson.reader.as_ref().unwrap().text.top();
    let before = top(&world);
    world.mouse(Gesture::Drag, bar.x, bar.y + 20);
    world.mouse(Gesture::WheelDown, 80, 20);
    world.mouse(Gesture::Click, bar.x, bar.y + 20);
    assert_eq!(top(&world), before);
}

/// The rows of the lesson's scroll bar that its thumb is drawn on, from the bar's top.
fn thumb(world: &World) -> Vec<u16> {
    let bar = world.model.lesson.columns(&world.model.shared).scroll_bar;
    let buffer = painted(world, world.model.shared.size);
    let is_thumb = |row: &u16| buffer[(bar.x, bar.y + row)].symbol() == "┃";
    (0..bar.height).filter(is_thumb).collect()
}

#[test]
fn the_thumb_of_the_scroll_bar_stays_under_the_mouse_that_holds_it() {
    let mut shelf = Shelf::begun();
    let text = "Some *words* in a paragraph that is long enough for two or three lines of any page.\n\n- one\n\n";
    let code = "```\nlet line = of_code;\n```\n\n".repeat(20);
    let lesson = LessonId::new("foundations-1-3");
    shelf
        .texts
        .insert(lesson, [text.repeat(40), code, text.repeat(90)].concat());
    let mut world = World::new(80, 24, shelf);
    world.press("j enter");
    let bar = world.model.lesson.columns(&world.model.shared).scroll_bar;
    world.mouse(Gesture::Click, bar.x, bar.y + 3);
    for row in (0..bar.height).chain((0..bar.height).rev()) {
        world.mouse(Gesture::Drag, bar.x.saturating_sub(row), bar.y + row);
        assert!(thumb(&world).contains(&row), "{row}: {:?}", thumb(&world));
    }
    let held = thumb(&world);
    world.mouse(Gesture::Click, bar.x - 20, bar.y + 9);
    world.mouse(Gesture::Drag, bar.x, bar.y + 9);
    assert_eq!(thumb(&world), held);
}

#[test]
fn an_estimated_length_says_so_in_the_same_words_everywhere() {
    let mut world = World::new(120, 40, Shelf::fresh());
    world.press("o j j");
    let screen = picture(&painted(&world, world.model.shared.size));
    let row = screen.lines().find(|row| row.contains("○ 2 Words become"));
    assert!(row.is_some_and(|row| row.contains(" ~6 min ")), "{screen}");
    assert!(screen.contains("Text · ~6 min"), "{screen}");
}

#[test]
fn the_catalog_stands_on_the_course_that_was_opened_last() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("enter m alt-1 j enter");
    assert_eq!(selected(&world), "foundations");
    world.press("' enter");
    assert_eq!(world.model.pane, Pane::Lesson);
    world.press("alt-1");
    assert_eq!(selected(&world), "tour");
}

/// The lessons in the outline, by number.
fn lessons(world: &World) -> Vec<String> {
    let rows = world.model.course.list.as_ref().unwrap().rows();
    let numbers = rows.filter_map(|row| match row {
        OutlineRow::Lesson(number, _) => Some(number.to_string()),
        OutlineRow::Module(..) => None,
    });
    numbers.collect()
}

fn selected_lesson(world: &World) -> String {
    match world.model.course.list.as_ref().unwrap().selected() {
        Some(OutlineRow::Lesson(number, _)) => number.to_string(),
        row => panic!("{row:?}"),
    }
}

#[test]
fn a_filter_in_the_outline_shows_the_lessons_that_pass_below_their_modules() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j o");
    let all = lessons(&world);
    world.press("/ w o r d");
    let titles: Vec<String> = {
        let rows = world.model.course.list.as_ref().unwrap().rows();
        let titles = rows.map(|row| match row {
            OutlineRow::Module(_, module, _) => module.title.clone(),
            OutlineRow::Lesson(_, lesson) => lesson.head.title.clone(),
        });
        titles.collect()
    };
    let words = "Words become numbers";
    let expected = [
        "First steps",
        words,
        "Inside a model",
        words,
        "Where it fails",
        words,
    ];
    assert_eq!(titles, expected);
    assert_eq!(selected_lesson(&world), "1.2");
    world.press("backspace backspace backspace backspace z z");
    assert_eq!(lessons(&world), [""; 0]);
    world.press("enter enter space");
    assert_eq!(world.model.pane, Pane::Course);
    world.press("esc");
    assert_eq!(lessons(&world), all);
    assert_eq!(world.model.pane, Pane::Course);
    world.press("esc");
    assert_eq!(world.model.pane, Pane::Catalog);
}

#[test]
fn a_lesson_that_a_filter_found_stays_selected_and_opens() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j o / W o r d enter");
    assert_eq!(selected_lesson(&world), "1.2");
    world.press("esc");
    assert_eq!(selected_lesson(&world), "1.2");
    world.press("/ W o r d ctrl-u");
    assert_eq!(
        selected_lesson(&world),
        "1.2",
        "an emptied filter moves nothing"
    );
    world.press("W o r d enter enter");
    let open = |world: &World| {
        world
            .model
            .lesson
            .reader
            .as_ref()
            .unwrap()
            .number
            .to_string()
    };
    assert_eq!(open(&world), "1.2");
    // The next lesson doesn't pass the filter: it is shown all the same.
    world.press("n esc");
    assert_eq!(selected_lesson(&world), "1.3");
}

#[test]
fn a_module_that_is_selected_in_a_filter_stays_selected_without_it() {
    let module = |world: &World| match world.model.course.list.as_ref().unwrap().selected() {
        Some(OutlineRow::Module(number, ..)) => number,
        row => panic!("{row:?} is no module"),
    };
    for clear in ["esc", "/ ctrl-u", "/ esc"] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press("j o / W o r d enter ]");
        assert_eq!(module(&world), 2);
        world.press(clear);
        assert_eq!(module(&world), 2, "{clear}");
    }
}

#[test]
fn an_outline_that_changes_leaves_selected_what_is() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j o");
    assert_eq!(selected_lesson(&world), "1.3");
    let modules = &mut world.shelf.courses[1].outline.modules;
    modules[0].lessons.remove(0);
    world.send(Msg::CoursesChanged);
    assert_eq!(selected_lesson(&world), "1.2");
}

#[test]
fn a_filter_finds_what_a_folded_module_hides() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j o [ space");
    assert!(!lessons(&world).contains(&"1.2".to_owned()));
    world.press("/ W o r d");
    assert_eq!(selected_lesson(&world), "1.2");
    world.press("esc");
    assert_eq!(selected_lesson(&world), "1.2");
}

#[test]
fn the_line_of_the_outlines_filter_takes_a_click() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j o / w o enter");
    let list = world.model.course.areas(&world.model.shared).list;
    world
        .mouse(Gesture::Click, list.x + 4, list.y + 1)
        .press("r");
    let view = world.model.course.list.as_ref().unwrap();
    assert_eq!(view.filter.text(), "wor");
    let rows = world.model.course.in_list(&world.model.shared).rows;
    assert_eq!(rows.y, list.y + 2);
}
