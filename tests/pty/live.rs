//! What another window does shows by itself: no key, no focus.

use crate::home::Home;
use crate::reader::{quit, reading, start};

#[test]
fn a_lesson_that_another_window_changes_shows_its_new_text() {
    let home = Home::with_course();
    let terminal = reading(&home);
    let text = "---\ntitle: Step 1\n---\n# Step 1\n\nThe stones are gone.\n";
    home.write("course/modules/01-out/01-door.md", text);
    assert!(home.run(&["import", "course"]).status.success());
    terminal.shows("The stones are gone");
    quit(terminal);
}

#[test]
fn what_another_window_completes_is_done_here() {
    let home = Home::with_course();
    let terminal = start(&home, &["--course", "walk"]);
    terminal.shows("0/2");
    assert!(home.run(&["complete", "walk", "1.1"]).status.success());
    terminal.shows("1/2");
    quit(terminal);
}
