//! A lesson that is edited while it is read.

use std::sync::Arc;

use lyceum::app::Msg;
use lyceum::app::request::Request;
use lyceum::app::request::lesson::Extent;
use lyceum::app::screen::lesson::Reader;
use lyceum::app::widget::text_view::TextView;
use lyceum::domain::LessonId;
use lyceum::lesson::highlight::Highlighter;
use lyceum::lesson::{Document, Edit, LayoutOptions};
use proptest::prelude::*;

use crate::shelf::Shelf;
use crate::world::World;

/// A world in which this text is read.
fn reading(text: &str) -> World {
    let mut world = World::new(80, 24, Shelf::begun());
    edit(&mut world, text);
    world.press("j enter");
    world
}

/// Another window changes the lesson's text.
fn edit(world: &mut World, text: &str) {
    let lesson = LessonId::new("foundations-1-3");
    world.shelf.texts.insert(lesson, text.to_owned());
    world.send(Msg::CoursesChanged);
}

/// The lines of text on the screen.
fn screen(view: &TextView) -> Vec<String> {
    let lines = view.on_screen();
    lines
        .map(|(_, line)| line.content().iter().map(|run| run.text.as_str()).collect())
        .collect()
}

fn on_screen(world: &World) -> Vec<String> {
    screen(&world.model.lesson.reader.as_ref().unwrap().text)
}

fn stones(count: usize) -> Vec<String> {
    let mut parts = vec!["# The way".to_owned()];
    parts.extend((1..count).map(|stone| format!("Stone {stone} of the way.")));
    parts
}

fn reader(world: &World) -> &Reader {
    world.model.lesson.reader.as_ref().unwrap()
}

fn count(world: &World) -> String {
    reader(world).search.as_ref().unwrap().count()
}

#[test]
fn a_search_stays_where_it_is_while_the_lesson_is_edited() {
    let mut parts = stones(100);
    let mut world = reading(&parts.join("\n\n"));
    world
        .press("/ s t o n e enter")
        .press("n n n n n n n n n n n n n n n n n n n n n n n n n n n n n n");
    assert_eq!(count(&world), "31 of 99");
    let before = on_screen(&world);
    parts.insert(3, "A stone more, and another stone.".to_owned());
    parts.remove(80);
    edit(&mut world, &parts.join("\n\n"));
    assert_eq!(on_screen(&world), before);
    assert_eq!(count(&world), "33 of 100");
    let search = reader(&world).search.as_ref().unwrap();
    let found = search.current().unwrap();
    assert!(parts.join("\n\n")[found.source.end..].starts_with(" 31 "));
    world.press("n");
    assert_eq!(count(&world), "34 of 100");
}

#[test]
fn a_search_that_is_typed_goes_on_in_the_edited_lesson() {
    let mut parts = stones(100);
    let mut world = reading(&parts.join("\n\n"));
    world.press("/ s t o n e space 4");
    parts.insert(3, "Stone 41 is here.".to_owned());
    edit(&mut world, &parts.join("\n\n"));
    world.press("1 enter");
    assert_eq!(count(&world), "1 of 2");
    edit(&mut world, "No more of them.");
    assert_eq!(world.model.lesson.reader.as_ref().unwrap().search, None);
}

#[test]
fn the_heading_that_is_picked_by_letters_stays_so_in_the_edited_lesson() {
    let section = |name: &str| format!("## {name}\n\n{}\n\n", stones(30).join("\n\n"));
    let old = ["Here", "Why one", "There", "Why two"]
        .map(section)
        .concat();
    let mut world = reading(&old);
    world.press("t w h y down");
    edit(&mut world, &(section("Before") + &old));
    world.press("enter");
    let reader = world.model.lesson.reader.as_ref().unwrap();
    let headings = reader.text.layout().document().headings();
    let here = reader
        .current_heading()
        .map(|index| &*headings[index].title);
    assert_eq!(here, Some("Why two"));
    world.press("t");
    edit(&mut world, "No heading any more.");
    world.press("enter");
    assert_eq!(world.model.overlay, None);
}

#[test]
fn what_was_unfolded_stays_so_in_the_edited_lesson() {
    let code = "let it = be;\n".repeat(100);
    let text = format!(
        "# Folds\n\n<details><summary>More</summary>\n\nInside.\n\n</details>\n\n```rust fold\n{code}```\n\nThe end.\n"
    );
    let mut world = reading(&text);
    world.press("l a");
    assert!(on_screen(&world).contains(&"Inside.".to_owned()));
    world.press("G l a");
    let before = on_screen(&world);
    edit(&mut world, &text.replace("The end", "One more thing"));
    assert_eq!(on_screen(&world), before);
    world.press("g g");
    assert!(on_screen(&world).contains(&"Inside.".to_owned()));
    world.press("G");
    assert!(!on_screen(&world).concat().contains("more lines"));
}

