//! Front matter: the keys above a page's Markdown, between lines `---` (YAML) or `+++` (TOML).

use std::ops::Range;

/// The front matter of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrontMatter {
    /// None: the page begins with its text, maybe with a thematic break.
    Absent,
    /// It begins in the first line, and no line ends it.
    Unclosed,
    /// It stands above the text.
    Closed(Above),
    /// Lines without a blank one, of which the first isn't a key: front matter with a mistake, or text.
    Malformed(Above),
}

/// The place of front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Above {
    /// The bytes of its keys.
    pub keys: Range<usize>,
    /// The first byte of the text.
    pub end: usize,
}

const YAML: &str = "---";
const TOML: &str = "+++";
/// The other line that ends a YAML document (YAML 1.2.2, 9.1.2).
const DOCUMENT_END: &str = "...";

impl FrontMatter {
    /// Finds the front matter at the start of a text.
    ///
    /// A thematic break at the start looks like the first line of YAML: below that, a key comes first.
    ///
    /// ```
    /// use lyceum::lesson::FrontMatter;
    /// assert!(matches!(FrontMatter::find("---\na: 1\n---\nText"), FrontMatter::Closed(_)));
    /// assert_eq!(FrontMatter::find("---\n\n# Title\n\n---\n"), FrontMatter::Absent);
    /// ```
    pub fn find(text: &str) -> FrontMatter {
        let mut lines = text.split_inclusive('\n');
        let first = lines.next().unwrap_or_default();
        let fence = first.trim_end();
        if !matches!(fence, YAML | TOML) {
            return FrontMatter::Absent;
        }
        let mut end = first.len();
        for line in lines {
            let content = line.trim_end();
            if content == fence || (fence == YAML && content == DOCUMENT_END) {
                let keys = first.len()..end;
                let end = end + line.len();
                return closed(text, Above { keys, end });
            }
            end += line.len();
        }
        match begins_with_key(text.get(first.len()..).unwrap_or_default()) {
            true => FrontMatter::Unclosed,
            false => FrontMatter::Absent,
        }
    }
}

impl Above {
    /// No front matter: the text begins at once.
    pub const NOTHING: Above = Above { keys: 0..0, end: 0 };
}

fn closed(text: &str, above: Above) -> FrontMatter {
    let inside = text.get(above.keys.clone()).unwrap_or_default();
    let has_blank = inside.lines().any(|line| line.trim_end().is_empty());
    let is_comment = inside.lines().all(|line| line.starts_with('#'));
    if inside.is_empty() || begins_with_key(inside) {
        FrontMatter::Closed(above)
    } else if has_blank || is_comment {
        FrontMatter::Absent
    } else {
        FrontMatter::Malformed(above)
    }
}

/// Whether a key comes first: below blank lines, or right below comments, which would be headings in a text.
fn begins_with_key(inside: &str) -> bool {
    let mut lines = inside.lines().map(str::trim_end).peekable();
    let begins_blank = lines.peek().is_some_and(|line| line.is_empty());
    let first = lines.find(|line| match begins_blank {
        true => !line.is_empty(),
        false => !line.starts_with('#'),
    });
    first.is_some_and(is_key)
}

/// Whether a line is `key: …`, `key:` alone, or `key = …`.
fn is_key(line: &str) -> bool {
    let line = line.trim_end();
    let Some(sign) = line.find([':', '=']) else {
        return false;
    };
    let (key, value) = line.split_at(sign);
    let key = key.trim();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.' | '"');
    let is_apart = value.starts_with('=') || value == ":" || value.starts_with(": ");
    is_apart && !key.is_empty() && key.chars().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> usize {
        match FrontMatter::find(text) {
            FrontMatter::Closed(above) => above.end,
            _ => 0,
        }
    }

    #[test]
    fn keys_between_two_lines_stand_above_the_text() {
        assert_eq!(end("---\ntitle: A\n---\nText"), 17);
        assert_eq!(end("---\r\ntitle: A\r\n--- \r\nText"), 21);
        assert_eq!(end("+++\ntitle = \"A\"\n+++\nText"), 20);
        assert_eq!(end("---\na: 1\n...\nText\n\n---\n"), 13);
        assert_eq!(end("---\n# A comment\na: 1\n---\n"), 25);
        assert_eq!(end("---\n\na: 1\n---\n"), 14);
        assert_eq!(end("---\n---\nText"), 8);
    }

    #[test]
    fn a_thematic_break_is_none() {
        for text in [
            "---\n\nText\n\n---\n",
            "---\n\n# Heading\n\n---\n",
            "---\n# Heading\n\nText\n\n---\n",
            "---\n\n# Heading\nNote: this\n\n---\n",
            "---\n# Heading\n---\n",
            "---\n\nText without another one\n",
            "Text\n---\n",
        ] {
            assert_eq!(FrontMatter::find(text), FrontMatter::Absent, "{text:?}");
        }
    }

    #[test]
    fn what_was_meant_as_keys_is_found_out() {
        for text in [
            "---\ntitle A\nid: a\n---\n",
            "---\n1. :smile:\n---\n",
            "---\nText\n---\n",
        ] {
            assert!(
                matches!(FrontMatter::find(text), FrontMatter::Malformed(_)),
                "{text:?}"
            );
        }
        let found = FrontMatter::find("---\ntitle: A\n\nText\n ...\n");
        assert_eq!(found, FrontMatter::Unclosed);
    }
}
