//! A lesson so long that a part of it is shown first.

use crate::home::Home;
use crate::reader::{quit, start};

const LESSON: [&str; 4] = ["--course", "walk", "--lesson", "1.1"];

#[test]
fn a_very_long_lesson_opens_reaches_its_end_and_opens_there_again() {
    let mut text = "---\ntitle: Far\n---\n# Far\n\nThe first step.\n\n".to_owned();
    for mile in 1..3000 {
        let road = "The road goes on and on. ".repeat(50);
        text.push_str(&format!("## Mile {mile}\n\n{road}\n\n"));
    }
    text.push_str("## Home\n\nThe last step.\n");
    let home = Home::with_lesson(&text);
    let mut terminal = start(&home, &LESSON);
    terminal.shows("The first step");
    terminal.send("G");
    terminal.shows("The last step");
    quit(terminal);

    let mut terminal = start(&home, &LESSON);
    terminal.shows("The last step");
    terminal.send("gg");
    terminal.shows("The first step");
    quit(terminal);
}
