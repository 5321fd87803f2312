//! The part of a file that `{{#include}}` names: `file`, `file:2`, `file:2:5`, `file::5`, `file:anchor`.

use std::ops::RangeInclusive;

/// A file and the part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Include<'a> {
    pub(super) file: &'a str,
    selection: Selection<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Selection<'a> {
    Lines(RangeInclusive<usize>),
    Anchor(&'a str),
}

impl<'a> Include<'a> {
    /// Parses the argument of a directive.
    pub(super) fn parse(argument: &'a str) -> Include<'a> {
        let mut parts = argument.trim().split(':');
        let file = parts.next().unwrap_or_default().trim();
        let (first, second) = (parts.next().map(str::trim), parts.next().map(str::trim));
        let number = |text: &str| text.parse::<usize>().ok();
        let selection = match (first, second) {
            (None | Some(""), None) => Selection::Lines(1..=usize::MAX),
            (Some(first), None) => match number(first) {
                Some(line) => Selection::Lines(line..=line),
                None => Selection::Anchor(first),
            },
            (first, Some(second)) => {
                let from = first.and_then(number).unwrap_or(1);
                Selection::Lines(from..=number(second).unwrap_or(usize::MAX))
            }
        };
        Include { file, selection }
    }

    /// The lines that it names, without the lines that only mark anchors; none where the anchor is missing.
    pub(super) fn lines<'t>(&self, text: &'t str) -> Option<Vec<&'t str>> {
        let lines = text.lines();
        match &self.selection {
            Selection::Lines(range) => {
                let numbered = lines
                    .enumerate()
                    .filter(|(at, _)| range.contains(&(at + 1)));
                let texts = numbered.map(|(_, line)| line);
                Some(texts.filter(|line| anchor(line).is_none()).collect())
            }
            Selection::Anchor(name) => {
                let mut inside = false;
                let mut found = false;
                let mut taken = Vec::new();
                for line in lines {
                    match anchor(line) {
                        Some((mark, starts)) if mark == *name => {
                            inside = starts;
                            found |= starts;
                        }
                        Some(_) => {}
                        None if inside => taken.push(line),
                        None => {}
                    }
                }
                found.then_some(taken)
            }
        }
    }
}

/// The name of the anchor that a line marks, and whether it starts there.
fn anchor(line: &str) -> Option<(&str, bool)> {
    let (rest, starts) = match line.split_once("ANCHOR_END:") {
        Some((_, rest)) => (rest, false),
        None => (line.split_once("ANCHOR:")?.1, true),
    };
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '-'));
    let name = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
    (!name.is_empty()).then_some((name, starts))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "one\n// ANCHOR: a\ntwo\n// ANCHOR: b\nthree\n// ANCHOR_END: a\nfour\n// ANCHOR_END: b\nfive";

    #[test]
    fn parts_of_files_are_lines_or_anchors() {
        let lines = |argument: &str| {
            let include = Include::parse(argument);
            assert_eq!(include.file, "f.rs");
            include.lines(TEXT).map(|lines| lines.join(" "))
        };
        for (argument, expected) in [
            ("f.rs", Some("one two three four five")),
            ("f.rs:1", Some("one")),
            ("f.rs:3:5", Some("two three")),
            ("f.rs::3", Some("one two")),
            ("f.rs:7:", Some("four five")),
            ("f.rs:a", Some("two three")),
            ("f.rs:b", Some("three four")),
            ("f.rs:c", None),
            ("f.rs:99", Some("")),
        ] {
            assert_eq!(lines(argument).as_deref(), expected, "{argument}");
        }
    }
}
