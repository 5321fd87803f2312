//! HTML, as far as lessons use it: cut into tags, comments and text. Nothing is executed or fetched.

use std::borrow::Cow;

use memchr::memchr;
use pulldown_cmark::{Event, Parser};

/// The longest part of a tag between two values in quotes, in bytes. A value may be a whole file.
const MAX_PART: usize = 8 << 10;

/// Values in quotes in a tag.
const MAX_VALUES: usize = 64;

/// A token of HTML, with the byte where it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson::parse) struct Token<'a> {
    pub(in crate::lesson::parse) start: usize,
    pub(in crate::lesson::parse) raw: &'a str,
    pub(in crate::lesson::parse) kind: Kind<'a>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson::parse) enum Kind<'a> {
    Text,
    /// A comment, a declaration, a processing instruction.
    Hidden,
    Open(Tag<'a>),
    /// The name in lower case.
    Close(String),
}

/// An opening tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::lesson::parse) struct Tag<'a> {
    /// In lower case.
    pub(in crate::lesson::parse) name: String,
    attributes: &'a str,
}

impl Tag<'_> {
    /// The value of an attribute, decoded; empty where it has none.
    pub(in crate::lesson::parse) fn attribute(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'));
            let (key, tail) = rest.split_at(end.unwrap_or(rest.len()));
            if key.is_empty() {
                let skipped = rest.chars().next()?.len_utf8();
                rest = rest.get(skipped..)?;
                continue;
            }
            let (value, tail) = value(tail);
            if key.eq_ignore_ascii_case(name) {
                return Some(decode(value).into_owned());
            }
            rest = tail;
        }
    }
}

fn value(rest: &str) -> (&str, &str) {
    let Some(rest) = rest.trim_start().strip_prefix('=') else {
        return ("", rest);
    };
    let rest = rest.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = rest.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    rest.split_at(rest.find(char::is_whitespace).unwrap_or(rest.len()))
}

/// Cuts HTML into tokens; what is no tag is text.
pub(in crate::lesson::parse) fn tokens(html: &str) -> impl Iterator<Item = Token<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let rest = html.get(start..).filter(|rest| !rest.is_empty())?;
        let (len, kind) = match markup(rest) {
            Some(found) => found,
            None => (text_len(rest), Kind::Text),
        };
        at += len;
        Some(Token {
            start,
            raw: html.get(start..at)?,
            kind,
        })
    })
}

/// Text goes to the next `<` that starts markup.
fn text_len(rest: &str) -> usize {
    rest.match_indices('<')
        .skip_while(|(at, _)| *at == 0)
        .find(|(at, _)| {
            let next = rest.as_bytes().get(at + 1);
            next.is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!' | b'?'))
        })
        .map_or(rest.len(), |(at, _)| at)
}

fn markup(rest: &str) -> Option<(usize, Kind<'_>)> {
    if !rest.starts_with('<') {
        return None;
    }
    for (open, close) in [
        ("<!--", "-->"),
        ("<![CDATA[", "]]>"),
        ("<!", ">"),
        ("<?", "?>"),
    ] {
        if let Some(inside) = rest.strip_prefix(open) {
            let end = inside.find(close).map(|at| open.len() + at + close.len());
            return Some((end.unwrap_or(rest.len()), Kind::Hidden));
        }
    }
    let closes = rest.starts_with("</");
    let name_at = if closes { 2 } else { 1 };
    let tail = rest.get(name_at..)?;
    let name_len = tail
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.')))
        .unwrap_or(tail.len());
    let name = tail
        .get(..name_len)
        .filter(|n| n.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let end = tag_end(rest)?;
    let attributes = rest.get(name_at + name_len..end - 1)?;
    let name = name.to_ascii_lowercase();
    let kind = if closes {
        Kind::Close(name)
    } else {
        Kind::Open(Tag { name, attributes })
    };
    Some((end, kind))
}

/// One past the `>` that ends a tag; quoted ones don't.
fn tag_end(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 1;
    for _ in 0..=MAX_VALUES {
        let part = bytes.get(at..)?.iter().take(MAX_PART);
        let is_sign = |byte: &&u8| matches!(byte, b'>' | b'<' | b'"' | b'\'');
        let (len, sign) = part.enumerate().find(|(_, byte)| is_sign(byte))?;
        at += len + 1;
        match sign {
            b'>' => return Some(at),
            b'<' => return None,
            quote => at += memchr(*quote, bytes.get(at..)?)? + 1,
        }
    }
    None
}

/// `text` with its entities decoded, by the Markdown parser's own table.
pub(in crate::lesson::parse) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, tail) = rest.split_at(at);
        decoded.push_str(before);
        let len = tail
            .bytes()
            .take(40)
            .position(|b| b == b';')
            .map(|at| at + 1);
        let entity = len.and_then(|len| Some((len, entity(tail.get(..len)?)?)));
        match entity {
            Some((len, text)) => {
                decoded.push_str(&text);
                rest = tail.get(len..).unwrap_or_default();
            }
            None => {
                decoded.push('&');
                rest = tail.get(1..).unwrap_or_default();
            }
        }
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

fn entity(entity: &str) -> Option<String> {
    let name = entity.strip_prefix('&')?.strip_suffix(';')?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '#') {
        return None;
    }
    let text = Parser::new(entity).find_map(|event| match event {
        Event::Text(text) => Some(text.into_string()),
        _ => None,
    })?;
    (text != entity && text != "&")
        .then_some(text)
        .or_else(|| (entity == "&amp;").then(|| "&".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_is_cut_at_its_tags() {
        let kinds: Vec<_> = tokens("a <b class='x>y'>c</B><!-- > -->1 < 2")
            .map(|p| p.raw)
            .collect();
        assert_eq!(
            kinds,
            ["a ", "<b class='x>y'>", "c", "</B>", "<!-- > -->", "1 < 2"]
        );
    }

    #[test]
    fn attributes_are_found_and_decoded() {
        let Some(Token {
            kind: Kind::Open(tag),
            ..
        }) = tokens(r#"<img src="a.png" alt='x &amp; y &rarr;' hidden width=3/>"#).next()
        else {
            panic!("no tag");
        };
        assert_eq!(tag.attribute("alt").as_deref(), Some("x & y →"));
        assert_eq!(tag.attribute("hidden").as_deref(), Some(""));
        assert_eq!(tag.attribute("title"), None);
    }
}
