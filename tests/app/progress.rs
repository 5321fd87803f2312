//! The Progress pane: its courses and modules are selected, open, and are come back from.

use lyceum::app::screen::progress::row::Row;
use lyceum::app::screen::progress::rows::column_area;
use lyceum::app::widget::outline::OutlineRow;
use lyceum::app::{Gesture, Pane};

use crate::shelf::Shelf;
use crate::world::World;

/// The Progress pane of a learner who joined some courses.
fn progress(columns: u16, rows: u16) -> World {
    let mut world = World::new(columns, rows, Shelf::begun());
    world.press("4");
    world
}

/// What the selected row says; nothing where none is on screen.
fn selected(world: &World) -> String {
    let page = world.model.progress.page(&world.model.shared);
    let row = page.selected(&world.model.progress.list);
    match row.map(|row| &page.columns.last().unwrap()[row]) {
        Some(Row::Course { title, .. } | Row::Module { title, .. }) => title.clone(),
        Some(row) => panic!("{row:?} opens nothing"),
        None => String::new(),
    }
}

/// The course on screen, and what is selected in it where that is a module.
fn shown(world: &World) -> (String, Option<String>) {
    assert_eq!(world.model.pane, Pane::Course);
    let view = world.model.course.list.as_ref().unwrap();
    let module = match view.selected() {
        Some(OutlineRow::Module(number, module, _)) => Some(format!("{number} {}", module.title)),
        _ => None,
    };
    (view.outline.course.title.clone(), module)
}

#[test]
fn enter_opens_the_course_or_the_module_and_back_returns() {
    let mut world = progress(160, 45);
    let course = selected(&world);
    world.press("enter");
    assert_eq!(shown(&world).0, course);
    world.press("esc j");
    assert_eq!(world.model.pane, Pane::Progress);
    let module = selected(&world);
    assert_ne!(module, course);
    world.press("enter");
    assert_eq!(shown(&world), (course, Some(module.clone())));
    world.press("j enter esc esc");
    assert_eq!(world.model.pane, Pane::Progress, "also from a lesson");
    assert_eq!(selected(&world), module);
    world.press("esc");
    assert_eq!(world.model.pane, Pane::Catalog);
    world.press("o esc");
    assert_eq!(world.model.pane, Pane::Catalog);
}

#[test]
fn a_click_on_a_row_opens_it() {
    for (columns, rows) in [(160, 45), (80, 24)] {
        let mut world = progress(columns, rows);
        world.press("G");
        let last = selected(&world);
        let page = world.model.progress.page(&world.model.shared);
        let columns = &page.columns;
        let area = world.model.progress.rows_area(&world.model.shared);
        let area = column_area(area, columns.len() - 1, columns.len());
        let row =
            page.selected(&world.model.progress.list).unwrap() - world.model.progress.list.top;
        world.mouse(
            Gesture::Click,
            area.x + 5,
            area.y + u16::try_from(row).unwrap(),
        );
        assert_eq!(shown(&world).1, Some(last));
    }
    let mut world = progress(160, 45);
    world.mouse(Gesture::Click, 5, 3);
    assert_eq!(world.model.pane, Pane::Progress, "a figure opens nothing");
}

#[test]
fn what_is_selected_stays_selected_where_another_course_comes_first() {
    for (columns, rows) in [(160, 45), (80, 24)] {
        let mut world = progress(columns, rows);
        world.press("G k");
        let before = selected(&world);
        assert_ne!(before, "");
        world.shelf.courses.swap(0, 1);
        world.press("1 4");
        assert_eq!(selected(&world), before);
    }
}

#[test]
fn one_column_begins_with_its_courses_and_scrolls_on_line_by_line() {
    let mut world = progress(80, 24);
    let mut seen = vec![selected(&world)];
    assert_ne!(seen, [""]);
    for _ in 0..60 {
        let top = world.model.progress.list.top;
        world.press("j");
        assert!(world.model.progress.list.top <= top + 2, "no leaps");
        seen.push(selected(&world));
    }
    seen.retain(|title| !title.is_empty());
    seen.dedup();
    let columns = world.model.progress.page(&world.model.shared).columns;
    let all = columns
        .last()
        .unwrap()
        .iter()
        .filter(|row| row.opens())
        .count();
    assert_eq!(seen.len(), all, "each row is come by, in order");
    for _ in 0..60 {
        world.press("k");
    }
    assert_eq!(world.model.progress.list.top, 0);
}

#[test]
fn the_footer_offers_to_open_only_what_is_seen() {
    let offers = |world: &World, label: &str| {
        let items = world.model.footer().items;
        items.iter().any(|item| item.label == label)
    };
    let mut world = progress(80, 24);
    assert!(offers(&world, "open") && offers(&world, "next page"));
    world.press("G");
    assert!(!offers(&world, "next page"));
    let nothing = {
        let mut world = World::new(80, 24, Shelf::fresh());
        world.press("4 G enter");
        world
    };
    assert!(!offers(&nothing, "open"));
    assert!(offers(&world, "lesson") && !offers(&nothing, "lesson"));
}

#[test]
fn a_blank_row_parts_the_courses_from_the_study_days() {
    for shelf in [Shelf::fresh(), Shelf::begun()] {
        let mut world = World::new(80, 24, shelf);
        world.press("4");
        let columns = world.model.progress.page(&world.model.shared).columns;
        let days = |row: &Row| *row == Row::Title("Study days");
        let at = columns[0].iter().position(days).unwrap();
        assert_eq!(columns[0][at - 1], Row::Blank);
    }
}
