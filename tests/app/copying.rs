//! Copying code: at once where there is one block, by letters or the mouse where there are several.

use lyceum::app::screen::lesson::Target;
use lyceum::app::{Effect, Gesture};
use lyceum::domain::LessonId;

use crate::shelf::Shelf;
use crate::world::World;

/// A lesson with that text, open.
fn reading(text: &str) -> World {
    let mut shelf = Shelf::fresh();
    let text = format!("# Here\n\n{text}");
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    let mut world = World::new(80, 24, shelf);
    world.press("enter");
    world
}

const SEVERAL: &str =
    "```sh\nfirst\n```\n\nBetween.\n\n> ```sh\n> second\n> ```\n\n- in a list:\n\n      third\n";

/// What was copied.
fn copied(world: &World) -> Vec<&str> {
    let copies = world.effects.iter().filter_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text.trim_end()),
        _ => None,
    });
    copies.collect()
}

fn asks(world: &World) -> bool {
    let prompt = world.model.footer().prompt;
    prompt.is_some_and(|prompt| prompt.contains("the code to copy"))
}

/// The row of the text that has those words.
fn row_of(world: &World, text: &str) -> Option<u16> {
    let reader = world.model.lesson.reader.as_ref().unwrap();
    let mut lines = reader.text.on_screen();
    let row = lines.position(|(_, line)| line.runs.iter().any(|run| run.text.contains(text)));
    row.and_then(|row| u16::try_from(row).ok())
}

#[test]
fn one_block_is_copied_at_once() {
    let mut world = reading("```sh\nonly\n```\n\nAnd `this`.\n");
    world.press("y");
    assert_eq!(copied(&world), ["only"]);
    assert!(!asks(&world));
}

#[test]
fn of_several_blocks_a_letter_says_which() {
    for (letter, text) in [("a", "first"), ("s", "second"), ("d", "third")] {
        let mut world = reading(SEVERAL);
        world.press("y");
        assert_eq!(copied(&world), [""; 0]);
        assert!(asks(&world));
        world.press(letter);
        assert_eq!(copied(&world), [text]);
        assert!(!asks(&world));
        assert_eq!(
            world.notice(),
            "Sent 1 line of code to the terminal's clipboard"
        );
    }
}

#[test]
fn of_several_blocks_a_click_says_which_and_one_elsewhere_copies_none() {
    let mut world = reading(SEVERAL);
    let area = world.model.lesson.columns(&world.model.shared).text;
    let second = row_of(&world, "second").unwrap();
    world
        .press("y")
        .mouse(Gesture::Click, area.x + 6, area.y + second);
    assert_eq!(copied(&world), ["second"]);
    let between = row_of(&world, "Between").unwrap();
    world
        .press("y")
        .mouse(Gesture::Click, area.x + 2, area.y + between);
    world.mouse(Gesture::Click, area.x + 6, area.y + second);
    assert_eq!(copied(&world), ["second"]);
    assert!(!asks(&world));
}

/// Code of more lines than one of its parts has.
fn long(word: &str) -> String {
    let lines: String = (0..200).map(|n| format!("{word} {n}\n")).collect();
    format!("```text fold\n{lines}```\n")
}

#[test]
fn one_long_block_is_copied_at_once_wherever_one_is_in_it() {
    let mut world = reading(&long("line"));
    // The line below what is shown of it unfolds it.
    world.press("G l a g g");
    for _ in 0..16 {
        world.press("pagedown y");
        assert!(!asks(&world));
    }
    let copied = copied(&world);
    assert_eq!(copied.len(), 16);
    assert!(copied.iter().all(|text| text.lines().count() == 200));
}

#[test]
fn a_click_on_any_part_of_long_code_that_has_letters_copies_it() {
    let mut shelf = Shelf::fresh();
    let text = format!("{}{}", long("first"), "```\nsecond\n```\n");
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    let mut world = World::new(80, 24, shelf);
    world.press("enter G l a G y");
    assert!(asks(&world));
    let area = world.model.lesson.columns(&world.model.shared).text;
    let last = row_of(&world, "first 199").unwrap();
    world.mouse(Gesture::Click, area.x + 6, area.y + last);
    assert_eq!(copied(&world)[0].lines().count(), 200);
}

#[test]
fn the_letters_go_without_copying() {
    let mut world = reading(SEVERAL);
    world.press("y z esc a");
    assert_eq!(copied(&world), [""; 0]);
    assert!(!asks(&world));
    world.press("y");
    let hints = world
        .model
        .lesson
        .reader
        .as_ref()
        .unwrap()
        .hints
        .as_ref()
        .unwrap();
    let goals = hints.all.iter().map(|hint| hint.target);
    assert!(
        goals
            .into_iter()
            .all(|goal| matches!(goal, Target::Copy(_)))
    );
}

#[test]
fn only_code_that_is_seen_counts() {
    // The second block begins below the last line of the page; the row above it is on the page.
    for lines in 0..24 {
        let lines = "Line.\n\n".repeat(lines);
        let mut world = reading(&format!("```\nfirst\n```\n\n{lines}```\nsecond\n```\n"));
        let is_seen = row_of(&world, "second").is_some();
        world.press("y");
        assert_eq!(asks(&world), is_seen, "{lines}");
    }
}

#[test]
fn where_no_code_is_it_is_said() {
    let mut world = reading("Nothing but `this`.\n");
    world.press("y");
    assert_eq!(world.notice(), "No code on screen");
}
