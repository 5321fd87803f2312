//! Images in a lesson: asked for when they are on screen, drawn in the room that was kept, and always described.

use lyceum::app::image::{Grid, ImageMode, Protocol, Unshown};
use lyceum::app::request::Request;
use lyceum::app::{Msg, Notice};
use lyceum::domain::LessonId;
use lyceum::lesson::CellSize;
use lyceum::ui::gallery::{Graphics, Placed, Rendering};
use ratatui::buffer::Buffer;
use ratatui::style::Color;

use crate::screens::painted;
use crate::shelf::Shelf;
use crate::world::World;

const MODE: ImageMode = ImageMode {
    protocol: Protocol::HalfBlocks,
    cell: CellSize {
        width: 10,
        height: 20,
    },
};

/// Reddish above, bluish below, brighter from column to column.
fn half_blocks(grid: Grid) -> Rendering {
    let cells = usize::from(grid.columns) * usize::from(grid.rows);
    let shade = |at: usize| u8::try_from(at % usize::from(grid.columns)).unwrap();
    Rendering {
        grid,
        halves: (0..cells)
            .map(|at| [[200, 0, shade(at)], [0, shade(at), 100]])
            .collect(),
        graphics: None,
    }
}

fn written(grid: Grid) -> Rendering {
    Rendering {
        graphics: Some(Graphics::Written {
            whole: Some("\u{1b}Pwhole".to_owned()),
            rows: (0..grid.rows)
                .map(|row| format!("\u{1b}Prow{row}"))
                .collect(),
        }),
        ..half_blocks(grid)
    }
}

fn placed(grid: Grid) -> Rendering {
    let cells = usize::from(grid.columns) * usize::from(grid.rows);
    Rendering {
        graphics: Some(Graphics::Placed(Placed {
            id: u32::from_be_bytes([9, 1, 2, 3]),
            transmit: "told".into(),
            cells: vec!["p".to_owned(); cells],
        })),
        ..half_blocks(grid)
    }
}

/// A lesson with an image of 20 by 5 cells in its third line, opened with answers held back where asked.
fn world(mode: Option<ImageMode>, make: fn(Grid) -> Rendering, below: &str) -> World {
    let mut shelf = Shelf::fresh();
    let text = format!("# Title\n\n![A small square](x.png)\n\nBelow.\n\n{below}");
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    shelf.renderings.insert("x.png".to_owned(), make);
    let mut world = World::new(80, 24, shelf);
    world.model.shared.settings.images = mode;
    world
}

fn pictures_asked(world: &World) -> usize {
    let asked = |request: &&Request| matches!(request, Request::RenderImage(_));
    world.requests().filter(asked).count()
}

fn screen(world: &World) -> Buffer {
    painted(world, world.model.shared.size)
}

fn row_of(buffer: &Buffer, text: &str) -> Option<u16> {
    (0..buffer.area.height).find(|y| {
        let line: String = (0..buffer.area.width)
            .map(|x| buffer[(x, *y)].symbol())
            .collect();
        line.contains(text)
    })
}

/// The symbols that begin like this, in order.
fn symbols(buffer: &Buffer, start: char) -> Vec<String> {
    let symbols = buffer.content.iter().map(ratatui::buffer::Cell::symbol);
    let found = symbols.filter(|symbol| symbol.starts_with(start));
    found.map(str::to_owned).collect()
}

fn count(buffer: &Buffer, symbol: &str) -> usize {
    buffer
        .content
        .iter()
        .filter(|cell| cell.symbol() == symbol)
        .count()
}

#[test]
fn an_image_is_drawn_in_half_blocks_above_its_description() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.press("enter");
    let buffer = screen(&world);
    assert_eq!(count(&buffer, "▀"), 100);
    let described = row_of(&buffer, "A small square").unwrap();
    let first = buffer
        .content
        .iter()
        .find(|cell| cell.symbol() == "▀")
        .unwrap();
    assert_eq!(
        (first.fg, first.bg),
        (Color::Rgb(200, 0, 0), Color::Rgb(0, 0, 100))
    );
    assert_eq!(row_of(&buffer, "▀"), Some(described - 5));
    assert_eq!(pictures_asked(&world), 1);
}

#[test]
fn nothing_moves_when_the_pixels_come() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.press("enter");
    let after = screen(&world);
    let reader = world.model.lesson.reader.as_mut().unwrap();
    reader.renderings = Default::default();
    let before = screen(&world);
    assert_eq!(count(&before, "▀"), 0);
    for text in ["A small square", "Below."] {
        assert_eq!(row_of(&before, text), row_of(&after, text));
    }
}

