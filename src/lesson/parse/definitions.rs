//! Definitions that apply to a whole text and may stand anywhere in it: addresses of reference links, and footnotes.
//! They are found by their looks; the section that one stands in is parsed when somebody asks.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::labels::{self, Key, key, owned};

/// The definitions of a text that is parsed in sections.
#[derive(Debug)]
pub(super) struct Definitions<'a> {
    options: Options,
    sections: Vec<Defining<'a>>,
    /// Number among `labels` by what a label is compared by.
    numbers: HashMap<Key<'a>, usize>,
    labels: Vec<Label>,
}

/// A section that something may be defined in.
#[derive(Debug)]
struct Defining<'a> {
    text: &'a str,
    /// Where it starts in the whole text.
    start: usize,
    addresses: OnceCell<HashMap<Key<'static>, String>>,
    notes: OnceCell<Notes>,
}

/// Where texts of footnotes stand in the whole text, labels included: by label, that of a footnote begins with `^`.
pub(super) type Notes = HashMap<Key<'static>, Vec<Range<usize>>>;

/// Where a label is defined.
#[derive(Debug, Default)]
struct Label {
    /// The sections that look as if they define it, in their order.
    looks: Vec<usize>,
    /// The first that does.
    first: OnceCell<Option<usize>>,
}

impl<'a> Definitions<'a> {
    /// The definitions of a text whose sections have these ranges.
    pub(super) fn of(text: &'a str, sections: &[Range<usize>], options: Options) -> Self {
        let defining = |range: &Range<usize>| Defining {
            text: text.get(range.clone()).unwrap_or_default(),
            start: range.start,
            addresses: OnceCell::new(),
            notes: OnceCell::new(),
        };
        let mut definitions = Definitions {
            options,
            sections: sections.iter().map(defining).collect(),
            numbers: HashMap::new(),
            labels: Vec::new(),
        };
        if sections.is_empty() {
            return definitions;
        }
        let mut odd = BTreeSet::new();
        let mut section = 0;
        for look in labels::defined(text) {
            while sections
                .get(section)
                .is_some_and(|range| range.end <= look.end)
            {
                section += 1;
            }
            match look.label {
                Some(label) => definitions.looks_in(key(label), section),
                None => drop(odd.insert(section)),
            }
        }
        for section in odd {
            definitions.parse_for_all(section);
        }
        definitions
    }

    /// Adds what a section defines, whatever it looks like.
    fn parse_for_all(&mut self, section: usize) {
        let addresses = self.addresses(section).into_iter().flatten();
        let addresses = addresses.map(|(key, _)| key.clone());
        let notes = self.notes(section).into_iter().flatten();
        let notes = notes.map(|(key, _)| key.clone());
        for key in addresses.chain(notes).collect::<Vec<_>>() {
            self.looks_in(key, section);
        }
    }

    fn looks_in(&mut self, key: Key<'a>, section: usize) {
        let number = *self.numbers.entry(key).or_insert(self.labels.len());
        if number == self.labels.len() {
            self.labels.push(Label::default());
        }
        if let Some(label) = self.labels.get_mut(number)
            && let Err(at) = label.looks.binary_search(&section)
        {
            label.looks.insert(at, section);
        }
    }

    fn label(&self, key: &Key<'_>) -> Option<&Label> {
        let number = self.numbers.get(key).copied()?;
        self.labels.get(number)
    }

    /// The addresses that a section defines for reference links.
    fn addresses(&self, section: usize) -> Option<&HashMap<Key<'static>, String>> {
        let section = self.sections.get(section)?;
        Some(section.addresses.get_or_init(|| {
            let parser = Parser::new_ext(section.text, self.options);
            let definitions = parser.reference_definitions().iter();
            definitions
                .map(|(label, link)| (owned(key(label)), link.dest.to_string()))
                .collect()
        }))
    }

    /// The footnotes that a section defines.
    pub(super) fn notes(&self, section: usize) -> Option<&Notes> {
        let section = self.sections.get(section)?;
        Some(section.notes.get_or_init(|| {
            let mut notes = Notes::new();
            if !section.text.contains("[^") {
                return notes;
            }
            for (event, range) in Parser::new_ext(section.text, self.options).into_offset_iter() {
                if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                    let texts = notes.entry(owned(key(&format!("^{label}")))).or_default();
                    texts.push(range.start + section.start..range.end + section.start);
                }
            }
            notes
        }))
    }

    /// The first section that defines a label.
    fn first(&self, label: &str) -> Option<usize> {
        let key = key(label);
        let entry = self.label(&key)?;
        let defines = |section: &usize| match label.starts_with('^') {
            true => self.notes(*section).is_some_and(|of| of.contains_key(&key)),
            false => self
                .addresses(*section)
                .is_some_and(|of| of.contains_key(&key)),
        };
        *entry
            .first
            .get_or_init(|| entry.looks.iter().copied().find(defines))
    }

    /// The sections that look as if they define a label.
    pub(super) fn looks(&self, key: &Key<'_>) -> &[usize] {
        self.label(key).map_or(&[], |label| &label.looks)
    }

    /// The labels of what looks like footnotes, in no order.
    pub(super) fn note_keys(&self) -> impl Iterator<Item = &Key<'a>> {
        self.numbers.keys().filter(|key| key.starts_with('^'))
    }

    /// The address that a label means.
    pub(super) fn address(&self, label: &str) -> Option<&str> {
        let addresses = self.addresses(self.first(label)?)?;
        addresses.get(&owned(key(label))).map(String::as_str)
    }

    /// A link by reference leads where the first definition in the whole text says, not the first in its section.
    pub(super) fn resolve<'t>(&'t self, tag: &mut Tag<'t>, section: usize) {
        use LinkType::{Collapsed, Reference, Shortcut};
        if let Tag::Link {
            link_type: Reference | Collapsed | Shortcut,
            dest_url,
            id,
            ..
        }
        | Tag::Image {
            link_type: Reference | Collapsed | Shortcut,
            dest_url,
            id,
            ..
        } = tag
            && self
                .looks(&key(id))
                .first()
                .is_some_and(|first| *first != section)
            && let Some(address) = self.address(id)
        {
            *dest_url = address.into();
        }
    }

    /// Lines of Markdown that make footnotes known which a part of a section refers to and other sections define;
    /// they are empty themselves.
    pub(super) fn lead(&self, part: &str, section: usize) -> String {
        let mut lead = String::new();
        let mut seen = BTreeSet::new();
        for reference in labels::referred(part) {
            // In a table a bar of the label has a backslash before it.
            for label in [
                Cow::Borrowed(reference.label),
                reference.label.replace("\\|", "|").into(),
            ] {
                let is_elsewhere = |look: &usize| *look != section;
                if self.looks(&key(&label)).iter().any(is_elsewhere)
                    && self.first(&label).is_some_and(|first| first != section)
                    && seen.insert(label.clone())
                {
                    lead.push_str(&format!("[{label}]:\n\n"));
                }
            }
        }
        // A comment ends the last of the notes, whatever follows.
        if !lead.is_empty() {
            lead.push_str("<!-- -->\n");
        }
        lead
    }
}
