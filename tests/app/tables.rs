//! Long tables in a lesson: their header stays on screen, and every line can be reached below it.

use std::collections::BTreeSet;
use std::sync::Arc;

use lyceum::app::Gesture;
use lyceum::app::widget::text_view::TextView;
use lyceum::domain::LessonId;
use lyceum::lesson::{Document, Layout, LayoutOptions, Place, TableForm};
use proptest::prelude::*;

use crate::screens::painted;
use crate::shelf::Shelf;
use crate::world::World;

fn table(columns: usize, rows: usize, words: usize) -> String {
    let row = |cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (1..=columns).map(cell).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut text = row(&|column| format!("Head {column}"));
    text.push_str(&row(&|_| "--".to_owned()));
    for number in 1..=rows {
        text.push_str(&row(&|column| {
            let words = vec!["word"; 1 + (number * column) % words];
            format!("{number}.{column} {}", words.join(" "))
        }));
    }
    text
}

/// A lesson of paragraphs with tables between them, as they are or in a quote.
fn lesson() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        (1usize..6).prop_map(|count| "A paragraph.\n\n".repeat(count)),
        (1usize..5, 0usize..60, 1usize..9, any::<bool>()).prop_map(
            |(columns, rows, words, quoted)| {
                let table = table(columns, rows, words);
                let mark = if quoted { "> " } else { "" };
                let lines = table.lines().map(|line| format!("{mark}{line}\n"));
                lines.collect::<String>() + "\n"
            }
        ),
    ];
    prop::collection::vec(part, 1..5).prop_map(|parts| parts.concat())
}

#[derive(Debug, Clone)]
struct Page {
    options: LayoutOptions,
    rows: usize,
}

fn page() -> impl Strategy<Value = Page> {
    let forms = [
        TableForm::Fit,
        TableForm::Scroll,
        TableForm::Cards,
        TableForm::Linear,
    ];
    let form = prop::sample::select(forms.to_vec());
    (form, 12u16..100, 1usize..30).prop_map(|(tables, width, rows)| Page {
        options: LayoutOptions {
            tables,
            ..LayoutOptions::new(width)
        },
        rows,
    })
}

fn view(markdown: &str, page: &Page) -> TextView {
    let document = Arc::new(Document::parse(markdown));
    TextView::new(document, page.options.clone(), page.rows)
}

fn places(markdown: &str, page: &Page) -> BTreeSet<Place> {
    let document = Arc::new(Document::parse(markdown));
    let mut layout = Layout::new(document, page.options.clone());
    layout.prepare(Place::default(), usize::MAX / 2);
    let lines = layout.visible(Place::default(), usize::MAX);
    lines.map(|(place, _)| place).collect()
}

fn shown(view: &TextView) -> Vec<Place> {
    view.on_screen().map(|(place, _)| place).collect()
}

