//! Signs that the parser would take for marks, hidden from it: it reads a text as long as the source in which each of
//! them is a control character that the source doesn't have.
//!
//! Waits for pulldown-cmark's reports 695 (emphasis inside bare addresses) and for a way to say what a formula is.

use std::borrow::Cow;

use memchr::memchr;
use pulldown_cmark::{CowStr, Event, Tag};

use super::autolink::signs_in_addresses;
use super::colons::Colons;
use super::dollars::dollars_of_text;
use super::sections::{counterpart, text_in};

/// A text and how it is parsed.
#[derive(Debug)]
pub(super) struct Hidden<'a> {
    text: &'a str,
    parsed: Cow<'a, str>,
    defines: bool,
    /// The signs that are hidden, each with what stands for it.
    marks: Vec<(u8, char)>,
}

impl<'a> Hidden<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let colons = Colons::of(text);
        let mut signs = signs_in_addresses(text);
        signs.extend(dollars_of_text(text, &signs));
        signs.extend(&colons.others);
        signs.sort_unstable();
        signs.dedup();
        let mut hidden = Hidden {
            text,
            parsed: Cow::Borrowed(text),
            defines: colons.define,
            marks: Vec::new(),
        };
        if !signs.is_empty() {
            hidden.hide(&signs);
        }
        hidden
    }

    /// Puts marks where signs stand, by their bytes in ascending order. Signs stay where the text leaves no mark.
    fn hide(&mut self, signs: &[usize]) {
        let bytes = self.text.as_bytes();
        let mut free = (1..=8).filter(|mark| memchr(*mark, bytes).is_none());
        let mut parsed = String::with_capacity(self.text.len());
        let mut from = 0;
        for at in signs {
            let Some(sign) = self.text.as_bytes().get(*at).copied() else {
                continue;
            };
            let known = self.marks.iter().find(|(known, _)| *known == sign);
            let mark = match known {
                Some((_, mark)) => *mark,
                None => {
                    let Some(mark) = free.next().map(char::from) else {
                        continue;
                    };
                    self.marks.push((sign, mark));
                    mark
                }
            };
            parsed.push_str(self.text.get(from..*at).unwrap_or_default());
            parsed.push(mark);
            from = at + 1;
        }
        parsed.push_str(self.text.get(from..).unwrap_or_default());
        self.parsed = Cow::Owned(parsed);
    }

    /// Whether the text has definitions.
    pub(super) fn defines(&self) -> bool {
        self.defines
    }

    /// The text for the parser: the source's, or one as long in which some signs are hidden.
    pub(super) fn parsed(&self) -> &str {
        &self.parsed
    }

    /// Makes an event of what is parsed one of the text.
    pub(super) fn restore<'e>(&'e self, event: &mut Event<'e>) {
        let Cow::Owned(parsed) = &self.parsed else {
            return;
        };
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                self.put_back(dest_url);
            }
            _ => {
                let Some(text) = text_in(event) else { return };
                match counterpart(text, parsed, self.text) {
                    Some(there) => *text = CowStr::Borrowed(there),
                    None => self.put_back(text),
                }
            }
        }
    }

    /// Puts the signs back into a text that stands nowhere in the source.
    fn put_back(&self, text: &mut CowStr<'_>) {
        if !text.bytes().any(|byte| byte < b'\t') {
            return;
        }
        let sign = |c: char| {
            let hidden = self.marks.iter().find(|(_, mark)| *mark == c);
            hidden.map_or(c, |(sign, _)| char::from(*sign))
        };
        *text = text.chars().map(sign).collect::<String>().into();
    }
}
