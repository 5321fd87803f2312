//! Keys and values of a TOML file or a YAML front matter, each with its place; taken one by one with checks, so
//! that all problems are reported and not only the first.

mod toml;
mod yaml;

use std::collections::HashSet;
use std::str::FromStr;

use serde_json::Value;

use super::build::title_problem;
use super::text::Text;
use crate::domain::diagnostic::Code;
use crate::domain::{Diagnostic, path_in_course};

/// The longest id, in bytes.
const MAX_ID: usize = 100;

/// One key with its value; places are byte offsets in the file.
#[derive(Debug)]
struct Field {
    key: String,
    key_at: usize,
    value: Value,
    value_at: usize,
}

/// A value with its place in the file.
#[derive(Debug)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) at: usize,
}

/// The fields of one file, and the problems found in them.
#[derive(Debug)]
pub(super) struct Fields<'a> {
    text: &'a Text,
    fields: Vec<Field>,
    asked_for: Vec<&'static str>,
    /// The keys whose values are wrong.
    wrong: Vec<&'static str>,
    problems: Vec<Diagnostic>,
}

impl<'a> Fields<'a> {
    fn new(text: &'a Text, fields: Vec<Field>, mut problems: Vec<Diagnostic>) -> Self {
        let mut seen = HashSet::new();
        for Field { key, key_at, .. } in &fields {
            if !seen.insert(key) {
                let message = format!("`{key}` stands here a second time");
                problems.push(text.error(Code::DuplicateKey, *key_at, message));
            }
        }
        Fields {
            text,
            fields,
            asked_for: Vec::new(),
            wrong: Vec::new(),
            problems,
        }
    }

