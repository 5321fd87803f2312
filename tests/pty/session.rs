//! From the first start to the next day.

use std::path::Path;

use crate::home::{Home, LYCEUM};
use crate::reader::{assert_given_back, click, column_of, quit, reading, row_of, start};
use crate::terminal::Terminal;

#[test]
fn a_first_start_shows_the_catalog_and_what_to_press() {
    let home = Home::new();
    let terminal = start(&home, &[]);
    let before = terminal.modes_at_start().to_owned();
    terminal.shows("New here?");
    let screen = terminal.shows("Welcome to Lyceum");
    assert!(screen.contains("quit"), "{screen}");
    assert_ne!(terminal.modes(), before, "keys come one by one");
    let mut terminal = terminal;
    terminal.send("q");
    let (status, bytes) = terminal.ended();
    assert_eq!(status, 0);
    assert_given_back(&bytes);
    assert_eq!(terminal.modes(), before);
}

#[test]
fn the_next_day_finds_the_place_and_honest_figures() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    terminal.shows("You joined A Walk");
    terminal.send("c");
    terminal.shows("Stone 1 of step 2");
    terminal.send(" ");
    let left = terminal.wait("another page", |screen| !screen.contains("Stone 1 of"));
    let stone = left.lines().find(|line| line.contains("Stone")).unwrap();
    let stone = stone.trim_end_matches(['│', '┃']).trim();
    quit(terminal);

    let mut terminal = start(&home, &["--course", "walk"]);
    terminal.shows("1/3");
    terminal.send("R");
    let screen = terminal.shows("of step 2");
    let first = screen.lines().find(|line| line.contains("Stone")).unwrap();
    assert!(
        first.contains(stone),
        "left at {stone}, came back to {first}"
    );
    terminal.resize(120, 40);
    terminal.send("\x1b4");
    terminal.shows("33%");
    quit(terminal);
}

#[test]
fn another_size_is_drawn_anew_and_a_small_one_asks_for_room() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    terminal.resize(120, 40);
    terminal.shows("╭ Outline");
    terminal.resize(39, 11);
    terminal.shows("40×12");
    terminal.resize(80, 24);
    terminal.shows("Stone 1 of step 1");
    quit(terminal);
}

#[test]
fn the_mouse_scrolls_selects_and_presses_the_footer() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    terminal.send("\x1b[<65;40;10M\x1b[<65;40;10M");
    terminal.wait("the wheel", |screen| !screen.contains("Stone 1 of"));
    terminal.send("\x1b[<64;40;10M\x1b[<64;40;10M");
    terminal.shows("Stone 1 of");
    terminal.send("\x1b2");
    let screen = terminal.shows("╭ A Walk");
    terminal.send(&click(5, row_of(&screen, "1 Step 3")));
    terminal.shows("╭ 2.1 Step 3");
    let screen = terminal.shows("q quit");
    terminal.send(&click(column_of(&screen, "q quit"), 23));
    assert_eq!(terminal.ended().0, 0);
}

#[test]
fn the_outline_beside_a_lesson_takes_the_keys_and_the_breadcrumb_clicks() {
    let home = Home::with_course();
    let arguments = ["--course", "walk", "--lesson", "1.1"];
    let mut terminal = Terminal::of_size(160, 45, Path::new(LYCEUM), home.path(), &arguments, &[]);
    terminal.shows("Stone 1 of step 1");
    terminal.send("\x1b[17;2~/");
    terminal.shows("filter lessons");
    terminal.send("step 3\r\r");
    let screen = terminal.shows("Stone 1 of step 3");
    assert!(screen.contains("A Walk › 2.1 Step 3"), "{screen}");
    terminal.send(&click(column_of(&screen, "A Walk"), 0));
    let screen = terminal.shows("╭ A Walk");
    terminal.send(&click(column_of(&screen, "Lyceum"), 0));
    terminal.shows("╭ Courses");
    quit(terminal);
}

#[test]
fn what_is_pasted_lands_in_the_filter_and_runs_no_command() {
    let home = Home::with_course();
    let mut terminal = start(&home, &[]);
    terminal.shows("A Walk");
    terminal.send("/");
    terminal.shows("accept");
    terminal.send("\x1b[200~a\nwalk\x1b[201~");
    let screen = terminal.shows("/ a walk");
    assert!(!screen.contains("Welcome to Lyceum"), "{screen}");
    terminal.send("\x1b");
    terminal.shows("Welcome to Lyceum");
    quit(terminal);
}

#[test]
fn no_color_means_no_colour() {
    let home = Home::with_course();
    let terminal = Terminal::start(
        Path::new(LYCEUM),
        home.path(),
        &["--course", "walk", "--lesson", "1.1"],
        &[("NO_COLOR", "1")],
    );
    terminal.shows("Stone 1 of step 1");
    let bytes = quit(terminal);
    let coloured = bytes.split("\x1b[").skip(1).filter_map(|rest| {
        let (codes, _) = rest.split_once('m')?;
        let numbers: Vec<u32> = codes
            .split(';')
            .map_while(|code| code.parse().ok())
            .collect();
        let is_style = codes.chars().all(|c| c.is_ascii_digit() || c == ';');
        let colour = |number: &u32| matches!(number, 30..=38 | 40..=48 | 90..=107);
        (is_style && numbers.iter().any(colour)).then(|| codes.to_owned())
    });
    assert_eq!(coloured.collect::<Vec<_>>(), Vec::<String>::new());
}

#[test]
fn the_screen_is_drawn_anew_on_demand() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    let before = terminal.sent().len();
    terminal.send("\x0c");
    terminal.wait_for_bytes("the whole screen", before, |bytes| {
        bytes.contains("\x1b[2J") && bytes.contains("Stone") && bytes.contains("A Walk")
    });
    terminal.shows("Stone 1 of step 1");
    quit(terminal);
}

#[test]
fn what_is_wrong_in_the_configuration_is_said_with_its_line() {
    let home = Home::with_course();
    home.write("config/config.toml", "measure = 80\ntheme = \"nope\"\n");
    home.write(
        "config/keymap.toml",
        "[lesson]\n\"n\" = \"nowhere\"\n\"m\" = \"quit\"\n",
    );
    let mut terminal = start(&home, &[]);
    terminal.shows("The keymap has 2 problems");
    terminal.send("!");
    let screen = terminal.shows("keymap.toml:2");
    assert!(screen.contains("keymap.toml:3"), "{screen}");
    terminal.send("\x1bx");
    terminal.shows("The theme has a problem");
    terminal.send("!");
    terminal.shows("config.toml:2:9");
    terminal.send("\x1b");
    terminal.shows("q quit");
    quit(terminal);
}

#[cfg(target_os = "linux")]
#[test]
fn an_address_that_no_program_opens_is_said() {
    let text = "---\ntitle: Door\n---\nThrough [the door](https://door.example/).\n";
    let home = Home::with_lesson(text);
    let nowhere = home.path().display().to_string();
    let arguments = ["--course", "walk", "--lesson", "1.1"];
    let variables = [("PATH", nowhere.as_str())];
    let mut terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, &variables);
    terminal.shows("Through");
    terminal.send("l");
    terminal.shows("Type the letters");
    terminal.send("a");
    terminal.shows("https://door.example/");
    terminal.send("y");
    terminal.shows("No program was found to open this address");
    quit(terminal);
}
