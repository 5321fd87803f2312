//! The outline and the contents beside a lesson take keys and the mouse, each for itself.

use lyceum::app::frame::geometry::Area;
use lyceum::app::screen::lesson::{Column, Reader};
use lyceum::app::{Gesture, Pane};
use lyceum::domain::{Difficulty, LessonId};
use lyceum::lesson::Place;

use crate::shelf::Shelf;
use crate::world::World;

/// A lesson with everything beside it.
fn reading() -> World {
    let mut world = World::new(160, 45, Shelf::begun());
    world.press("j enter");
    world
}

fn reader(world: &World) -> &Reader {
    world.model.lesson.reader.as_ref().unwrap()
}

fn column(world: &World) -> Column {
    world.model.lesson.column().unwrap()
}

fn top(world: &World) -> Place {
    reader(world).text.top()
}

fn open_lesson(world: &World) -> &str {
    reader(world).lesson.head.id.as_str()
}

fn outline(world: &World) -> Area {
    world
        .model
        .lesson
        .columns(&world.model.shared)
        .outline
        .unwrap()
}

fn contents(world: &World) -> Area {
    world
        .model
        .lesson
        .columns(&world.model.shared)
        .contents
        .unwrap()
}

#[test]
fn tab_goes_around_what_is_on_screen() {
    let mut world = reading();
    for (key, there) in [
        ("f6", Column::Contents),
        ("f6", Column::Outline),
        ("f6", Column::Text),
        ("shift-f6", Column::Outline),
        ("shift-f6", Column::Contents),
        ("shift-f6", Column::Text),
    ] {
        world.press(key);
        assert_eq!(column(&world), there);
        assert_eq!(world.model.pane, Pane::Lesson);
    }
    world.resize(110, 40).press("f6");
    assert_eq!(
        column(&world),
        Column::Outline,
        "there is no room for contents"
    );
    world.press("f6");
    assert_eq!(column(&world), Column::Text);
    world.resize(80, 24).press("f6");
    assert_eq!(
        world.model.pane,
        Pane::Progress,
        "nothing is beside the text"
    );
}

#[test]
fn tab_leaves_what_lies_over_a_pane_where_it_is() {
    for opens in ["?", "t", "f", "? /"] {
        for key in ["f6", "shift-f6"] {
            let mut world = reading();
            world.press(opens);
            let overlay = world.model.overlay.clone();
            assert!(overlay.is_some(), "{opens}");
            world.press(key);
            assert_eq!(world.model.overlay, overlay, "{key} after {opens}");
            assert_eq!(column(&world), Column::Text);
        }
    }
}

#[test]
fn the_keys_go_back_to_the_text_with_esc_and_where_their_part_goes() {
    for lost in ["esc", "left", "T", "F", "alt-3", "n"] {
        let mut world = reading();
        world.press("f6");
        assert_eq!(column(&world), Column::Contents);
        world.press(lost);
        assert_eq!(column(&world), Column::Text, "{lost}");
        assert_eq!(world.model.pane, Pane::Lesson);
    }
    let mut world = reading();
    world.press("f6").resize(80, 24);
    assert_eq!(column(&world), Column::Text);
}

#[test]
fn movements_in_a_part_leave_the_text_where_it_is() {
    for tabs in ["f6", "f6 f6"] {
        let mut world = reading();
        world.press(tabs);
        for keys in ["j", "G", "k", "g g", "ctrl-d", "pageup", "2 down"] {
            world.press(keys);
            assert_eq!(top(&world), Place::default(), "{keys} after {tabs}");
        }
    }
}

#[test]
fn enter_in_the_contents_goes_to_the_heading_and_gives_the_keys_back() {
    let mut world = reading();
    world.press("f6 j j enter");
    assert_eq!(column(&world), Column::Text);
    assert_eq!(reader(&world).current_heading(), Some(2));
    let cursor = reader(&world).headings;
    assert_eq!(cursor.selected, 2, "the contents follow the text again");
    world.press("f6 j esc");
    assert_eq!(reader(&world).headings.selected, 2);
}

