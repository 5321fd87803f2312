//! What holds in a whole text and is written anywhere in it: addresses of reference links, and which footnotes
//! there are.

use std::collections::HashMap;

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};
use unicase::UniCase;

/// The definitions of a text that is parsed in sections.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    /// Address by label: the first definition of a label counts.
    addresses: HashMap<UniCase<String>, String>,
    /// Empty footnotes of every label that has one, as Markdown.
    notes: String,
}

impl Definitions {
    /// Gathers what the sections of a text define.
    pub(super) fn of<'a>(sections: impl Iterator<Item = &'a str>, options: Options) -> Self {
        let mut definitions = Definitions::default();
        for section in sections.filter(|section| section.contains("]:")) {
            definitions.gather(section, options);
        }
        // A comment ends the last of the notes, whatever follows.
        if !definitions.notes.is_empty() {
            definitions.notes.push_str("<!-- -->\n");
        }
        definitions
    }

    fn gather(&mut self, section: &str, options: Options) {
        let parser = Parser::new_ext(section, options);
        for (label, definition) in parser.reference_definitions().iter() {
            let address = self.addresses.entry(UniCase::new(label.to_owned()));
            address.or_insert_with(|| definition.dest.to_string());
        }
        if !section.contains("[^") {
            return;
        }
        for event in parser {
            if let Event::Start(Tag::FootnoteDefinition(label)) = event {
                self.notes.push_str(&format!("[^{label}]:\n\n"));
            }
        }
    }

    /// Lines of Markdown that make all footnotes known, and are empty themselves.
    pub(super) fn notes(&self) -> &str {
        &self.notes
    }

    /// The address that a label means.
    pub(super) fn address(&self, label: &str) -> Option<&str> {
        self.addresses
            .get(&UniCase::new(label.to_owned()))
            .map(String::as_str)
    }

    /// A link by reference leads where the first definition in the whole text says, not the first in its section.
    pub(super) fn resolve<'a>(&'a self, tag: &mut Tag<'a>) {
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
            && let Some(address) = self.address(id)
        {
            *dest_url = address.into();
        }
    }
}
