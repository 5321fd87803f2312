//! Lists, lessons as text, completions.

use std::io::Read;
use std::process::Stdio;

use crate::home::Home;
use crate::{refused, said};

#[test]
fn courses_are_listed_with_how_far_they_are() {
    let home = Home::with_course();
    home.run(&["complete", "walk", "1.1"]);
    let list = said(&home.run(&["courses"]));
    let line = |slug: &str| list.lines().find(|line| line.starts_with(slug)).unwrap();
    assert!(line("walk").contains("33%") && line("walk").ends_with("A Walk"));
    assert!(line("welcome-to-lyceum").contains("new"));
}

#[test]
fn courses_as_json_have_what_the_catalog_shows() {
    let home = Home::with_course();
    let list = home.json(&["courses", "--json"]);
    let walk = list
        .as_array()
        .unwrap()
        .iter()
        .find(|course| course["slug"] == "walk");
    let walk = walk.unwrap();
    assert_eq!(walk["title"], "A Walk");
    assert_eq!(walk["origin"], "folder");
    assert_eq!(walk["difficulty"], "beginner");
    assert_eq!(walk["modules"], 2);
    assert_eq!(walk["lessons"], 3);
    assert_eq!(walk["lessons_done"], 0);
    assert_eq!(walk["minutes"], 9);
    assert_eq!(walk["percent"], 0);
    assert_eq!(walk["mark"], "new");
    assert_eq!(walk["seconds"], 0);
    for field in ["id", "description", "price", "enrolled_at", "last_read"] {
        assert!(walk.get(field).is_some(), "{field}");
    }
}

#[test]
fn progress_shows_joined_courses_with_their_modules() {
    let home = Home::with_course();
    assert!(!said(&home.run(&["progress"])).contains("A Walk"));
    home.run(&["complete", "walk", "2.1"]);
    let report = said(&home.run(&["progress"]));
    assert!(report.contains("A Walk  33%  1/3 lessons"), "{report}");
    assert!(report.contains("1/1  2 Back"), "{report}");
    let json = home.json(&["progress", "--json"]);
    assert_eq!(json["streak_days"], 0);
    assert_eq!(json["total_seconds"], 0);
    assert_eq!(json["today_seconds"], 0);
    assert!(json["today"].is_string() && json["days"].is_array());
    let course = &json["courses"][0];
    assert_eq!(course["slug"], "walk");
    assert_eq!(course["percent"], 33);
    assert_eq!(course["modules"][1]["lessons_done"], 1);
}

#[test]
fn a_lesson_on_a_pipe_is_plain_text() {
    let home = Home::with_course();
    let text = said(&home.run(&["read", "walk", "1.2"]));
    assert!(text.starts_with("1.2 Step 2\n"), "{text}");
    assert!(text.contains("Stone 40 of step 2"));
    assert!(!text.contains('\x1b'));
    assert!(!text.contains("step 1"));
}

#[test]
fn a_course_without_a_lesson_is_printed_whole() {
    let home = Home::with_course();
    let text = said(&home.run(&["read", "walk"]));
    let places = ["1.1 Step 1", "1.2 Step 2", "2.1 Step 3"].map(|title| text.find(title).unwrap());
    assert!(places.is_sorted());
}

#[test]
fn what_a_lesson_and_a_course_teach_is_printed_before_them() {
    let home = Home::with_lesson("---\ntitle: Door\nobjectives: [Open *it*]\n---\nA door.\n");
    let text = said(&home.run(&["read", "walk", "1.1"]));
    assert!(
        text.contains("=\n\n> You will learn:\n> - Open it\n\nA door."),
        "{text}"
    );
    let text = said(&home.run(&["read", "walk"]));
    let places = ["In short", "1.1 Door", "> - Open it"].map(|part| text.find(part).unwrap());
    assert!(places.is_sorted(), "{text}");
}

#[test]
fn a_lesson_takes_the_width_and_the_colours_that_are_asked_for() {
    let home = Home::with_course();
    let narrow = said(&home.run(&["read", "walk", "1.1", "--width", "24"]));
    assert!(
        narrow.lines().all(|line| line.chars().count() <= 24),
        "{narrow}"
    );
    let coloured = said(&home.run(&["read", "walk", "1.1", "--color", "always"]));
    assert!(coloured.contains("\x1b["));
}

#[test]
fn what_has_a_background_in_the_reader_has_it_in_print() {
    let text = "---\ntitle: Door\n---\nA <mark>mark</mark>.\n\n```\ncode\n```\n";
    let home = Home::with_lesson(text);
    let command = ["read", "walk", "1.1", "--color", "always", "--width", "20"];
    let run = home
        .command(&command)
        .env("COLORTERM", "truecolor")
        .output();
    let printed = said(&run.unwrap());
    let size = std::num::NonZeroU16::new(20).unwrap();
    let mut parser = vt100::Parser::new(size, size, 0);
    parser.process(printed.replace('\n', "\r\n").as_bytes());
    let background = |row, column| parser.screen().cell(row, column).unwrap().bgcolor();
    let rows: Vec<String> = parser.screen().rows(0, 20).collect();
    let row_of = |text: &str| {
        let row = rows.iter().position(|row| row.contains(text));
        u16::try_from(row.unwrap()).unwrap()
    };
    let (mark, code) = (row_of("A mark"), row_of("code"));
    assert_eq!(background(mark, 0), vt100::Color::Default);
    assert_ne!(background(mark, 2), vt100::Color::Default);
    for column in 0..20 {
        assert_ne!(background(code, column), vt100::Color::Default, "{column}");
    }
}