#[test]
fn with_images_off_there_is_only_the_description() {
    let mut world = world(None, half_blocks, "");
    world.press("enter");
    let buffer = screen(&world);
    assert_eq!(pictures_asked(&world), 0);
    assert_eq!(count(&buffer, "▀"), 0);
    let described = row_of(&buffer, "A small square").unwrap();
    assert_eq!(row_of(&buffer, "Below."), Some(described + 2));
}

#[test]
fn why_an_image_can_not_be_shown_is_said_and_asked_for_once() {
    for (unshown, reason) in [
        (Unshown::Gone, "(image removed from the course)"),
        (Unshown::TooLarge, "(image too large)"),
        (Unshown::Damaged, "(image file damaged)"),
    ] {
        let mut world = world(Some(MODE), half_blocks, "");
        world.shelf.renderings.clear();
        world.shelf.unshown = Some(unshown);
        world.press("enter j k");
        let buffer = screen(&world);
        assert!(row_of(&buffer, reason).is_some(), "{unshown:?}");
        assert!(row_of(&buffer, "A small square").is_some(), "{unshown:?}");
        assert_eq!(pictures_asked(&world), 1, "{unshown:?}");
    }
}

#[test]
fn why_an_image_can_not_be_shown_stands_on_its_first_line_on_screen() {
    let below = "More.\n\n".repeat(40);
    let mut world = world(Some(MODE), half_blocks, &below);
    world.shelf.renderings.clear();
    let reason = "(image removed from the course)";
    world.press("enter");
    let before = row_of(&screen(&world), reason).unwrap();
    world.press("j j j j");
    let cut = screen(&world);
    let described = row_of(&cut, "A small square").unwrap();
    let said = row_of(&cut, reason).unwrap();
    assert!(said < before && said < described, "{said} {described}");
}

#[test]
fn an_image_that_can_not_be_read_is_said_and_not_asked_for_again_and_again() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.held = true;
    world.press("enter");
    while pictures_asked(&world) == 0 {
        world.answer(0);
    }
    let asked = world.waiting.pop_back().unwrap();
    world.fail(asked);
    world.press("j k");
    assert_eq!(pictures_asked(&world), 1);
    assert!(row_of(&screen(&world), "(image couldn't be read)").is_some());
}

#[test]
fn an_image_partly_on_screen_is_cut_by_rows() {
    let below = "More.\n\n".repeat(40);
    let mut world = world(Some(MODE), half_blocks, &below);
    world.press("enter j j j j");
    let cut = count(&screen(&world), "▀");
    assert!(cut > 0 && cut < 100 && cut.is_multiple_of(20), "{cut}");
}

#[test]
fn pixels_are_written_whole_and_row_by_row_where_they_are_cut() {
    let below = "More.\n\n".repeat(40);
    let mut world = world(Some(MODE), written, &below);
    world.press("enter");
    let buffer = screen(&world);
    assert_eq!(symbols(&buffer, '\u{1b}'), ["\u{1b}Pwhole"]);
    assert_eq!(count(&buffer, "▀"), 0);
    world.press("j j j j");
    let buffer = screen(&world);
    assert_eq!(
        symbols(&buffer, '\u{1b}'),
        ["\u{1b}Prow2", "\u{1b}Prow3", "\u{1b}Prow4"]
    );
    assert_eq!(count(&buffer, "▀"), 0);
}

#[test]
fn pixels_stay_away_from_what_lies_over_an_image() {
    let mut world = world(Some(MODE), written, "");
    world.press("enter");
    world.model.shared.notices = Default::default();
    world.press("?");
    let covered = screen(&world);
    assert_eq!(symbols(&covered, '\u{1b}').len(), 0);
    world.press("esc");
    assert_eq!(symbols(&screen(&world), '\u{1b}'), ["\u{1b}Pwhole"]);
}

#[test]
fn a_notice_leaves_an_image_whole() {
    let mut shelf = Shelf::fresh();
    // The image ends on the last line of the page.
    let text = format!("{}![A small square](x.png)\n", "Line.\n\n".repeat(8));
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    shelf.renderings.insert("x.png".to_owned(), written);
    let mut world = World::new(80, 24, shelf);
    world.model.shared.settings.images = Some(MODE);
    world.press("enter");
    world.model.shared.notices = Default::default();
    let pixels = |world: &World| symbols(&screen(world), '\u{1b}');
    assert_eq!(pixels(&world), ["\u{1b}Pwhole"]);
    world.send(Msg::Told(Notice::warning(
        "Something is not as it should be",
    )));
    assert_eq!(pixels(&world), ["\u{1b}Pwhole"]);
}

