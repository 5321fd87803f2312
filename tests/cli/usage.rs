//! Wrong usage: exit status 2, and what to do instead.

use crate::home::Home;
use crate::{refused, said};

#[test]
fn without_a_terminal_the_reader_names_the_command_that_prints() {
    let home = Home::new();
    let (status, complaint) = refused(&home.run(&[]));
    assert_eq!(status, 2);
    assert!(complaint.contains("lyceum read"), "{complaint}");
}

#[test]
fn wrong_usage_ends_with_2() {
    let home = Home::new();
    for arguments in [
        &["corses"][..],
        &["read"],
        &["read", "walk", "two"],
        &["read", "walk", "1.0"],
        &["read", "walk", "--width", "5"],
        &["complete", "walk"],
        &["completions", "tcsh"],
        &["--lesson", "1.1"],
        &["--course", "Not A Slug"],
        &["config"],
        &["courses", "--measure", "wide"],
    ] {
        let (status, complaint) = refused(&home.run(arguments));
        assert_eq!(status, 2, "{arguments:?}: {complaint}");
        assert!(!complaint.trim().is_empty(), "{arguments:?}");
    }
}

#[test]
fn help_and_version_are_no_errors() {
    let home = Home::new();
    assert!(said(&home.run(&["--help"])).contains("completions"));
    assert!(said(&home.run(&["read", "--help"])).contains("--width"));
    assert_eq!(
        said(&home.run(&["--version"])),
        format!("lyceum {}\n", env!("CARGO_PKG_VERSION"))
    );
}

#[test]
fn a_home_that_cannot_be_used_is_said_with_its_path() {
    let home = Home::new();
    home.write("data", "a file where a folder should be");
    let (status, complaint) = refused(&home.run(&["courses"]));
    assert_eq!(status, 1);
    assert!(
        complaint.contains("lyceum.db") && complaint.contains("LYCEUM_HOME"),
        "{complaint}"
    );
}

#[cfg(unix)]
#[test]
fn control_characters_of_names_never_reach_the_terminal() {
    const EVIL: &str = "x\x1b]2;owned\x07\x1b[31mred\rback\u{9b}1m\u{202e}";
    let home = Home::new();
    home.write(&format!("{EVIL}/course.toml"), "slug = 1\n");
    home.write_course("course");
    home.write(&format!("course/modules/{EVIL}.md"), "stray");
    home.write(
        &format!("course/modules/03-{EVIL}/01-a.md"),
        "# A\n\n[gone](nowhere.md)\n",
    );
    for arguments in [
        &["import", EVIL][..],
        &["import", &format!("{EVIL}-gone")],
        &["import", "course"],
        &["read", EVIL],
        &["--profile", EVIL, "courses"],
        &["--theme", EVIL, "courses"],
        &[EVIL],
    ] {
        assert_harmless(arguments, &home.run(arguments));
    }
    let elsewhere = home.path().join(EVIL);
    for arguments in [
        &["config", "path"][..],
        &["config", "path", "--json"],
        &["courses"],
    ] {
        let output = home
            .command(arguments)
            .env("LYCEUM_HOME", &elsewhere)
            .output();
        assert_harmless(arguments, &output.unwrap());
    }
    let output = home.command(&["courses"]).env("LYCEUM_HOME", EVIL).output();
    let (status, complaint) = refused(&output.unwrap());
    assert_eq!(status, 2, "{complaint}");
}

#[cfg(unix)]
fn assert_harmless(arguments: &[&str], output: &std::process::Output) {
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        let obeyed = text
            .chars()
            .find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        assert_eq!(obeyed, None, "{arguments:?}: {text:?}");
    }
}
