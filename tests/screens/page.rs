//! One page with one of each construct as every theme paints it: the styles of a theme by letters, and each line as
//! how many cells have which.
//!
//! The text of the lines is in the snapshots of `lesson_page`, with what each part means.

use std::fmt::Write as _;

use lyceum::app::Preferences;
use lyceum::domain::LessonId;
use lyceum::lesson::highlight::Highlighter;
use ratatui::buffer::Buffer;
use ratatui::text::Span;

use super::{named, painted_in};
use crate::shelf::Shelf;
use crate::world::World;

const PAGE: &str = include_str!("../lesson_page/page.md");

/// Terminals whose text is 40, 80 and 120 columns wide, and higher than the page is long.
const SIZES: [(u16, (u16, u16)); 3] = [(40, (43, 240)), (80, (85, 240)), (120, (125, 240))];

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The page, with nothing beside it.
fn page((columns, rows): (u16, u16)) -> World {
    let mut shelf = Shelf::fresh();
    shelf.preferences = Preferences {
        focus: true,
        ..Preferences::default()
    };
    shelf.highlighter = Some(Highlighter::new());
    let lesson = LessonId::new("tour-1-1");
    shelf.texts.insert(lesson, PAGE.to_owned());
    let mut world = World::new(columns, rows, shelf);
    world.model.shared.settings.measure = 120;
    world.press("enter x");
    world
}

/// The styles in the order in which the page shows them, each with the number of its cells.
#[derive(Default)]
struct Palette(Vec<(String, usize)>);

impl Palette {
    /// The letter of a style that has one cell more.
    fn letter(&mut self, style: String) -> char {
        let known = self.0.iter().position(|(known, _)| *known == style);
        let index = known.unwrap_or_else(|| {
            self.0.push((style, 0));
            self.0.len() - 1
        });
        self.0[index].1 += 1;
        LETTERS.chars().nth(index).unwrap()
    }

    fn describe(&self) -> String {
        let styles = LETTERS.chars().zip(&self.0);
        let line = |(letter, (style, cells)): (char, &(String, usize))| {
            format!("{letter} {cells:6}  {style}\n")
        };
        styles.map(line).collect()
    }
}

/// The lines of the page's text: `3a 37b` is three cells of one style and 37 of another.
fn lines(world: &World, buffer: &Buffer, palette: &mut Palette) -> String {
    let area = world.model.lesson.columns(&world.model.shared).text;
    let shown = world
        .model
        .lesson
        .reader
        .as_ref()
        .unwrap()
        .text
        .on_screen()
        .count();
    let mut lines = String::new();
    for (number, y) in (area.y..area.y + area.height).take(shown).enumerate() {
        let mut runs: Vec<(char, usize)> = Vec::new();
        let mut wide = None;
        for x in area.x..area.x + area.width {
            let cell = &buffer[(x, y)];
            // The second cell of a wide character is none of its own.
            let letter = match wide.take() {
                Some(letter) => letter,
                None => palette.letter(named(cell.style())),
            };
            wide = Some(letter).filter(|_| Span::raw(cell.symbol()).width() > 1);
            match runs.last_mut() {
                Some((last, cells)) if *last == letter => *cells += 1,
                _ => runs.push((letter, 1)),
            }
        }
        let _ = write!(lines, "{:4} ", number + 1);
        for (letter, cells) in runs {
            let _ = write!(lines, " {cells}{letter}");
        }
        lines.push('\n');
    }
    lines
}

#[test]
fn the_page_in_every_theme() {
    for theme in ["lamplight", "paper", "contrast", "terminal"] {
        let mut palette = Palette::default();
        let mut pages = String::new();
        for (width, size) in SIZES {
            let world = page(size);
            assert_eq!(
                world.model.lesson.columns(&world.model.shared).text.width,
                width
            );
            assert!(world.model.lesson.reader.as_ref().unwrap().text.at_end());
            let buffer = painted_in(theme, &world, world.model.shared.size);
            let _ = write!(
                pages,
                "\n{width} columns\n{}",
                lines(&world, &buffer, &mut palette)
            );
        }
        let picture = format!("{}{pages}", palette.describe());
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(format!("page-in-{theme}"), picture);
        });
    }
}