#[test]
fn code_is_coloured_in_print_where_it_is_in_the_reader() {
    let home = Home::with_lesson("---\ntitle: Door\n---\n```rust\nlet a = \"b\";\n```\n");
    let read = ["read", "walk", "1.1", "--color", "always"];
    let colours = |setting: &str| {
        let mut command = home.command(&read);
        let output = command.env("LYCEUM_HIGHLIGHT", setting).output();
        let printed = said(&output.unwrap());
        let code = printed.lines().find(|line| line.contains("let")).unwrap();
        code.matches("\x1b[38").count()
    };
    assert!(colours("true") > colours("false"));
}

#[test]
fn a_reader_that_stops_reading_is_no_error() {
    let home = Home::with_course();
    let mut command = home.command(&["read", "walk"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let status = child.wait().unwrap();
    let mut complaint = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut complaint)
        .unwrap();
    assert!(status.success(), "{status}");
    assert_eq!(complaint, "");
}

#[test]
fn a_lesson_is_completed_once() {
    let home = Home::with_course();
    let first = said(&home.run(&["complete", "walk", "1.1"]));
    assert_eq!(first, "✓ Completed 1.1 “Step 1”; A Walk is at 33%\n");
    let again = said(&home.run(&["complete", "walk", "1.1"]));
    assert_eq!(again, "1.1 “Step 1” was already completed\n");
}

#[test]
fn what_is_not_there_is_said_with_what_is() {
    let home = Home::with_course();
    let (status, complaint) = refused(&home.run(&["read", "wolk"]));
    assert_eq!(status, 1);
    assert!(
        complaint.contains("there is no course `wolk`") && complaint.contains("lyceum courses")
    );
    let (status, complaint) = refused(&home.run(&["complete", "walk", "3.1"]));
    assert_eq!(status, 1);
    assert!(
        complaint.contains("no lesson 3.1: its lessons go from 1.1 to 2.1"),
        "{complaint}"
    );
}

#[test]
fn every_shell_gets_its_completions() {
    let home = Home::new();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = said(&home.run(&["completions", shell]));
        assert!(
            script.contains("lyceum") && script.contains("courses"),
            "{shell}"
        );
    }
}

#[test]
fn a_profile_is_another_learner() {
    let home = Home::with_course();
    home.run(&["complete", "walk", "1.1"]);
    let other = said(&home.run(&["courses", "--profile", "ada"]));
    assert!(!other.contains("walk"), "{other}");
    let path = said(&home.run(&["config", "path", "--profile", "ada"]));
    assert!(path.contains("profiles/ada/lyceum.db"), "{path}");
    let by_variable = home
        .command(&["courses"])
        .env("LYCEUM_PROFILE", "ada")
        .output()
        .unwrap();
    assert_eq!(said(&by_variable), other);
    let (status, complaint) = refused(&home.run(&["courses", "--profile", "../ada"]));
    assert_eq!(status, 2);
    assert!(
        complaint.contains("can't be a profile's name"),
        "{complaint}"
    );
}

#[test]
fn questions_and_cards_go_to_anki() {
    let home = Home::with_course();
    let refused_as = |args: &[&str], words: &str| {
        let (_, complaint) = refused(&home.run(args));
        assert!(complaint.contains(words), "{complaint}");
    };
    refused_as(&["export", "--anki", "cards.csv"], ".apkg or .txt");
    refused_as(&["export", "--anki", "cards.txt"], "nothing to export");
    refused_as(
        &["export", "--anki", "cards.txt", "nowhere"],
        "no course `nowhere`",
    );

    let text = home.path().join("cards.txt");
    let package = home.path().join("cards.apkg");
    for file in [&text, &package] {
        let file = file.to_str().unwrap();
        let wrote = said(&home.run(&["export", "--anki", file, "welcome-to-lyceum"]));
        assert!(wrote.contains(" cards to "), "{wrote}");
    }
    let notes = std::fs::read_to_string(&text).unwrap();
    assert!(notes.starts_with("#separator:tab\n#html:true\n"), "{notes}");
    assert!(
        notes.contains("Lyceum::Welcome to Lyceum") && !notes.contains("[x]"),
        "{notes}"
    );
    let mut package = zip::ZipArchive::new(std::fs::File::open(package).unwrap()).unwrap();
    let names: Vec<String> = package.file_names().map(str::to_owned).collect();
    assert_eq!(names, ["collection.anki2", "media"]);
    assert!(package.by_name("collection.anki2").unwrap().size() > 10_000);
}
