//! Images in a lesson: asked for when they are on screen, drawn in the room that was kept, and always described.

use lyceum::app::picture::{Graphics, Grid, ImageMode, Picture, Protocol};
use lyceum::app::{Effect, Question};
use lyceum::domain::LessonId;
use lyceum::lesson::CellSize;
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
fn half_blocks(grid: Grid) -> Picture {
    let cells = usize::from(grid.columns) * usize::from(grid.rows);
    let shade = |at: usize| u8::try_from(at % usize::from(grid.columns)).unwrap();
    Picture {
        grid,
        halves: (0..cells)
            .map(|at| [[200, 0, shade(at)], [0, shade(at), 100]])
            .collect(),
        graphics: None,
    }
}

fn whole(grid: Grid) -> Picture {
    Picture {
        graphics: Some(Graphics::Whole("\u{1b}Pwhole".to_owned())),
        ..half_blocks(grid)
    }
}

fn placed(grid: Grid) -> Picture {
    let cells = usize::from(grid.columns) * usize::from(grid.rows);
    Picture {
        graphics: Some(Graphics::Placed {
            transmit: "told".to_owned(),
            color: [1, 2, 3],
            cells: vec!["p".to_owned(); cells],
        }),
        ..half_blocks(grid)
    }
}

/// A lesson with an image of 20 by 5 cells in its third line, opened with answers held back where asked.
fn world(mode: Option<ImageMode>, make: fn(Grid) -> Picture, below: &str) -> World {
    let mut shelf = Shelf::fresh();
    let text = format!("# Title\n\n![A small square](x.png)\n\nBelow.\n\n{below}");
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    shelf.pictures.insert("x.png".to_owned(), make);
    let mut world = World::new(80, 24, shelf);
    world.model.settings.images = mode;
    world
}

fn pictures_asked(world: &World) -> usize {
    let asked = |effect: &&Effect| {
        matches!(
            effect,
            Effect::Ask {
                question: Question::Picture { .. },
                ..
            }
        )
    };
    world.effects.iter().filter(asked).count()
}

fn screen(world: &World) -> Buffer {
    painted(&world.model, world.model.size)
}

fn row_of(buffer: &Buffer, text: &str) -> Option<u16> {
    (0..buffer.area.height).find(|y| {
        let line: String = (0..buffer.area.width)
            .map(|x| buffer[(x, *y)].symbol())
            .collect();
        line.contains(text)
    })
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
    let reader = world.model.reader.as_mut().unwrap();
    reader.pictures = Default::default();
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
fn an_image_that_can_not_be_decoded_is_said_and_asked_for_once() {
    let mut world = world(Some(MODE), half_blocks, "");
    world.shelf.pictures.clear();
    world.press("enter j k");
    let buffer = screen(&world);
    assert!(row_of(&buffer, "This image can't be shown.").is_some());
    assert!(row_of(&buffer, "A small square").is_some());
    assert_eq!(pictures_asked(&world), 1);
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
fn what_is_drawn_whole_is_in_half_blocks_where_it_is_cut_or_covered() {
    let below = "More.\n\n".repeat(40);
    let mut world = world(Some(MODE), whole, &below);
    world.press("enter");
    world.model.notices = Default::default();
    let is_whole = |world: &World| count(&screen(world), "\u{1b}Pwhole") == 1;
    assert!(is_whole(&world));
    assert_eq!(count(&screen(&world), "▀"), 0);
    world.press("?");
    assert!(!is_whole(&world));
    world.press("esc");
    assert!(is_whole(&world));
    world.press("j j j j");
    assert!(!is_whole(&world));
    assert!(count(&screen(&world), "▀") > 0);
}

#[test]
fn a_terminal_is_told_an_image_once_and_again_when_it_was_left() {
    let mut world = world(Some(MODE), placed, "");
    world.press("enter j k");
    let told = |world: &World| {
        let is_told = |effect: &&Effect| **effect == Effect::Transmit("told".to_owned());
        world.effects.iter().filter(is_told).count()
    };
    assert_eq!(told(&world), 1);
    let buffer = screen(&world);
    let sign = buffer
        .content
        .iter()
        .find(|cell| cell.fg == Color::Rgb(1, 2, 3));
    assert_eq!(sign.map(ratatui::buffer::Cell::symbol), Some("p"));
    world.send(lyceum::app::Msg::Resumed);
    assert_eq!(told(&world), 2);
}
