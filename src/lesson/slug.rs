//! The anchors of headings, as GitHub and mdBook make them, so that links written for either work.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::document::Document;
use crate::domain::sanitize_line;

/// Gives each heading of a lesson an anchor of its own.
#[derive(Debug, Clone, Default)]
pub(super) struct Slugger {
    taken: HashMap<String, usize>,
}

impl Slugger {
    /// The anchor of a heading: lower case, spaces to hyphens, punctuation dropped; `-1`, `-2` when it repeats.
    pub(super) fn slug(&mut self, title: &str) -> String {
        let base = slug(title);
        self.unique(base)
    }

    /// `id` as the author gave it, made unique.
    pub(super) fn unique(&mut self, id: String) -> String {
        let count = self.taken.entry(id.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return id;
        }
        let mut number = *count - 1;
        loop {
            let numbered = format!("{id}-{number}");
            if !self.taken.contains_key(&numbered) {
                self.taken.insert(numbered.clone(), 1);
                return numbered;
            }
            number += 1;
        }
    }
}

/// The anchor of a heading by its text alone: letters, digits, marks and connecting signs stay (`\p{Word}`).
pub(super) fn slug(title: &str) -> String {
    if title.is_ascii() {
        return slug_of_ascii(title);
    }
    let mut slug = String::with_capacity(title.len());
    for c in title.trim().nfc() {
        match c {
            ' ' | '-' => slug.push('-'),
            '_' | '\u{203F}' | '\u{2040}' => slug.push(c),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            c if !c.is_ascii() && is_combining_mark(c) => slug.push(c),
            _ => {}
        }
    }
    canonical(&slug).into_owned()
}

fn slug_of_ascii(title: &str) -> String {
    let title = title.trim().chars();
    title
        .filter_map(|c| match c {
            ' ' | '-' => Some('-'),
            '_' => Some(c),
            c if c.is_ascii_alphanumeric() => Some(c.to_ascii_lowercase()),
            _ => None,
        })
        .collect()
}

/// An anchor as anchors are compared and shown: composed, and without what can't be shown.
pub(super) fn canonical(anchor: &str) -> Cow<'_, str> {
    match is_nfc(anchor) {
        true => sanitize_line(anchor),
        false => {
            let composed: String = anchor.nfc().collect();
            Cow::Owned(sanitize_line(&composed).into_owned())
        }
    }
}

/// The anchors of a lesson, without its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Anchors(HashSet<String>);

impl Anchors {
    /// The anchors of a text.
    pub fn of(text: &Document) -> Anchors {
        let headings = text.headings().iter().map(|heading| heading.slug.clone());
        Anchors(
            headings
                .chain(text.parsed().anchors.keys().cloned())
                .collect(),
        )
    }

    /// Every name, in no order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether an anchor leads somewhere on the page of the lesson: into its text, or to the title that stands above a
    /// text without one of its own.
    pub fn lead(&self, title: &str, anchor: &str) -> bool {
        let title = slug(title);
        // The title takes its anchor first, so headings of the same words have the next numbers.
        let number = anchor
            .strip_prefix(&title)
            .and_then(|rest| rest.strip_prefix('-'))
            .and_then(|number| number.parse::<usize>().ok());
        let before = number.map(|number| match number.checked_sub(1) {
            None | Some(0) => title.clone(),
            Some(before) => format!("{title}-{before}"),
        });
        self.is_there(anchor)
            || anchor == title
            || before.is_some_and(|before| self.is_there(&before))
    }

    /// As [`Document::block_of_anchor`] finds it.
    fn is_there(&self, anchor: &str) -> bool {
        let anchor = &*canonical(anchor);
        let lower = anchor.to_lowercase();
        anchor.is_empty() || lower == "top" || self.0.contains(anchor) || self.0.contains(&lower)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_are_those_of_github() {
        assert_eq!(slug("Hello, World!"), "hello-world");
        assert_eq!(slug("C++ & Rust"), "c--rust");
        assert_eq!(slug("Über die `std::fmt`"), "über-die-stdfmt");
    }

    #[test]
    fn marks_stay_in_anchors() {
        assert_eq!(slug("हिन्दी भाषा"), "हिन्दी-भाषा");
        assert_eq!(slug("1\u{FE0F}\u{20E3} First"), "1\u{FE0F}\u{20E3}-first");
        assert_eq!(slug("Cafe\u{301}"), slug("Café"));
        assert_eq!(slug("⚙\u{FE0F} Settings"), canonical("\u{FE0F}-settings"));
    }

    #[test]
    fn a_repeated_heading_gets_a_number() {
        let mut slugger = Slugger::default();
        let slugs = ["Solution", "Solution", "Solution-1", "Solution"].map(|t| slugger.slug(t));
        assert_eq!(
            slugs,
            ["solution", "solution-1", "solution-1-1", "solution-2"]
        );
    }
}