#[test]
fn enter_in_the_outline_opens_a_lesson_and_a_module_unfolds() {
    let mut world = reading();
    world.press("f6 f6 j enter j enter");
    assert_eq!(open_lesson(&world), "foundations-2-1");
    assert_eq!(column(&world), Column::Text);
    world.press("shift-f6 c");
    let progress = world.shelf.lesson_mut(&LessonId::new("foundations-2-1"));
    assert!(
        progress.completion.is_some(),
        "the outline's keys act in it"
    );
    assert_eq!(open_lesson(&world), "foundations-2-1");
}

#[test]
fn the_outline_beside_a_lesson_is_filtered_too_and_esc_leaves_step_by_step() {
    let mut world = reading();
    world.press("shift-f6 / W o r d");
    assert_eq!(reader(&world).beside.passing(), Some(3));
    world.press("enter esc");
    assert_eq!(column(&world), Column::Outline);
    assert!(!reader(&world).beside.shows_filter());
    world.press("/ W o r d enter enter");
    assert_eq!(open_lesson(&world), "foundations-1-2");
    world.press("shift-f6 / z esc esc");
    assert_eq!(column(&world), Column::Text);
    assert_eq!(world.model.pane, Pane::Lesson);
}

#[test]
fn a_click_beside_an_empty_filter_takes_its_line_away_at_once() {
    let mut world = long();
    world.press("shift-f6 G /");
    let outline = outline(&world);
    let filter = world.model.filter_area();
    assert_eq!((filter.y, filter.height), (outline.y + 1, 1));
    world.mouse(Gesture::Click, outline.x, outline.y);
    let view = &reader(&world).beside;
    assert!(!view.typing);
    assert_eq!(world.model.filter_area().height, 0);
    let rows = world.model.lesson.outline_rows(&world.model.shared);
    assert_eq!(view.cursor.top + rows, view.rows().count());
}

#[test]
fn the_line_of_a_filter_beside_a_lesson_takes_a_click() {
    let mut world = reading();
    world.press("shift-f6 / w o enter");
    let filter = world.model.filter_area();
    world
        .mouse(Gesture::Click, filter.x + 4, filter.y)
        .press("r");
    assert_eq!(reader(&world).beside.filter.text(), "wor");
}

#[test]
fn what_concerns_the_text_is_done_there() {
    let mut world = reading();
    world.press("f6 /");
    assert_eq!(column(&world), Column::Text);
    assert!(reader(&world).search.as_ref().unwrap().typing);
}

#[test]
fn letters_and_a_search_end_where_the_keys_leave_the_text() {
    let mut world = reading();
    world.press("l f6");
    assert!(reader(&world).hints.is_none());
    assert_eq!(column(&world), Column::Contents);
    world.press("esc / t a b l e");
    let outline = outline(&world);
    world.mouse(Gesture::Click, outline.x + 4, outline.y + 5);
    assert!(!reader(&world).search.as_ref().unwrap().typing);
    world.press("j");
    assert_eq!(column(&world), Column::Outline);
    assert_eq!(
        reader(&world).search.as_ref().unwrap().input.text(),
        "table"
    );
}

#[test]
fn going_on_from_the_outline_stays_in_its_course() {
    let mut world = World::new(160, 45, Shelf::begun());
    world.press("j enter p alt-1 / t o u r enter alt-3");
    assert_eq!(open_lesson(&world), "foundations-1-2");
    world.press("shift-f6 R");
    assert_eq!(open_lesson(&world), "foundations-1-3");
}

/// A course with more lessons and a lesson with more headings than there are rows.
fn long() -> World {
    let mut shelf = Shelf::default();
    shelf.add("long", "A long course", Difficulty::Expert, &[80]);
    let headings = (1..=80).map(|n| format!("## Heading {n}\n\nText.\n\n"));
    let text = headings.collect::<String>();
    shelf.texts.insert(LessonId::new("long-1-1"), text);
    let mut world = World::new(160, 30, shelf);
    world.press("enter");
    world
}