#[test]
fn the_terminal_keeps_the_images_of_the_lesson_that_is_open() {
    let mut world = world(Some(MODE), placed, "");
    let ids = |world: &World| -> Vec<u32> {
        let placed = world.model.renderings();
        let placed = placed.filter_map(|rendering| world.gallery.placed(rendering));
        placed.map(|placed| placed.id).collect()
    };
    assert_eq!(ids(&world), [0; 0]);
    world.press("enter j k");
    assert_eq!(ids(&world), [u32::from_be_bytes([9, 1, 2, 3])]);
    let buffer = screen(&world);
    let sign = buffer
        .content
        .iter()
        .find(|cell| cell.fg == Color::Rgb(1, 2, 3));
    assert_eq!(sign.map(ratatui::buffer::Cell::symbol), Some("p"));
    world.press("n");
    assert_eq!(ids(&world), [0; 0]);
}

#[test]
fn pictures_are_made_anew_where_the_terminal_was_left() {
    let mut world = world(Some(MODE), placed, "");
    world.press("enter");
    assert_eq!(pictures_asked(&world), 1);
    world.send(Msg::Suspend).send(Msg::Resumed);
    assert_eq!(pictures_asked(&world), 2);
}

#[test]
fn pictures_are_made_anew_where_the_terminal_shows_them_in_another_way() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.press("enter");
    assert_eq!(pictures_asked(&world), 1);
    world.send(Msg::Images(Some(MODE)));
    assert_eq!(pictures_asked(&world), 1);
    let larger = CellSize {
        width: 20,
        height: 40,
    };
    world.send(Msg::Images(Some(ImageMode {
        cell: larger,
        ..MODE
    })));
    assert_eq!(pictures_asked(&world), 2);
    let buffer = screen(&world);
    assert_eq!(count(&buffer, "▀"), 30);
}

#[test]
fn images_that_are_turned_off_leave_their_text_at_once() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.press("enter");
    assert!(count(&screen(&world), "▀") > 0);
    world.send(Msg::Images(None));
    let buffer = screen(&world);
    assert_eq!(count(&buffer, "▀"), 0);
    assert_eq!(count(&buffer, "▣"), 1);
    world.send(Msg::Images(Some(MODE)));
    assert!(count(&screen(&world), "▀") > 0);
}

#[test]
fn a_lesson_that_changed_under_its_reader_shows_its_new_images() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.press("enter");
    let before = pictures_asked(&world);
    let text = "# Title\n\nNew.\n\n![Another](y.png)\n".to_owned();
    world.shelf.texts.insert(LessonId::new("tour-1-1"), text);
    world.shelf.renderings.clear();
    world.send(Msg::CoursesChanged);
    assert_eq!(pictures_asked(&world), before + 1);
    assert_eq!(count(&screen(&world), "▀"), 0);
}

#[test]
fn an_image_whose_file_was_replaced_is_shown_anew() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.press("enter");
    let before = pictures_asked(&world);
    world.send(Msg::CoursesChanged);
    assert_eq!(pictures_asked(&world), before);
    world.shelf.digest = "another".to_owned();
    world.send(Msg::CoursesChanged);
    assert_eq!(pictures_asked(&world), before + 1);
}

#[test]
fn few_images_are_asked_for_at_a_time_so_that_those_on_screen_do_not_wait_for_others() {
    let mut shelf = Shelf::fresh();
    let text = "![A square](x.png)\n\n".repeat(4);
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    shelf.renderings.insert("x.png".to_owned(), half_blocks);
    let mut world = World::new(80, 60, shelf);
    world.model.shared.settings.images = Some(MODE);
    world.held = true;
    world.press("enter");
    while pictures_asked(&world) == 0 {
        world.answer(0);
    }
    world.press("j k");
    assert_eq!(pictures_asked(&world), 2);
    world.release();
    assert_eq!(pictures_asked(&world), 4);
}

#[test]
fn another_lesson_waits_for_no_picture_of_the_one_before() {
    let mut world = world(Some(MODE), half_blocks, "![Another](y.png)");
    let text = "![A square](x.png)\n".to_owned();
    world.shelf.texts.insert(LessonId::new("tour-1-2"), text);
    world.press("enter");
    world.held = true;
    world.send(Msg::Images(Some(ImageMode {
        protocol: Protocol::Sixel,
        ..MODE
    })));
    let before = pictures_asked(&world);
    let late = world.waiting.len();
    world.press("n");
    while pictures_asked(&world) == before && world.waiting.len() > late {
        world.answer(late);
    }
    assert_eq!(pictures_asked(&world), before + 1);
}
