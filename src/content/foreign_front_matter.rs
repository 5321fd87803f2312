//! Reads the front matter of pages in other formats: YAML between `---`, TOML between `+++`, or a JSON object.

use serde_json::{Map, Value};

use super::front_matter::front_matter;
use super::text::Text;
use crate::lesson::Above;

/// The keys of a front matter or a manifest that isn't ours: what is asked for is taken, the rest is nobody's business.
#[derive(Debug, Default, Clone)]
pub(super) struct Front(pub(super) Map<String, Value>);

/// The line that begins and ends TOML.
const TOML_FENCE: &str = "+++";

impl Front {
    /// The front matter of a page and where its Markdown starts; an error names the language that it isn't in.
    pub(super) fn of(text: &Text) -> (Result<Front, &'static str>, usize) {
        if let Some((front, end)) = json(text.as_str()) {
            return (Ok(front), end);
        }
        let matter = front_matter(text).unwrap_or(Above::NOTHING);
        let keys = text.slice(matter.keys);
        let front = match text.as_str().starts_with(TOML_FENCE) {
            true => {
                let table = keys.parse::<toml::Table>().map_err(|_| "TOML");
                table.map(|table| table.into_iter().map(plain_entry).collect())
            }
            false => {
                let map = serde_saphyr::from_str::<Option<Map<String, Value>>>(keys);
                map.map(Option::unwrap_or_default).map_err(|_| "YAML")
            }
        };
        (front.map(Front), matter.end)
    }

    /// A text or a number, as text.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        match self.0.get(key)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        }
    }

    pub(super) fn number(&self, key: &str) -> Option<f64> {
        match self.0.get(key)? {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        }
    }

    pub(super) fn flag(&self, key: &str) -> Option<bool> {
        self.0.get(key)?.as_bool()
    }

    /// A whole number of minutes.
    pub(super) fn minutes(&self, key: &str) -> Option<u32> {
        let minutes = self.number(key).filter(|n| (0.0..100_000.0).contains(n))?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is in range"
        )]
        Some(minutes.round() as u32)
    }
}

/// The object that a page begins with, and its end.
fn json(text: &str) -> Option<(Front, usize)> {
    if !text.starts_with('{') {
        return None;
    }
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Map<String, Value>>();
    let front = values.next()?.ok()?;
    let end = values.byte_offset();
    // A page may begin with a brace; one that is front matter ends its line.
    let rest = text.get(end..)?;
    let line = rest.split('\n').next().unwrap_or_default();
    line.trim()
        .is_empty()
        .then_some((Front(front), end + line.len()))
}

fn plain_entry((key, value): (String, toml::Value)) -> (String, Value) {
    (key, plain(value))
}

fn plain(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => text.into(),
        toml::Value::Integer(number) => number.into(),
        toml::Value::Float(number) => number.into(),
        toml::Value::Boolean(flag) => flag.into(),
        toml::Value::Datetime(instant) => instant.to_string().into(),
        toml::Value::Array(values) => values.into_iter().map(plain).collect(),
        toml::Value::Table(table) => Value::Object(table.into_iter().map(plain_entry).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_yaml_toml_or_json() {
        for (page, markdown) in [
            ("---\ntitle: A\nweight: 2\n---\nText", "Text"),
            (
                "+++\ntitle = 'A'\nweight = 2\ndate = 2024-01-02\n+++\nText",
                "Text",
            ),
            ("{\n  \"title\": \"A\",\n  \"weight\": 2\n}\nText", "\nText"),
        ] {
            let text = Text::decode("a.md".into(), page.into()).unwrap();
            let (front, end) = Front::of(&text);
            let front = front.unwrap();
            assert_eq!(front.text("title").as_deref(), Some("A"), "{page}");
            assert_eq!(front.number("weight"), Some(2.0), "{page}");
            assert_eq!(&page[end..], markdown);
        }
        for page in ["+++ {\"a\": 1}\nText\n+++\n", "{ a } is a set", "+++\nText"] {
            let text = Text::decode("a.md".into(), page.into()).unwrap();
            assert_eq!(Front::of(&text).1, 0, "{page}");
        }
    }
}
