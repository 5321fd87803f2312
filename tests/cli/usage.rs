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
