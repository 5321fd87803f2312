//! Values as JavaScript writes them, read and never evaluated: objects, lists, texts, numbers. What is anything else
//! (a call, a name, a function) is no value.

use serde_json::{Map, Number, Value};

/// The deepest value.
const MAX_DEPTH: usize = 64;

/// The value that a text begins with, and the bytes that it takes; null where it is none that can be read.
pub(in crate::content) fn value(text: &str) -> (Value, usize) {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(0).unwrap_or(Value::Null);
    (value, reader.at)
}

/// The value behind the first of some words in a text, such as `module.exports =`.
pub(in crate::content) fn value_behind(text: &str, words: &[&str]) -> Option<Value> {
    let found = words
        .iter()
        .filter_map(|word| Some(text.find(word)? + word.len()))
        .min()?;
    let rest = text.get(found..)?;
    let start = rest.find(['{', '['])?;
    Some(value(rest.get(start..)?).0)
}

/// The text of a key anywhere in a file, `title: 'Text'`.
pub(in crate::content) fn text_of(text: &str, key: &str) -> Option<String> {
    let mut rest = text;
    let word = format!("{key}:");
    while let Some((before, after)) = rest.split_once(word.as_str()) {
        let begins = !before.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if let (Value::String(found), true) = (value(after).0, begins) {
            return Some(found);
        }
        rest = after;
    }
    None
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&mut self) -> Option<char> {
        self.skip_space();
        self.rest().chars().next()
    }

    fn skip_space(&mut self) {
        loop {
            let rest = self.rest();
            let spaces = rest.len() - rest.trim_start().len();
            self.at += spaces;
            let rest = self.rest();
            let comment = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else {
                return;
            };
            self.at += comment;
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        match self.peek()? {
            '{' => self.object(depth),
            '[' => self.list(depth),
            quote @ ('"' | '\'' | '`') => self.string(quote).map(Value::String),
            _ => Some(self.word()),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.take('{');
        let mut object = Map::new();
        while !self.take('}') {
            let before = self.at;
            let key = self.key();
            if let Some(key) = key.filter(|_| self.take(':')) {
                object.insert(key, self.value(depth + 1)?);
            }
            self.skip_to_end_of_value();
            if !self.take(',') && self.peek() != Some('}') {
                self.take(';');
            }
            if self.at == before {
                return None;
            }
        }
        Some(Value::Object(object))
    }

    fn key(&mut self) -> Option<String> {
        match self.peek()? {
            quote @ ('"' | '\'') => self.string(quote),
            _ => {
                let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
                let rest = self.rest();
                let end = rest.find(|c| !is_name(c)).unwrap_or(rest.len());
                let name = rest.get(..end)?.to_owned();
                self.at += end;
                (!name.is_empty()).then_some(name)
            }
        }
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.take('[');
        let mut list = Vec::new();
        while !self.take(']') {
            let before = self.at;
            list.push(self.value(depth + 1)?);
            self.skip_to_end_of_value();
            self.take(',');
            if self.at == before {
                return None;
            }
        }
        Some(Value::Array(list))
    }

    fn string(&mut self, quote: char) -> Option<String> {
        self.at += quote.len_utf8();
        let mut text = String::new();
        let mut chars = self.text.get(self.at..)?.char_indices();
        while let Some((offset, c)) = chars.next() {
            match c {
                _ if c == quote => {
                    self.at += offset + c.len_utf8();
                    return Some(text);
                }
                '\\' => match chars.next()?.1 {
                    'n' => text.push('\n'),
                    't' => text.push('\t'),
                    '\n' => {}
                    other => text.push(other),
                },
                c => text.push(c),
            }
        }
        self.at = self.text.len();
        None
    }

    /// A number, true, false; any other word is null.
    fn word(&mut self) -> Value {
        let rest = self.rest();
        let end = rest
            .find([',', '}', ']', '\n', ';', ')'])
            .unwrap_or(rest.len());
        let word = rest.get(..end).unwrap_or_default().trim();
        let value = match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            _ => word
                .parse()
                .ok()
                .and_then(Number::from_f64)
                .map_or(Value::Null, Value::Number),
        };
        if value != Value::Null {
            self.at += end;
        }
        value
    }

    /// Goes to the next comma or end of what is around, past brackets and texts.
    fn skip_to_end_of_value(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                ',' | '}' | ']' if depth == 0 => return,
                '(' | '{' | '[' => depth += 1,
                ')' | '}' | ']' => depth = depth.saturating_sub(1),
                '"' | '\'' | '`' => {
                    self.string(c);
                    continue;
                }
                _ => {}
            }
            self.at += c.len_utf8();
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn literals_are_read_and_nothing_is_evaluated() {
        let text = r#"
            // @ts-check
            const sidebars = {
              main: ['intro', "it's", { type: 'category', label: `A`, items: [require('x')], n: 1.5, },],
              ...more, 'quoted-key': true, f() { return 1; }, /* no */ last: [],
            };
            module.exports = sidebars;"#;
        assert_eq!(
            value_behind(text, &["sidebars ="]).unwrap(),
            json!({
                "main": ["intro", "it's", {"type": "category", "label": "A", "items": [null], "n": 1.5}],
                "quoted-key": true,
                "last": [],
            })
        );
        assert_eq!(
            text_of("a: 1, title: 'T', subtitle: 'S'", "title").as_deref(),
            Some("T")
        );
    }

    #[test]
    fn nothing_is_too_odd() {
        for text in [
            "", "{", "[[[", "{a", "{a:", "[,,]", "{,}", "`", "[\"\\", "{a:}", "[)]", "{)}",
        ] {
            let _read = value(text);
        }
        let deep = "[".repeat(100_000);
        let _read = value(&deep);
    }
}
