//! What was found is what is seen: out of folds, sideways, and from whatever leads there.

use lyceum::app::screen::lesson::Search;
use lyceum::app::{Gesture, Msg, Overlay, Pane, Size};
use lyceum::domain::{CourseId, LessonId, LessonNumber, SearchHit, Snippet};
use lyceum::lesson::{MAX_MATCHES, Match};
use ratatui::buffer::Cell;

use crate::screens::painted;
use crate::shelf::Shelf;
use crate::world::World;

/// The first lesson of the course `tour` with that text, open.
fn reading(text: &str) -> World {
    reading_on(24, text)
}

fn reading_on(rows: u16, text: &str) -> World {
    let mut shelf = Shelf::fresh();
    shelf
        .texts
        .insert(LessonId::new("tour-1-1"), text.to_owned());
    let mut world = World::new(80, rows, shelf);
    world.press("enter x");
    assert_eq!(world.model.pane, Pane::Lesson);
    world
}

fn search(world: &mut World, text: &str) {
    let letters: Vec<String> = text.chars().map(String::from).collect();
    world.press("/").press(&letters.join(" ")).press("enter");
}

/// The lines of the text.
fn lines(world: &World) -> Vec<String> {
    let buffer = painted(world, world.model.shared.size);
    let row = |y| (0..buffer.area.width).map(move |x| (x, y));
    let text = |y| row(y).map(|cell| buffer[cell].symbol()).collect();
    (1..buffer.area.height - 1).map(text).collect()
}

fn shows(world: &World, text: &str) -> bool {
    lines(world).iter().any(|line| line.contains(text))
}

fn long_code() -> String {
    let lines = (1..=120).map(|number| match number {
        90 => "    let needle = 90;\n".to_owned(),
        _ => format!("    line({number});\n"),
    });
    format!(
        "# Code\n\n```rust fold\n{}```\n\nThe end.\n",
        lines.collect::<String>()
    )
}

#[test]
fn a_match_in_folded_code_unfolds_it() {
    let mut world = reading_on(90, &long_code());
    assert!(shows(&world, "more lines"));
    search(&mut world, "needle");
    assert!(shows(&world, "let needle = 90;"));
    let mut world = reading_on(90, &long_code());
    search(&mut world, "line(2)");
    assert!(shows(&world, "more lines"), "what is seen stays as it is");
}

#[test]
fn a_match_in_code_that_scrolls_is_scrolled_to_and_given_up_again() {
    let wide = format!("{}needle = 1{}", "x".repeat(100), "y".repeat(60));
    let mut world = reading(&format!("# Code\n\n```\n{wide}\n```\n"));
    world.press("w");
    search(&mut world, "needle");
    assert!(shows(&world, "needle = 1"));
    assert!(shows(&world, "‹") && shows(&world, "›"));
    world.press("esc left left left left left left left left left left left left left");
    assert!(!shows(&world, "‹") && shows(&world, "›"));
    world.press("/ n e e d").press("esc");
    assert!(!shows(&world, "‹"), "back to where the search began");
}