#[test]
fn the_wheel_scrolls_the_part_that_it_is_over() {
    let mut world = long();
    let (outline, contents) = (outline(&world), contents(&world));
    let tops = |world: &World| {
        let reader = reader(world);
        (
            reader.beside.cursor.top,
            reader.headings.top,
            reader.text.top().block,
        )
    };
    assert_eq!(tops(&world), (0, 0, 0));
    world.mouse(Gesture::WheelDown, outline.x + 3, 9);
    assert_eq!(tops(&world), (3, 0, 0));
    world.mouse(Gesture::WheelDown, contents.x + 3, 9);
    assert_eq!(tops(&world), (3, 3, 0));
    assert_eq!(column(&world), Column::Text, "the keys stay where they are");
    world.mouse(Gesture::WheelDown, 80, 9);
    let (outline_top, _, text_top) = tops(&world);
    assert_eq!(outline_top, 3);
    assert!(text_top > 0);
}

#[test]
fn a_click_after_the_wheel_opens_the_row_that_it_is_on() {
    let mut world = long();
    let rows = world
        .model
        .lesson
        .in_outline(&world.model.shared)
        .map(|list| list.rows)
        .unwrap();
    world.mouse(Gesture::WheelDown, rows.x + 3, rows.y).mouse(
        Gesture::Click,
        rows.x + 3,
        rows.y + 10,
    );
    // The first row is the module; three rows are above the screen.
    assert_eq!(open_lesson(&world), "long-1-13");
    let mut world = long();
    let rows = contents(&world).inside_border();
    world.mouse(Gesture::WheelDown, rows.x + 3, rows.y).mouse(
        Gesture::Click,
        rows.x + 3,
        rows.y + 10,
    );
    assert_eq!(reader(&world).current_heading(), Some(13));
}

#[test]
fn the_contents_follow_the_text_while_nobody_moves_in_them() {
    let mut world = long();
    for _ in 0..20 {
        world.press("]");
    }
    let cursor = reader(&world).headings;
    assert_eq!(Some(cursor.selected), reader(&world).current_heading());
    let rows = world.model.lesson.contents_rows(&world.model.shared);
    assert!((cursor.top..cursor.top + rows).contains(&cursor.selected));
    assert!(cursor.top > 0);
}

#[test]
fn headings_that_can_not_reach_the_top_are_steps_too() {
    let mut world = long();
    world.press("G");
    let last = reader(&world).current_heading().unwrap();
    world.press("[");
    let above = reader(&world).current_heading().unwrap();
    assert!(above + 2 < last, "several stand on the last page");
    for heading in above + 1..=last {
        world.press("]");
        assert_eq!(reader(&world).current_heading(), Some(heading));
    }
    world.press("[");
    assert_eq!(reader(&world).current_heading(), Some(last - 1));
}

#[test]
fn a_click_opens_a_lesson_unfolds_a_module_and_goes_to_a_heading() {
    let mut world = reading();
    let (outline, contents) = (outline(&world), contents(&world));
    // Module 2 stands below the three lessons of module 1.
    world.mouse(Gesture::Click, outline.x + 4, outline.y + 5);
    assert_eq!(column(&world), Column::Outline);
    world.mouse(Gesture::Click, outline.x + 4, outline.y + 7);
    assert_eq!(open_lesson(&world), "foundations-2-2");
    assert_eq!(column(&world), Column::Text);
    world.mouse(Gesture::Click, contents.x + 4, contents.y + 3);
    assert_eq!(reader(&world).current_heading(), Some(2));
    assert_eq!(column(&world), Column::Text);
    world.mouse(Gesture::Click, contents.x, contents.y + 20);
    assert_eq!(column(&world), Column::Contents);
    world.mouse(Gesture::Click, 80, 20);
    assert_eq!(column(&world), Column::Text);
}
