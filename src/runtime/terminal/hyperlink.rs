//! Web links as the terminal's own (OSC 8): it shows the address under the mouse, and opens it when asked its way.

use std::fmt::Write as _;
use std::sync::Arc;

use crate::ui::WebLink;

/// The longest address that terminals take, in bytes (VTE's limit).
const LONGEST: usize = 2083;

/// Whether a terminal of that name takes them. One inside of another passes nothing on by itself.
pub fn takes_hyperlinks(variable: &dyn Fn(&str) -> Option<String>) -> bool {
    const KNOWN: [&str; 11] = [
        "kitty",
        "ghostty",
        "foot",
        "alacritty",
        "wezterm",
        "iterm",
        "contour",
        "vscode",
        "mintty",
        "rio",
        "konsole",
    ];
    const FIRST_VTE: u32 = 5000;
    let value = |name: &str| variable(name).unwrap_or_default().to_lowercase();
    let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
    let is_inside = ["tmux", "screen"].iter().any(|name| term.starts_with(name))
        || ["TMUX", "STY", "ZELLIJ"]
            .iter()
            .any(|name| !value(name).is_empty());
    let is_known = KNOWN
        .iter()
        .any(|name| term.contains(name) || program.contains(name));
    let is_set = ["KONSOLE_VERSION", "WT_SESSION"]
        .iter()
        .any(|name| !value(name).is_empty());
    let is_vte = value("VTE_VERSION")
        .parse::<u32>()
        .is_ok_and(|version| version >= FIRST_VTE);
    !is_inside && (is_known || is_set || is_vte)
}

/// The address that each cell leads to, row by row.
pub(super) fn mark(links: &[WebLink], columns: u16, cells: &mut [Option<Arc<str>>]) {
    for link in links {
        let Some(address) = harmless(&link.address) else {
            continue;
        };
        let first = usize::from(link.y) * usize::from(columns) + usize::from(link.x);
        let room = columns.saturating_sub(link.x).min(link.columns);
        let marked = cells.get_mut(first..first + usize::from(room));
        for cell in marked.unwrap_or_default() {
            *cell = Some(Arc::clone(&address));
        }
    }
}

/// The address in ASCII without a sign that a terminal could obey; none where it has such signs, or is too long.
fn harmless(address: &str) -> Option<Arc<str>> {
    let mut harmless = String::with_capacity(address.len());
    for character in address.chars() {
        match character {
            '!'..='~' => harmless.push(character),
            _ if character.is_control() => return None,
            _ => {
                for byte in character.encode_utf8(&mut [0; 4]).bytes() {
                    let _infallible = write!(harmless, "%{byte:02X}");
                }
            }
        }
    }
    (harmless.len() <= LONGEST).then(|| harmless.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_can_not_end_its_sequence() {
        let sent = |address| harmless(address).as_deref().map(str::to_owned);
        let plain = "https://a.example/b?c=d;e#f";
        assert_eq!(sent(plain).as_deref(), Some(plain));
        assert_eq!(
            sent("https://a.example/é \u{202e}").as_deref(),
            Some("https://a.example/%C3%A9%20%E2%80%AE")
        );
        for evil in [
            "https://a/\x1b\\x",
            "https://a/\u{9c}x",
            "https://a/\x07",
            "https://a/\n",
        ] {
            assert_eq!(sent(evil), None, "{evil:?}");
        }
        assert_eq!(sent(&"x".repeat(LONGEST + 1)), None);
    }

    #[test]
    fn only_terminals_that_are_known_to_take_links_get_them() {
        let takes = |variables: &[(&str, &str)]| {
            takes_hyperlinks(&|name| {
                let found = variables.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert!(takes(&[("TERM", "xterm-kitty")]));
        assert!(takes(&[("TERM", "foot")]));
        assert!(takes(&[
            ("TERM", "xterm-256color"),
            ("VTE_VERSION", "7200")
        ]));
        assert!(!takes(&[
            ("TERM", "xterm-256color"),
            ("VTE_VERSION", "4800")
        ]));
        assert!(!takes(&[("TERM", "xterm-256color")]));
        assert!(!takes(&[("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux")]));
        assert!(!takes(&[]));
    }

    #[test]
    fn a_link_marks_its_cells_and_none_beyond_the_row() {
        let link = WebLink {
            x: 2,
            y: 1,
            columns: 9,
            address: "https://a.example/".to_owned(),
        };
        let mut cells = vec![None; 12];
        mark(&[link], 4, &mut cells);
        let marked: Vec<usize> = (0..12).filter(|at| cells[*at].is_some()).collect();
        assert_eq!(marked, [6, 7]);
    }
}
