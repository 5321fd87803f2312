//! Tags of components: `<Name attributes>`, `</Name>`, `<Name/>`.

/// A tag of a component.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    pub(super) name: &'t str,
    pub(super) attributes: &'t str,
    pub(super) closes: bool,
    pub(super) is_empty: bool,
}

impl<'t> Tag<'t> {
    /// The tag that a text begins with, and the bytes that it takes; none where it is none of a component, or has no end.
    pub(super) fn parse(text: &'t str) -> Option<(Tag<'t>, usize)> {
        if !is_component(text) {
            return None;
        }
        let end = end_of_tag(text)?;
        let closes = text.starts_with("</");
        let inside = text.get(if closes { 2 } else { 1 }..end)?;
        let is_empty = inside.ends_with('/');
        let inside = inside.trim_end_matches('/');
        let name_end =
            inside.find(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-')));
        let (name, attributes) = inside.split_at(name_end.unwrap_or(inside.len()));
        let tag = Tag {
            name,
            attributes,
            closes,
            is_empty,
        };
        Some((tag, end + 1))
    }

    /// The text of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        let word = format!("{name}=");
        let (before, rest) = self.attributes.split_once(word.as_str())?;
        let begins = before.is_empty() || before.ends_with(char::is_whitespace);
        let rest = rest.trim_start_matches('{');
        let quote = rest
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'))?;
        let text = rest.get(1..)?.split(quote).next()?;
        begins.then(|| text.to_owned())
    }
}

/// The first tag of a component in a line, with the text before and behind it; none in code.
pub(super) fn next(line: &str) -> Option<(&str, Tag<'_>, &str)> {
    let starts = line.match_indices('<').map(|(at, _)| at);
    let mut tags = starts.filter_map(|at| {
        let (before, rest) = line.split_at_checked(at)?;
        let is_code = before.matches('`').count() % 2 == 1;
        let (tag, length) = Tag::parse(rest).filter(|_| !is_code)?;
        Some((before, tag, rest.get(length..)?))
    });
    tags.next()
}

/// Whether a text begins with the tag of a component, as far as it goes.
pub(super) fn is_component(text: &str) -> bool {
    let rest = text.strip_prefix("</").or_else(|| text.strip_prefix('<'));
    let name = rest.unwrap_or_default();
    name.starts_with(|c: char| c.is_ascii_uppercase()) || name.starts_with("hfoption")
}

/// The place of the `>` that ends a tag: not one in a text or in braces.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in text.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '`') => quote = Some(c),
            (None, '\'') if depth == 0 => quote = Some(c),
            (None, '{') => depth += 1,
            (None, '}') => depth = depth.saturating_sub(1),
            (None, '>') if depth == 0 => return Some(at),
            (None, _) => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_stand_anywhere_in_a_line_but_in_code() {
        let (before, tag, after) = next("a < b `<C>` <D x/> <E>").unwrap();
        assert_eq!((before, tag.name, after), ("a < b `<C>` ", "D", " <E>"));
        assert_eq!(next("`<C>` and Vec<u8>"), None);
    }

    #[test]
    fn a_tag_ends_outside_of_texts_and_braces() {
        let text = "<Question choices={[{text: \"a > b\"}]} id=\"q\"\n/> rest";
        let (tag, length) = Tag::parse(text).unwrap();
        assert_eq!(
            (tag.name, tag.is_empty, tag.closes),
            ("Question", true, false)
        );
        assert_eq!(tag.attribute("id").as_deref(), Some("q"));
        assert_eq!(text.get(length..), Some(" rest"));
        for none in ["<div>", "a", "<A", "<", "</"] {
            assert_eq!(Tag::parse(none), None, "{none}");
        }
    }
}
