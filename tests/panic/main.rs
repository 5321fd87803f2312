//! A program with a defect: its drawing panics. It gives the terminal back, keeps what was learned, ends with a
//! failure and names the log, which has no secret, whatever the panic says.
//!
//! The test starts itself as that program, so that the product needs no way to panic.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "the terminal under test has a thread that reads, and a clock that gives up"
)]

use std::process::ExitCode;

#[cfg(unix)]
#[expect(dead_code, reason = "this test needs only some of it")]
#[path = "../support/home.rs"]
mod home;
#[cfg(unix)]
#[expect(dead_code, reason = "this test needs only some of it")]
#[path = "../support/terminal.rs"]
mod terminal;

/// Set where the test is the program.
const IS_PROGRAM: &str = "LYCEUM_TEST_IS_PROGRAM";

fn main() -> ExitCode {
    if std::env::var_os(IS_PROGRAM).is_some() {
        return lyceum::cli::main(fragile_view);
    }
    #[cfg(unix)]
    if !std::env::args().any(|argument| argument == "--list") {
        a_panic_gives_the_terminal_back_and_names_the_log();
    }
    ExitCode::SUCCESS
}

/// What must not be found in the log.
#[cfg(unix)]
const GEHEIM: &str = "geheim-8c1f2d";

/// Draws as always, except for the help: then the panic tells all that the program knows.
fn fragile_view(
    model: &lyceum::app::Model,
    gallery: &lyceum::ui::gallery::Gallery,
    theme: &lyceum::ui::theme::Theme,
    frame: &mut ratatui::Frame<'_>,
) {
    assert!(
        !matches!(model.overlay, Some(lyceum::app::Overlay::Help(_))),
        "the help can't be drawn: {model:?}"
    );
    lyceum::ui::draw(model, gallery, theme, frame);
}

#[cfg(unix)]
fn a_panic_gives_the_terminal_back_and_names_the_log() {
    let home = home::Home::with_course();
    let program = std::env::current_exe().unwrap();
    let arguments = ["--log", "trace", "--course", "walk", "--lesson", "1.1"];
    let variables = [
        (IS_PROGRAM, "1"),
        ("LYCEUM_URL", "http://127.0.0.1:1"),
        ("LYCEUM_VAULT", "environment"),
        ("LYCEUM_TOKEN", GEHEIM),
        ("PGPASSWORD", GEHEIM),
    ];
    let mut terminal = terminal::Terminal::start(&program, home.path(), &arguments, &variables);
    terminal.wait("2 s", |screen| {
        let is_early = |early: &str| screen.contains(early);
        screen.contains("counting ")
            && !["counting 00:00", "counting 00:01"]
                .iter()
                .any(|early| is_early(early))
    });
    let before = terminal.modes_at_start().to_owned();
    terminal.send("?");
    let (status, bytes) = terminal.ended();
    assert_eq!(status, 1);
    assert_eq!(terminal.modes(), before);
    let (_, after) = bytes.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("\x1b[?25h"), "{after:?}");
    let log = home.path().join("state/lyceum.log");
    assert!(after.contains(&log.display().to_string()), "{after:?}");
    assert!(
        !bytes.contains("the help can't be drawn"),
        "nothing is written over the screen"
    );
    let logged = std::fs::read_to_string(log).unwrap();
    assert!(
        logged.contains("the help can't be drawn: Model {"),
        "{logged}"
    );
    assert!(!logged.contains(GEHEIM) && !bytes.contains(GEHEIM));
    let total = home.json(&["progress", "--json"])["total_seconds"].as_u64();
    assert!(total.unwrap() >= 2, "time is saved after a panic too");
}
