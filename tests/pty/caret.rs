//! The terminal's own cursor, where text is typed: input methods open their lists there, screen readers look there.

use crate::home::Home;
use crate::reader::{quit, reading, start};
use crate::terminal::Terminal;

/// Waits until the cursor is shown right behind a text.
fn stands_behind(terminal: &Terminal, typed: &str) {
    terminal.wait_for_cursor(typed);
}

#[test]
fn the_cursor_stands_where_text_is_typed() {
    let home = Home::with_course();
    let mut terminal = reading(&home);
    assert!(terminal.hides_cursor());
    terminal.send("/ab");
    stands_behind(&terminal, "/ab");
    terminal.send("漢字");
    stands_behind(&terminal, "/ab漢字");
    terminal.send("\x1b");
    terminal.wait("the lesson", |screen| !screen.contains("/ab"));
    assert!(terminal.hides_cursor());
    terminal.send("fxyz");
    stands_behind(&terminal, "/ xyz");
    terminal.send("\x1b");
    terminal.wait_for_hidden_cursor();
    quit(terminal);
}

#[test]
fn the_cursor_stands_in_every_filter() {
    let home = Home::with_course();
    let mut terminal = start(&home, &[]);
    terminal.shows("A Walk");
    terminal.send("/wal");
    stands_behind(&terminal, "/ wal");
    terminal.send("\r?/");
    stands_behind(&terminal, "/ ");
    terminal.send("\x1b");
    terminal.wait_for_hidden_cursor();
    terminal.send("q");
    quit(terminal);
}

#[test]
fn the_cursor_stands_in_a_blank_that_is_typed_into() {
    let home = Home::with_lesson(
        "---\ntitle: Sky\n---\n# Sky\n\n<!-- quiz -->\n\n## Fill\n\nIt is [[blue]] up there.\n\n<!-- /quiz -->\n",
    );
    let mut terminal = reading_sky(&home);
    assert!(terminal.hides_cursor());
    terminal.send("\t\rbl");
    stands_behind(&terminal, "It is bl");
    // The help lies over it.
    terminal.send("\x1bOP");
    terminal.shows("╭ Keys");
    assert!(terminal.hides_cursor());
    terminal.send("\x1b");
    stands_behind(&terminal, "It is bl");
    terminal.send("\x1b");
    terminal.wait_for_hidden_cursor();
    quit(terminal);
}

fn reading_sky(home: &Home) -> Terminal {
    let terminal = start(home, &["--course", "walk", "--lesson", "1.1"]);
    terminal.shows("up there");
    terminal
}
