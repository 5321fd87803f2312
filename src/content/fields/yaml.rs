//! Fields of a YAML front matter.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_saphyr::{DuplicateKeyPolicy, Location, Spanned};

use super::{Field, Fields};
use crate::content::text::Text;
use crate::domain::diagnostic::Code;

impl<'a> Fields<'a> {
    /// The fields of the YAML that stands in `range` of the file.
    pub(in crate::content) fn yaml(text: &'a Text, range: Range<usize>) -> Fields<'a> {
        // A key that stands twice comes through twice: it is reported where the other keys are.
        let options = serde_saphyr::options! {
            duplicate_keys: DuplicateKeyPolicy::PassThrough,
            with_snippet: false,
        };
        let yaml = text.slice(range.clone());
        let offset = |at: &Location| range.start + offset_in(yaml, at);
        match serde_saphyr::from_str_with_options::<Mapping>(yaml, options) {
            Ok(Mapping(entries)) => {
                let field = |(key, value): (Spanned<String>, Spanned<Value>)| Field {
                    key_at: offset(&key.referenced),
                    key: key.value,
                    value_at: offset(&value.referenced),
                    value: value.value,
                };
                Fields::new(text, entries.into_iter().map(field).collect(), Vec::new())
            }
            Err(error) => {
                let at = error.location().map_or(range.start, |at| offset(&at));
                let problem = text.error(Code::Yaml, at, explain(&error.to_string()));
                Fields::new(text, Vec::new(), vec![problem])
            }
        }
    }
}

/// The byte at a line and column of the YAML.
fn offset_in(yaml: &str, at: &Location) -> usize {
    let count = |from_one: u64| usize::try_from(from_one.saturating_sub(1)).unwrap_or(0);
    let mut lines = yaml.split_inclusive('\n');
    let before: usize = lines.by_ref().take(count(at.line())).map(str::len).sum();
    let line = lines.next().unwrap_or_default();
    let column = line.char_indices().nth(count(at.column()));
    before + column.map_or(line.len(), |(offset, _)| offset)
}

/// The parser's message without its place, which is counted from the front matter's own beginning.
fn explain(message: &str) -> String {
    let message = message.rsplit_once(" at line ").map_or(message, |(m, _)| m);
    match message {
        "mapping values are not allowed in this context" => {
            "a value with a colon and a space in it must stand in quotes".to_owned()
        }
        other => other.to_owned(),
    }
}

/// The entries of a mapping in order; nothing at all is an empty one.
#[derive(Default)]
struct Mapping(Vec<(Spanned<String>, Spanned<Value>)>);

impl<'de> Deserialize<'de> for Mapping {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Entries)
    }
}

struct Entries;

impl<'de> Visitor<'de> for Entries {
    type Value = Mapping;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("keys with values, such as `title: Tokens`")
    }

    fn visit_unit<E>(self) -> Result<Mapping, E> {
        Ok(Mapping::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mapping, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Mapping(entries))
    }
}