#[test]
fn code_in_whose_middle_one_reads_stays_there_when_a_line_above_is_added() {
    let lines: Vec<String> = (0..400).map(|line| format!("call({line});")).collect();
    let code = |lines: &[String]| format!("# Code\n\n```rust\n{}\n```\n", lines.join("\n"));
    let mut world = reading(&code(&lines));
    world.press("G l a 9 0 j");
    let before = on_screen(&world);
    let mut lines = lines;
    lines.insert(5, "call(again);".to_owned());
    edit(&mut world, &code(&lines));
    assert_eq!(on_screen(&world), before);
}

#[derive(Debug, Clone)]
enum Change {
    Insert,
    Remove,
    Rewrite,
}

fn changes() -> impl Strategy<Value = Vec<(usize, Change)>> {
    let change = prop_oneof![
        Just(Change::Insert),
        Just(Change::Remove),
        Just(Change::Rewrite)
    ];
    prop::collection::vec((1usize..60, change), 1..4)
}

/// Paragraphs, lists, quotes and code, of one line or of several.
fn part(number: usize) -> String {
    match number % 5 {
        0 => format!("## Part {number}"),
        1 => format!("Part {number} goes on\nin a second line of text."),
        2 => format!("> Part {number} is said by somebody."),
        3 => format!("Part {number} {}", "is long and wraps often ".repeat(12)),
        _ => format!("```\nPart {number}\n```"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_first_line_stays_or_what_took_its_place_does(
        top in 1usize..60, line in 0usize..4, changes in changes(),
    ) {
        let before: Vec<(usize, String)> = (0..120).map(|number| (number, part(number))).collect();
        let text = |parts: &[(usize, String)]| {
            let texts: Vec<&str> = parts.iter().map(|(_, text)| text.as_str()).collect();
            Arc::new(Document::parse(texts.join("\n\n")))
        };
        let old = text(&before);
        let mut view = TextView::new(Arc::clone(&old), LayoutOptions::new(60), 20);
        view.go_to_block(top);
        view.scroll(isize::try_from(line).unwrap());
        let first = screen(&view);
        let here = view.top().block;

        let mut after = before;
        for (at, change) in &changes {
            let at = after.iter().position(|(number, _)| number == at);
            match (at, change) {
                (None, _) => {}
                (Some(at), Change::Insert) => after.insert(at, (1000, "Something is new.".to_owned())),
                (Some(at), Change::Remove) => drop(after.remove(at)),
                (Some(at), Change::Rewrite) => after[at].1 = "Said in another way.".to_owned(),
            }
        }
        let new = text(&after);
        let edit = Edit::between(&old, &new);
        view.follow(Arc::clone(&new), &edit);
        let at = after.iter().position(|(number, _)| *number == here);
        let is_rewritten = at.is_some_and(|at| after[at].1 == "Said in another way.");
        match at {
            // What else was changed beside it may be what took its place.
            Some(at) if is_rewritten => {
                prop_assert!(view.top().block.abs_diff(at) < changes.len());
            }
            Some(at) => {
                prop_assert_eq!(view.top().block, at);
                prop_assert_eq!(&screen(&view)[0], &first[0]);
            }
            None => {
                let before = after.iter().rposition(|(number, _)| *number < here).unwrap();
                prop_assert!((before..=before + 2).contains(&view.top().block));
            }
        }
    }
}

#[test]
fn code_that_is_edited_gets_colours_of_its_own() {
    let mut world = reading("Words.");
    world.held = true;
    let text = |code: &str| format!("Words.\n\n```rust\n{code}```\n");
    let is_lesson = |request: &Request| {
        let Request::ReadLesson(asked) = request else {
            return false;
        };
        asked.question.extent == Extent::Whole
    };
    for code in ["let a = 1;\n", "// One.\nlet a = 1;\n"] {
        edit(&mut world, &text(code));
        let lesson = world.waiting.iter().position(is_lesson).unwrap();
        world.answer(lesson);
        let coloured = world
            .waiting
            .iter()
            .rev()
            .find_map(|request| match request {
                Request::Highlight(asked) => Some(asked.question.code.as_str()),
                _ => None,
            });
        assert_eq!(coloured, Some(code));
    }
}

#[test]
fn colours_of_code_go_and_come_with_their_setting_at_once() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.shelf.highlighter = Some(Highlighter::new());
    edit(&mut world, "Words.\n\n```rust\nlet a = 1;\n```\n");
    world.press("j enter");
    let is_coloured = |world: &World| {
        let reader = world.model.lesson.reader.as_ref().unwrap();
        reader.text.layout().is_coloured()
    };
    assert!(is_coloured(&world));
    world.press(", j j j j j j right");
    assert!(!is_coloured(&world));
    world.press("right");
    assert!(is_coloured(&world));
}
