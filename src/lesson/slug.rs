//! The anchors of headings, as GitHub and mdBook make them, so that links written for either work.

use std::collections::HashMap;

use super::document::Document;

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

/// The anchor of a heading by its text alone.
pub(super) fn slug(title: &str) -> String {
    let mut slug = String::with_capacity(title.len());
    for c in title.trim().chars() {
        match c {
            ' ' | '-' => slug.push('-'),
            '_' => slug.push('_'),
            c if c.is_alphanumeric() => slug.extend(c.to_lowercase()),
            _ => {}
        }
    }
    slug
}

/// Whether an anchor leads somewhere on the page of a lesson: into its text, or to the title that stands above a text
/// without one of its own.
pub fn anchor_on_page(text: &Document, title: &str, anchor: &str) -> bool {
    let is_there = |anchor: &str| text.block_of_anchor(anchor).is_some();
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
    is_there(anchor) || anchor == title || before.is_some_and(|before| is_there(&before))
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
    fn a_repeated_heading_gets_a_number() {
        let mut slugger = Slugger::default();
        let slugs = ["Solution", "Solution", "Solution-1", "Solution"].map(|t| slugger.slug(t));
        assert_eq!(
            slugs,
            ["solution", "solution-1", "solution-1-1", "solution-2"]
        );
    }
}
