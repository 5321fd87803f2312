//! Fields of a YAML front matter.

use std::fmt;
use std::ops::Range;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::Value;
use serde_saphyr::{Location, Spanned};

use super::{Field, Fields};
use crate::content::text::Text;

impl<'a> Fields<'a> {
    /// The fields of the YAML that stands in `range` of the file.
    pub(in crate::content) fn yaml(text: &'a Text, range: Range<usize>) -> Fields<'a> {
        let start = range.start;
        let yaml = text.slice(range);
        let offset = |at: &Location| {
            let at = at.span().byte_offset().unwrap_or(0);
            start + usize::try_from(at).unwrap_or(0)
        };
        match serde_saphyr::from_str::<Mapping>(yaml) {
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
                let at = error.location().map_or(start, |at| offset(&at));
                let message = error.without_snippet().to_string();
                let problem = text.error("yaml", at, message);
                Fields::new(text, Vec::new(), vec![problem])
            }
        }
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