#[test]
fn a_match_in_a_table_that_scrolls_is_scrolled_to() {
    let cells = |cell: &dyn Fn(usize) -> String| {
        let cells: Vec<String> = (1..=8).map(cell).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let table = cells(&|column| format!("A long heading {column}"))
        + &cells(&|_| "---".to_owned())
        + &cells(&|column| format!("needle{column}"));
    let mut world = reading(&format!("# Table\n\n{table}"));
    while !shows(&world, "›") {
        world.press("v");
    }
    assert!(!shows(&world, "needle8"));
    search(&mut world, "needle8");
    assert!(shows(&world, "needle8"));
    assert!(shows(&world, "‹"));
}

#[test]
fn wide_text_is_scrolled_no_further_than_it_goes() {
    let wide = format!("{}end", "x".repeat(100));
    let mut world = reading(&format!("# Code\n\n```\n{wide}\n```\n"));
    world.press("w");
    for _ in 0..40 {
        world.press("right");
    }
    assert!(shows(&world, "end"));
    assert!(!shows(&world, "›"));
}

const DETAILS: &str = "# Boxes\n\n<details><summary>Click me</summary>\n\nOuter text.\n\n\
    <details><summary>Click again</summary>\n\nThe needle is here.\n\n</details>\n</details>\n\nAfter.\n";

#[test]
fn what_is_open_is_shown_as_open() {
    let mut world = reading(DETAILS);
    assert!(shows(&world, "▸ Click me"));
    search(&mut world, "needle");
    assert!(shows(&world, "▾ Click me") && shows(&world, "▾ Click again"));
    assert!(shows(&world, "The needle is here."));
    world.press("esc l a");
    assert!(shows(&world, "▸ Click me") && !shows(&world, "Outer text."));
    search(&mut world, "needle");
    assert!(shows(&world, "▾ Click me") && shows(&world, "▾ Click again"));
}

#[test]
fn a_letter_stands_on_the_line_that_it_opens() {
    let mut world = reading_on(90, &format!("{DETAILS}\n{}", long_code()));
    let row = |world: &World, text: &str| {
        let lines = lines(world);
        let row = lines.iter().position(|line| line.contains(text));
        row.unwrap_or_else(|| panic!("no {text} in {lines:#?}"))
    };
    let top = row(&world, "Boxes");
    let (summary, more) = (
        row(&world, "Click me") - top,
        row(&world, "more lines") - top,
    );
    world.press("l");
    let hints = &world.model.lesson.reader.as_ref().unwrap().hints;
    let rows: Vec<usize> = hints
        .as_ref()
        .unwrap()
        .all
        .iter()
        .map(|hint| usize::from(hint.row))
        .collect();
    assert_eq!(rows, [summary, more]);
    world.press("s");
    assert!(!shows(&world, "more lines"));
}

#[test]
fn long_code_is_folded_again_at_its_end_by_its_letter_or_a_click() {
    let before = "A paragraph before.\n\n".repeat(30);
    let text = format!("# Long\n\n{before}{}", long_code());
    for click in [false, true] {
        let mut world = reading_on(90, &text);
        world.press("G l a G");
        let row = |world: &World, text: &str| {
            let mut lines = lines(world).into_iter();
            lines.position(|line| line.contains(text))
        };
        let at = row(&world, "fewer lines");
        assert!(at.is_some());
        match click {
            true => world.mouse(Gesture::Click, 10, u16::try_from(at.unwrap()).unwrap()),
            false => world.press("l a"),
        };
        assert_eq!(row(&world, "more lines"), at, "the eye stays where it is");
        assert!(shows(&world, "line(59)") && !shows(&world, "line(100)"));
    }
}

#[test]
fn a_bookmark_in_what_folds_opens_it() {
    let mut world = reading(&long_code());
    search(&mut world, "needle");
    world.press("esc m");
    let marked = lines(&world);
    world.press("alt-1 enter").press("' enter");
    let shown = lines(&world);
    assert!(shows(&world, "let needle = 90;"), "{marked:#?} {shown:#?}");
}

#[test]
fn a_heading_in_closed_details_opens_them_from_the_contents_and_is_passed_over_otherwise() {
    let filler = "Text.\n\n".repeat(40);
    let text = format!(
        "# One\n\n<details><summary>More</summary>\n\n## Inside\n\nHidden.\n\n</details>\n\n## Two\n\n{filler}"
    );
    let mut world = reading(&text);
    world.press("]");
    assert!(shows(&world, "Two") && !shows(&world, "More"));
    world.press("t I n s i enter");
    assert!(shows(&world, "Hidden."));
}

pub(crate) fn hit(text: &str, word: &str) -> SearchHit {
    let at = text.find(word).unwrap();
    let mark = at..at + word.len();
    SearchHit {
        course: CourseId::new("tour"),
        lesson: LessonId::new("tour-1-1"),
        number: LessonNumber {
            module: 1,
            lesson: 1,
        },
        course_title: "Welcome".to_owned(),
        lesson_title: "What a model is".to_owned(),
        snippet: Snippet {
            text: text.to_owned(),
            marks: vec![mark],
        },
    }
}

fn searching(columns: u16, rows: u16, hits: Vec<SearchHit>) -> World {
    let mut shelf = Shelf::fresh();
    shelf.hits = hits;
    let mut world = World::new(columns, rows, shelf);
    world.press("f a");
    world
}

/// Everything on the screen.
fn screen(world: &World) -> String {
    let buffer = painted(world, world.model.shared.size);
    buffer.content.iter().map(Cell::symbol).collect()
}

#[test]
fn the_word_that_was_found_is_seen_at_any_width() {
    let text =
        "Try it\nTake this request, which goes on for quite a while\nand then the needle, and more";
    for columns in [40, 60, 100] {
        let world = searching(columns, 12, vec![hit(text, "needle")]);
        assert!(
            shows(&world, "then the needle, and"),
            "{columns}: {:#?}",
            lines(&world)
        );
    }
    let world = searching(100, 12, vec![hit(text, "request")]);
    assert!(
        shows(&world, "Try it · Take this request, which"),
        "{:#?}",
        lines(&world)
    );
}

#[test]
fn more_lessons_than_are_listed_are_counted_as_more() {
    for (found, said) in [
        (1, " 1 lesson "),
        (100, " 100 lessons "),
        (101, " 100+ lessons "),
    ] {
        let world = searching(80, 24, vec![hit("the needle", "needle"); found]);
        assert!(screen(&world).contains(said), "{said}");
    }
}

#[test]
fn the_heading_that_is_named_goes_before_those_that_hold_its_name() {
    let text = "# Headings, contents and links\n\n## Linksides\n\n## Links\n\n## Big links\n";
    let mut world = reading(text);
    world.press("t l i n k s");
    let Some(Overlay::Contents(contents)) = &world.model.overlay else {
        panic!("no contents");
    };
    assert_eq!(contents.shown[..2], [2, 1]);
    assert_eq!(contents.shown.len(), 4);
    world.press("ctrl-u");
    let Some(Overlay::Contents(contents)) = &world.model.overlay else {
        panic!("no contents");
    };
    assert_eq!(contents.shown, [0, 1, 2, 3]);
}

#[test]
fn a_bookmark_is_called_by_its_heading_and_text_and_by_its_course_among_several() {
    let table = "| where | what |\n|---|---|\n| here | there |\n";
    let filler = "Text.\n\n".repeat(30);
    let mut world = reading(&format!("# Top\n\n{filler}## Places\n\n{table}\n{filler}"));
    world.press("] j j m '");
    assert!(
        shows(&world, "Places · where · what · here"),
        "{:#?}",
        lines(&world)
    );
    assert!(
        !shows(&world, "Welcome to Lyceum"),
        "one course needs no name"
    );
    world.press("esc alt-1 j enter m '");
    assert!(shows(&world, "Welcome to Lyceum") && shows(&world, "AI Foundations"));
}

#[test]
fn a_bookmark_is_taken_away_in_the_list() {
    let mut world = reading(&long_code());
    world.press("m j j j j j j m '");
    assert!(screen(&world).contains("d delete"), "{}", screen(&world));
    assert_eq!(world.model.shared.bookmarks.len(), 2);
    let older = world.model.shared.bookmarks[0].clone();
    world.press("d");
    assert_eq!(world.notice(), "Bookmark deleted");
    assert_eq!(world.model.shared.bookmarks, [older]);
    world.press("d");
    assert!(world.model.shared.bookmarks.is_empty() && world.model.overlay.is_none());
}

#[test]
fn a_bookmark_of_another_window_stays_and_shows() {
    let mut world = reading(&long_code());
    world.press("m j j j j j j m");
    let theirs = world.model.shared.bookmarks[0].clone();
    let mut world = reading(&long_code());
    world.shelf.bookmarks.push(theirs.clone());
    world.press("j j j m");
    let [first, second] = &world.shelf.bookmarks[..] else {
        panic!("{:?}", world.shelf.bookmarks);
    };
    assert_eq!((first, world.model.shared.bookmarks.len()), (&theirs, 2));
    let ours = second.clone();
    world.press("m");
    assert_eq!(world.shelf.bookmarks, [theirs]);
    world.shelf.bookmarks.push(ours);
    world.press("'").send(Msg::Focus(true)).press("down");
    assert_eq!(world.model.shared.bookmarks, world.shelf.bookmarks);
}

#[test]
fn a_search_that_is_accepted_before_its_matches_came_goes_to_the_first_one() {
    let mut world = reading("One word.\n\nAnother word.\n");
    world.held = true;
    search(&mut world, "word");
    world.release();
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert!(reader.search.as_ref().unwrap().current().is_some());
    world.held = true;
    search(&mut world, "nowhere");
    world.release();
    assert!(world.model.lesson.reader.as_ref().unwrap().search.is_none());
    assert_eq!(world.notice(), "No matches in this lesson");
}

/// What is typed at the left of the bottom line, and what is said of it at the right.
fn bottom(world: &World) -> String {
    let footer = world.model.footer();
    let prompt = footer.prompt.unwrap_or_default();
    format!("{prompt} {}", footer.right).trim().to_owned()
}

#[test]
fn with_nothing_typed_the_last_search_is_made_again_in_another_lesson_too() {
    let mut world = reading("One stone.\n\nAnother stone.\n");
    world.press("/ enter");
    assert!(world.model.lesson.reader.as_ref().unwrap().search.is_none());
    search(&mut world, "stone");
    world.press("esc n /");
    assert_eq!(bottom(&world), "/▏ ↵ stone");
    world.press("esc p / enter n");
    assert_eq!(bottom(&world), "/stone 2 of 2");
    world.press("/ o n e");
    assert_eq!(bottom(&world), "/one▏ 1 of 3");
    let size = Size {
        columns: 160,
        rows: 24,
    };
    world.press("esc").send(Msg::Resize(size)).press("/ f6");
    assert!(world.model.lesson.reader.as_ref().unwrap().search.is_none());
}

#[test]
fn the_next_match_is_the_next_one_from_where_one_reads() {
    let part = |number| format!("A stone, number {number}.\n\n{}", "Text.\n\n".repeat(20));
    let mut world = reading(&(1..20).map(part).collect::<String>());
    search(&mut world, "stone");
    let count = |world: &World| {
        let reader = world.model.lesson.reader.as_ref().unwrap();
        reader.search.as_ref().unwrap().count()
    };
    assert_eq!(count(&world), "1 of 19");
    world.press("5 0 G n");
    let there = count(&world);
    assert!(["10 of 19", "11 of 19"].contains(&&*there), "{there}");
    assert!(shows(&world, "A stone"));
    world.press("G N N");
    assert_eq!(count(&world), "18 of 19");
    world.press("g g 3 n");
    assert_eq!(count(&world), "3 of 19");
    world.press("G n");
    assert_eq!(count(&world), "1 of 19");
}

#[test]
fn a_search_in_a_long_block_goes_on_from_the_line_that_is_read() {
    let lines: String = (1..50).map(|line| format!("line {line}\n")).collect();
    let mut world = reading(&format!("```\n{lines}```\n"));
    world.press("j j j j j j j j j j");
    search(&mut world, "line");
    let reader = world.model.lesson.reader.as_ref().unwrap();
    let search = reader.search.as_ref().unwrap();
    assert!(search.current >= 9, "{}", search.count());
}

#[test]
fn a_search_says_nothing_before_it_knows_and_that_there_may_be_more() {
    let mut world = World::new(120, 40, Shelf::begun());
    world.press("j enter /");
    world.held = true;
    world.press("q x q");
    assert_eq!(bottom(&world), "/qxq▏");
    world.release();
    assert_eq!(bottom(&world), "/qxq▏ no matches");
    let mut search = Search::of("e");
    let found = Match {
        block: 0,
        source: 0..1,
    };
    let text = &mut world.model.lesson.reader.as_mut().unwrap().text;
    search.found(vec![found; MAX_MATCHES], text);
    assert_eq!(search.count(), "1 of 100000+");
}