    /// The problems, and one for every key that nobody asked for.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        for field in &self.fields {
            let known = || self.asked_for.iter().copied();
            let message = format!("unknown key `{}`", field.key);
            let unknown = self.text.error(Code::UnknownKey, field.key_at, message);
            let mut unknown = unknown.with_meant(&field.key, known());
            let all = || format!("known here: {}", self.asked_for.join(", ")).into();
            unknown.hint.get_or_insert_with(all);
            self.problems.push(unknown);
        }
        self.problems
    }

    /// Reports the value of a key.
    pub(super) fn problem(&mut self, key: &'static str, at: usize, message: impl Into<String>) {
        self.wrong.push(key);
        self.problems
            .push(self.text.error(Code::WrongValue, at, message));
    }

    /// Reports a key that must be there and isn't; not one whose value is wrong, nor in a file that can't be
    /// read to its end.
    pub(super) fn required<T>(&mut self, key: &'static str, value: Option<T>) -> Option<T> {
        let unread = |problem: &Diagnostic| problem.has_code(Code::Toml);
        let explained = self.wrong.contains(&key) || self.problems.iter().any(unread);
        if value.is_none() && !explained {
            let message = format!("`{key}` is missing: add it");
            self.problems
                .push(self.text.file_error(Code::MissingKey, message));
        }
        value
    }

    fn take(&mut self, key: &'static str) -> Option<Field> {
        self.asked_for.push(key);
        let index = self.fields.iter().position(|field| field.key == key)?;
        let field = self.fields.remove(index);
        self.fields.retain(|field| field.key != key);
        Some(field)
    }

    fn wrong(&mut self, key: &'static str, field: &Field, wanted: &str) {
        let message = format!("`{key}` is {}, not {wanted}", kind(&field.value));
        self.problem(key, field.value_at, message);
    }

    /// A text with something in it.
    pub(super) fn text(&mut self, key: &'static str) -> Option<Located<String>> {
        let field = self.take(key)?;
        match &field.value {
            Value::String(text) if text.trim().is_empty() => {
                self.problem(key, field.value_at, format!("`{key}` is empty"));
                None
            }
            Value::String(text) if text.contains('\0') => {
                self.problem(key, field.value_at, format!("`{key}` has a NUL character"));
                None
            }
            Value::String(text) => Some(Located {
                value: text.trim().to_owned(),
                at: field.value_at,
            }),
            Value::Number(_) | Value::Bool(_) => {
                self.wrong(key, &field, "text: put it in quotes");
                None
            }
            _ => {
                self.wrong(key, &field, "text");
                None
            }
        }
    }

    /// A text that may say nothing, where it is there.
    pub(super) fn text_or_nothing(&mut self, key: &'static str) -> Option<String> {
        let is_nothing = |field: &&Field| field.key == key && field.value.as_str() == Some("");
        match self.fields.iter().any(|field| is_nothing(&field)) {
            true => self.take(key).map(|_| String::new()),
            false => self.text(key).map(|text| text.value),
        }
    }

    /// A text of one line, at most 200 characters long.
    pub(super) fn title(&mut self) -> Option<String> {
        let Located { value, at } = self.text("title")?;
        if let Some(reason) = title_problem(&value) {
            self.problem("title", at, reason);
            return None;
        }
        Some(value)
    }

    /// An id as an author may choose it.
    pub(super) fn id(&mut self) -> Option<Located<String>> {
        let id = self.text("id")?;
        let odd = |c: char| c.is_whitespace() || c.is_control();
        if id.value.len() > MAX_ID || id.value.contains(odd) {
            let message = format!("an id is at most {MAX_ID} bytes long, without spaces");
            self.problem("id", id.at, message);
            return None;
        }
        Some(id)
    }

    /// One of the words or names of a type.
    pub(super) fn parsed<T: FromStr>(&mut self, key: &'static str) -> Option<T>
    where
        T::Err: std::fmt::Display,
    {
        let Located { value, at } = self.text(key)?;
        match value.parse() {
            Ok(parsed) => Some(parsed),
            Err(reason) => {
                self.problem(key, at, format!("{reason}"));
                None
            }
        }
    }

    /// A whole number that is not negative.
    pub(super) fn number(&mut self, key: &'static str, wanted: &str) -> Option<Located<u32>> {
        let field = self.take(key)?;
        let number = field.value.as_u64().and_then(|n| u32::try_from(n).ok());
        if number.is_none() {
            let message = match &field.value {
                Value::Number(number) => format!("`{key}` is {number}, not {wanted}"),
                other => format!("`{key}` is {}, not {wanted}", kind(other)),
            };
            self.problem(key, field.value_at, message);
        }
        number.map(|value| Located {
            value,
            at: field.value_at,
        })
    }

    /// Yes or no; no where it isn't there.
    pub(super) fn flag(&mut self, key: &'static str) -> bool {
        let Some(field) = self.take(key) else {
            return false;
        };
        let flag = field.value.as_bool();
        if flag.is_none() {
            self.wrong(key, &field, "true or false");
        }
        flag.unwrap_or_default()
    }

    /// A list of sentences; empty where it isn't there.
    pub(super) fn sentences(&mut self, key: &'static str) -> Vec<String> {
        let Some(field) = self.take(key) else {
            return Vec::new();
        };
        let sentence = |value: &Value| {
            let text = value.as_str()?.trim();
            (!text.is_empty() && !text.contains('\0')).then(|| text.to_owned())
        };
        let sentences = match &field.value {
            Value::Array(values) => values.iter().map(sentence).collect(),
            _ => None,
        };
        if sentences.is_none() {
            self.wrong(key, &field, "a list of texts");
        }
        sentences.unwrap_or_default()
    }

    /// A path in the course's folder.
    pub(super) fn path(&mut self, key: &'static str) -> Option<String> {
        let Located { value, at } = self.text(key)?;
        let path = path_in_course("", &value);
        if path.is_none() {
            let message = format!("`{key}` leaves the course's folder");
            self.problem(key, at, message);
        }
        path
    }

    /// An http or https address.
    pub(super) fn address(&mut self, key: &'static str) -> Option<String> {
        let Located { value, at } = self.text(key)?;
        if is_web_address(&value) {
            return Some(value);
        }
        let message = format!("`{key}` must be an address that begins with https:// or http://");
        self.problem(key, at, message);
        None
    }
}

pub(super) fn is_web_address(text: &str) -> bool {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| {
        rest.starts_with(|c: char| c.is_alphanumeric() || c == '[')
            && !rest.contains(|c: char| c.is_whitespace() || c.is_control())
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a table",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_addresses_are_addresses() {
        for good in [
            "https://example.org/a?b#c",
            "http://[::1]:80/",
            "https://ü.de",
        ] {
            assert!(is_web_address(good), "{good}");
        }
        for bad in [
            "ftp://example.org",
            "javascript:alert(1)",
            "https://",
            "https:///x",
            "http://a b",
            "HTTPS//x",
            "file:///etc/passwd",
            "https://a\u{7}",
        ] {
            assert!(!is_web_address(bad), "{bad}");
        }
    }
}
