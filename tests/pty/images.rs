//! Images on a terminal that says it is kitty.

use std::path::Path;

use crate::home::{Home, LYCEUM};
use crate::reader::quit;
use crate::terminal::Terminal;

/// What asks the terminal for its version.
const QUESTION: &str = "\x1b[>0q";

/// A course whose first lesson begins with an image.
fn home() -> Home {
    let home = Home::with_course();
    let image = image::RgbImage::from_pixel(100, 60, image::Rgb([200, 100, 0]));
    image.save(home.path().join("course/x.png")).unwrap();
    home.write(
        "course/modules/01-out/01-door.md",
        "![A door](/x.png)\n\nBehind it.\n",
    );
    assert!(home.run(&["import", "course"]).status.success());
    home
}

/// A reader on that lesson.
fn reading() -> (Home, Terminal) {
    let home = home();
    let arguments = ["--course", "walk", "--lesson", "1.1"];
    let kitty = [("TERM", "xterm-kitty")];
    let terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, &kitty);
    terminal.shows("Behind it.");
    let asked = String::from_utf8_lossy(&terminal.sent()).contains(QUESTION);
    assert!(asked, "the version is asked for");
    (home, terminal)
}

#[test]
fn a_terminal_is_told_an_image_before_it_is_drawn_and_forgets_it_at_the_end() {
    let (_home, terminal) = reading();
    terminal.wait_for_bytes("the image's cells", 0, |bytes| {
        let told = bytes.find("\x1b_Gq=2,i=");
        let drawn = bytes.find('\u{10EEEE}');
        drawn.is_some_and(|drawn| told.is_some_and(|told| told < drawn))
    });
    let bytes = quit(terminal);
    let forgotten = bytes.rfind("\x1b_Ga=d,d=I,q=2,i=").unwrap();
    assert!(forgotten < bytes.rfind("\x1b[?1049l").unwrap());
}

#[test]
fn an_old_version_gets_half_blocks_and_its_answer_is_no_keys() {
    let (_home, mut terminal) = reading();
    // `q` would leave, `?` shows the keys.
    terminal.send("\x1bP>|kitty(0.26.5)q\x1b\\");
    terminal.wait("half blocks", |screen| screen.contains("▀▀▀▀"));
    terminal.send("?");
    terminal.shows("Keys");
    terminal.send("\x1b");
    terminal.wait("half blocks again", |screen| screen.contains("▀▀▀▀"));
    quit(terminal);
}

#[test]
fn a_font_that_changed_while_the_program_was_stopped_is_noticed() {
    let home = home();
    // A shell with jobs: only the one in front hears of a new size.
    let script = format!(
        "set -m; {LYCEUM} --images iterm2 --course walk --lesson 1.1; echo stopped; read line; fg"
    );
    let mut terminal = Terminal::start(Path::new("/bin/sh"), home.path(), &["-c", &script], &[]);
    let blanks = |columns: usize| format!("\x1b7{}\x1b8", " ".repeat(columns));
    terminal.wait_for_bytes("the image", 0, |bytes| bytes.contains(&blanks(10)));
    terminal.send("\x1a");
    terminal.wait_for_bytes("the shell", 0, |bytes| bytes.contains("stopped"));
    terminal.set_font(20, 40);
    terminal.send("\n");
    terminal.wait_for_bytes("the image in fewer cells", 0, |bytes| {
        bytes.contains(&blanks(5))
    });
    quit(terminal);
}

#[test]
fn an_answer_that_comes_too_late_is_no_command_for_the_shell() {
    let home = home();
    let script =
        format!("{LYCEUM} --course walk --lesson 1.1; echo shell; read line; echo \"<$line>\"");
    let kitty = [("TERM", "xterm-kitty")];
    let mut terminal = Terminal::start(Path::new("/bin/sh"), home.path(), &["-c", &script], &kitty);
    terminal.shows("Behind it.");
    terminal.send("q");
    let left = "\x1b[?1049l";
    terminal.wait_for_bytes("the shell's screen", 0, |bytes| bytes.contains(left));
    terminal.send("\x1bP>|kitty(0.41.1)\x1b\\");
    terminal.wait_for_bytes("the shell", 0, |bytes| bytes.contains("shell\r\n"));
    terminal.send("true\n");
    let (_, bytes) = terminal.ended();
    assert!(bytes.ends_with("<true>\r\n"), "{bytes:?}");
}

/// A course whose first lesson has a colourful image among text.
fn home_with_a_large_image() -> Home {
    let home = Home::with_course();
    let shade =
        |x: u32, y: u32| image::Rgb([(x % 256) as u8, (y % 256) as u8, (x * y % 251) as u8]);
    let image = image::RgbImage::from_fn(400, 200, shade);
    image.save(home.path().join("course/x.png")).unwrap();
    let text = "A line.\n\n".repeat(4) + "![A door](/x.png)\n\n" + &"Behind it.\n\n".repeat(40);
    home.write("course/modules/01-out/01-door.md", &text);
    assert!(home.run(&["import", "course"]).status.success());
    home
}

/// The screen without its header, footer and notices.
fn page(screen: &str) -> String {
    let lines: Vec<&str> = screen.lines().skip(1).take(18).collect();
    lines.join("\n")
}

#[test]
fn of_a_sixel_image_that_scrolls_only_what_comes_into_view_is_sent() {
    let home = home_with_a_large_image();
    let arguments = ["--images", "sixel", "--course", "walk", "--lesson", "1.1"];
    let mut terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, &[]);
    terminal.wait_for_bytes("the image", 0, |bytes| bytes.matches("\x1bP").count() >= 10);
    let mut sent = terminal.sent().len();
    // Over the top of the page, row by row, and back.
    for key in [
        "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "j", "k", "k", "k", "k",
    ] {
        // The clock in the header makes frames of its own.
        let before = page(&terminal.wait("the page", |_| true));
        terminal.send(key);
        terminal.wait("the page a row on", |screen| page(screen) != before);
        let bytes = terminal.sent();
        let frames = String::from_utf8_lossy(&bytes[sent..]).into_owned();
        for frame in frames.split("\x1b[?2026l") {
            assert!(
                frame.matches("\x1bP").count() <= 1,
                "{key}: {} bytes",
                frame.len()
            );
        }
        sent = bytes.len();
    }
    quit(terminal);
}

#[test]
fn another_font_with_as_many_cells_clears_what_was_shown() {
    let home = home();
    let arguments = ["--images", "sixel", "--course", "walk", "--lesson", "1.1"];
    let mut terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, &[]);
    terminal.wait_for_bytes("the image", 0, |bytes| bytes.contains("\x1bP"));
    let before = terminal.sent().len();
    terminal.set_font(8, 16);
    terminal.wait_for_bytes("the whole screen", before, |bytes| {
        let cleared = bytes.find("\x1b[2J");
        cleared
            .is_some_and(|at| bytes[at..].contains("Behind it.") && bytes[at..].contains("A Walk"))
    });
    quit(terminal);
}

#[test]
fn the_shell_gets_its_own_colours_back() {
    let home = home();
    let arguments = ["--images", "sixel", "--course", "walk", "--lesson", "1.1"];
    let terminal = Terminal::start(Path::new(LYCEUM), home.path(), &arguments, &[]);
    terminal.wait_for_bytes("the image", 0, |bytes| bytes.contains("\x1bP"));
    let bytes = quit(terminal);
    let left = &bytes[bytes.rfind("\x1b[?1049l").unwrap()..];
    assert!(left.contains("\x1b[0m"), "{left:?}");
}