/// Every place that is on screen at some moment while `step` is taken until nothing changes.
fn passed(view: &mut TextView, step: impl Fn(&mut TextView)) -> BTreeSet<Place> {
    let mut passed = BTreeSet::new();
    loop {
        let before = shown(view);
        passed.extend(before.iter().copied());
        step(view);
        if shown(view) == before {
            return passed;
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_line_is_hidden_however_one_moves(markdown in lesson(), page in page()) {
        let all = places(&markdown, &page);
        let mut view = view(&markdown, &page);
        prop_assert_eq!(&passed(&mut view, |view| view.turn_pages(1)), &all, "pages down");
        prop_assert!(view.at_end());
        prop_assert_eq!(&passed(&mut view, |view| view.turn_pages(-1)), &all, "pages up");
        view.to_bottom();
        prop_assert!(view.at_end());
        view.to_top();
        prop_assert_eq!(&passed(&mut view, |view| view.scroll(1)), &all, "lines down");
        prop_assert_eq!(&passed(&mut view, |view| view.scroll(-1)), &all, "lines up");
        prop_assert_eq!(&passed(&mut view, |view| view.half_page(1)), &all, "half pages down");
        prop_assert_eq!(&passed(&mut view, |view| view.half_page(-1)), &all, "half pages up");
    }

    #[test]
    fn a_line_that_one_goes_to_is_on_screen_and_not_below_a_header(markdown in lesson(), page in page()) {
        let mut view = view(&markdown, &page);
        for place in places(&markdown, &page) {
            view.go_to(place);
            prop_assert!(shown(&view).contains(&place), "{place:?} is not among {:?}", shown(&view));
            prop_assert!(view.on_screen().count() <= page.rows);
            // At the end there is no room to bring a line to the top.
            let top = view.top();
            let at_end = view.at_end();
            view.go_to(top);
            prop_assert!(at_end || view.top() == top, "going to where one is moves nothing");
        }
    }
}

/// A lesson of the course `tour` with that text.
fn world(text: &str, columns: u16, rows: u16) -> World {
    let mut shelf = Shelf::fresh();
    shelf
        .texts
        .insert(LessonId::new("tour-1-1"), text.to_owned());
    let mut world = World::new(columns, rows, shelf);
    world.press("enter x");
    world
}

/// The rows of the screen that hold the lesson's text.
fn text_rows(world: &World) -> Vec<String> {
    let area = world.model.lesson.columns(&world.model.shared).text;
    let buffer = painted(world, world.model.shared.size);
    let row = |y| {
        let cells = (area.x..area.x + area.width).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned()
    };
    (area.y..area.y + area.height).map(row).collect()
}

fn row_number(row: &str) -> usize {
    let number = row.split('.').next().unwrap_or_default();
    number.parse().unwrap_or_else(|_| panic!("no row: {row}"))
}

#[test]
fn the_header_stays_while_rows_scroll_and_pages_overlap_by_two_rows_below_it() {
    let mut world = world(&table(2, 100, 1), 80, 24);
    let before = text_rows(&world);
    assert!(before[0].starts_with("Head 1"), "{before:?}");
    let last = before.last().unwrap();
    world.press("space");
    let rows = text_rows(&world);
    assert!(rows[0].starts_with("Head 1"), "{rows:?}");
    assert!(rows[1].contains("┼"), "{rows:?}");
    assert_eq!(row_number(&rows[2]) + 1, row_number(last));
    assert_eq!(&rows[3], last);
    world.press("backspace");
    assert_eq!(text_rows(&world), before);
}

#[test]
fn words_below_a_header_are_not_on_screen() {
    let page = Page {
        options: LayoutOptions::new(80),
        rows: 10,
    };
    let mut text = "| A | B |\n|--|--|\n".to_owned();
    for row in 1..=40 {
        let cell = if row == 20 {
            "long ".repeat(12)
        } else {
            "x".to_owned()
        };
        text.push_str(&format!("| {row} | {cell} |\n"));
    }
    let mut view = view(&text, &page);
    let row = |view: &TextView, words: &str| {
        let mut lines = view.on_screen();
        lines.any(|(_, line)| line.content().iter().any(|run| run.text.contains(words)))
    };
    while !row(&view, "long") {
        view.scroll(1);
    }
    while row(&view, "long") {
        view.scroll(1);
    }
    // Two words for the header, and two for each of the eight rows below it and its rule.
    assert_eq!(view.words_on_screen(), 2 + 8 * 2);
}

#[test]
fn the_header_goes_with_its_table() {
    let text = table(2, 30, 1) + "\nBehind the table.\n\n" + &"More.\n\n".repeat(30);
    let mut world = world(&text, 80, 24);
    world.press("space j j j j");
    assert!(text_rows(&world)[0].starts_with("Head 1"));
    for _ in 0..12 {
        world.press("j");
        let rows = text_rows(&world);
        let above = rows.iter().take_while(|row| *row != "Behind the table.");
        let of_the_table = above.filter(|row| row.contains('│') || row.contains('┼'));
        let has_rows = of_the_table.count() > 2;
        assert!(has_rows || !rows[0].starts_with("Head 1"), "{rows:?}");
    }
    assert!(!text_rows(&world)[0].starts_with("Head 1"));
}

#[test]
fn a_wide_header_scrolls_sideways_with_its_rows() {
    let mut world = world(&table(12, 60, 3), 80, 24);
    world.press("v x space");
    let rows = text_rows(&world);
    assert!(rows[0].starts_with("Head 1"), "{rows:?}");
    world.press("right right right");
    let rows = text_rows(&world);
    let separators = |row: &str| -> Vec<usize> {
        let cells = row.chars().enumerate();
        cells.filter(|(_, c)| *c == '│').map(|(x, _)| x).collect()
    };
    assert_eq!(separators(&rows[0]), separators(&rows[2]));
    assert!(!rows[0].contains("Head 1 "), "{rows:?}");
}

#[test]
fn a_wide_table_is_scrolled_by_whole_columns_and_each_is_seen() {
    let mut world = world(&table(40, 4, 3), 80, 24);
    world.press("v x");
    let mut seen = 1;
    loop {
        let before = text_rows(&world);
        world.press("right");
        let rows = text_rows(&world);
        if rows == before {
            break;
        }
        let begins = |row: &str| row.trim_start_matches('‹').to_owned();
        seen += 1;
        assert!(
            begins(&rows[0]).starts_with(&format!("Head {seen} ")),
            "{rows:?}"
        );
        assert!(
            begins(&rows[2]).starts_with(&format!("1.{seen} word")),
            "{rows:?}"
        );
    }
    assert!(text_rows(&world)[0].ends_with("Head 40"));
    world.press("left 3 left");
    let head = format!("‹Head {} ", seen - 4);
    assert!(
        text_rows(&world)[0].starts_with(&head),
        "{:?}",
        text_rows(&world)
    );
    world.press("/ 2 . 2 0 enter");
    let row = &text_rows(&world)[3];
    assert!(row.starts_with('‹') && row.contains("2.20 word"), "{row}");
    let first = row.trim_start_matches('‹').split(' ').next().unwrap();
    assert!(first.starts_with("2."), "{row}");
}

#[test]
fn a_number_goes_so_many_columns_of_a_wide_table() {
    let mut world = world(&table(900, 4, 3), 80, 24);
    world.press("v x 7 0 right");
    assert!(text_rows(&world)[0].starts_with("‹Head 71 "));
    world.press("9 9 9 right");
    assert!(text_rows(&world)[0].ends_with("Head 900"));
}

#[test]
fn free_rows_below_lines_tear_no_quote_code_or_table() {
    let text = format!(
        "> a quote\n>\n> of parts\n\nbetween\n\n```\ncode\nlines\n```\n\n{}",
        table(2, 2, 1)
    );
    let mut world = world(&text, 80, 45);
    let screen = |world: &World| {
        let rows = text_rows(world).into_iter();
        rows.skip_while(|row| !row.contains("quote"))
            .take(26)
            .collect::<Vec<_>>()
    };
    world.press("s");
    let rows = screen(&world);
    let shown = [
        "▎ a quote",
        "▎",
        "▎ of parts",
        "",
        "between",
        "",
        " code",
        " lines",
    ];
    assert_eq!(rows[..shown.len()], shown);
    let at = |start: &str| rows.iter().position(|row| row.starts_with(start)).unwrap();
    let (code, head) = (at(" code"), at("Head 1"));
    let separators = |row: usize| rows[row].contains(['│', '┼']);
    assert!((head..head + 4).all(separators), "{rows:?}");
    let area = world.model.lesson.columns(&world.model.shared).text;
    let buffer = painted(&world, world.model.shared.size);
    let top = text_rows(&world)
        .iter()
        .position(|row| row == " code")
        .unwrap();
    let ground =
        |row: usize| buffer[(area.x, area.y + u16::try_from(top + row - code).unwrap())].bg;
    assert_eq!(ground(code + 1), ground(code));
    assert_ne!(ground(code - 1), ground(code));
    assert_ne!(ground(code + 2), ground(code));
}

#[test]
fn what_fits_the_page_stays_while_something_wide_is_scrolled_sideways() {
    let text = format!(
        "{}\n```\nshort\n```\n\n```\nbegin {} end\nbelow\n```\n\n{}",
        table(2, 2, 1),
        "x ".repeat(60),
        table(12, 2, 3)
    );
    let mut world = world(&text, 80, 24);
    world.press("v w");
    let row_with = |world: &World, start: &str| {
        let rows = text_rows(world);
        rows.iter().any(|row| row.trim_start().starts_with(start))
    };
    let (stay, move_on) = (["Head 1", "short"], ["begin", "below"]);
    assert!(
        stay.iter()
            .chain(&move_on)
            .all(|start| row_with(&world, start))
    );
    world.press("right");
    assert!(stay.iter().all(|start| row_with(&world, start)));
    assert!(!move_on.iter().any(|start| row_with(&world, start)));
}

#[test]
fn a_click_on_the_header_is_none_on_the_row_below_it() {
    let mut text = table(2, 60, 1);
    for number in 2..=60 {
        let cell = format!("| {number}.1 word |");
        text = text.replace(&cell, &format!("| [{number}.1 word](#nowhere) |"));
    }
    let mut world = world(&text, 80, 24);
    world.press("space");
    let area = world.model.lesson.columns(&world.model.shared).text;
    world.mouse(Gesture::Click, area.x + 1, area.y);
    assert_eq!(world.notice(), "");
    world.mouse(Gesture::Click, area.x + 1, area.y + 2);
    assert_eq!(world.notice(), "The link's target isn't in this lesson");
}

#[test]
fn what_a_search_finds_in_a_table_is_below_its_header() {
    let mut world = world(&table(2, 100, 1), 80, 24);
    for wanted in [60, 40, 99] {
        world.press("/");
        for digit in wanted.to_string().chars() {
            world.press(&digit.to_string());
        }
        world.press(". 1 enter");
        let rows = text_rows(&world);
        assert!(rows[0].starts_with("Head 1"), "{rows:?}");
        let found = rows
            .iter()
            .position(|row| row.split('.').next() == Some(wanted.to_string().as_str()));
        assert!(found.is_some_and(|row| row >= 2), "{wanted}: {rows:?}");
        world.press("esc g g");
    }
}

#[test]
fn only_forms_that_the_tables_on_screen_look_otherwise_in_are_offered() {
    let mut narrow = world(&table(2, 5, 1), 80, 24);
    for said in [
        "Tables: plain lines, for screen readers",
        "Tables: fit the width",
    ] {
        assert_eq!(narrow.press("v").notice(), said);
    }
    let mut wide = world(&table(6, 5, 4), 80, 24);
    for said in [
        "Tables: scroll with ← →",
        "Tables: a card for each row",
        "Tables: plain lines, for screen readers",
        "Tables: fit the width",
    ] {
        assert_eq!(wide.press("v").notice(), said);
    }
    let mut none = world("No table here.", 80, 24);
    assert_eq!(none.press("v").notice(), "No table on screen");
}

#[test]
fn nothing_is_said_of_the_looks_of_what_is_not_laid_out() {
    let document = Arc::new(Document::parse(table(2, 5, 1)));
    let mut layout = Layout::new(document, LayoutOptions::new(80));
    assert!(!layout.differs_with(TableForm::Linear, 0));
    layout.prepare(Place::default(), 20);
    assert!(layout.differs_with(TableForm::Linear, 0));
    assert!(!layout.differs_with(TableForm::Scroll, 0));
}

#[test]
fn another_form_keeps_the_row_at_the_top() {
    let mut world = world(&table(3, 60, 14), 60, 24);
    world.press("space space j j j");
    let number = |world: &World| {
        let mut rows = text_rows(world).into_iter();
        let row = rows.find_map(|row| {
            let number = row.split_once(".1 word")?.0.rsplit(' ').next()?.parse();
            number.ok()
        });
        row.unwrap_or_else(|| panic!("{:?}", text_rows(world)))
    };
    for lines in 0..4 {
        let before: usize = number(&world);
        assert!(before > 4);
        for _ in 0..4 {
            world.press("v x");
            assert!(
                number(&world).abs_diff(before) <= 1,
                "line {lines}: {before}"
            );
        }
        world.press("j");
    }
}
