//! Terminals that can show text alone, or don't know their size.

use std::path::Path;

use crate::home::{Home, LYCEUM};
use crate::terminal::Terminal;

/// What a command says there, and its exit status.
fn said(home: &Home, arguments: &[&str], columns: u16, term: &str) -> (u32, String) {
    let variables = [("TERM", term), ("COLORTERM", "")];
    let program = Path::new(LYCEUM);
    let mut terminal = Terminal::of_size(columns, 24, program, home.path(), arguments, &variables);
    terminal.ended()
}

#[test]
fn where_only_text_can_be_shown_there_is_only_text() {
    let home = Home::with_course();
    for term in ["dumb", ""] {
        for arguments in [&["read", "walk", "1.1"][..], &["courses"], &["--nonsense"]] {
            let (_, bytes) = said(&home, arguments, 80, term);
            assert!(!bytes.contains('\x1b'), "{term:?} {arguments:?}: {bytes:?}");
        }
        let (status, bytes) = said(&home, &[], 80, term);
        assert_eq!(status, 2, "{bytes}");
        assert!(
            bytes.contains("TERM") && bytes.contains("lyceum read"),
            "{bytes}"
        );
        assert!(!bytes.contains('\x1b'), "{bytes:?}");
    }
}

#[test]
fn a_terminal_of_no_columns_is_one_whose_size_nobody_knows() {
    let long = format!("---\ntitle: Long\n---\n{}\n", "Words to read. ".repeat(40));
    let home = Home::with_lesson(&long);
    let (status, bytes) = said(&home, &["read", "walk", "1.1"], 0, "xterm-256color");
    assert_eq!(status, 0);
    let widest = bytes.lines().map(str::len).max().unwrap();
    assert!((60..=100).contains(&widest), "{widest}: {bytes}");
}
