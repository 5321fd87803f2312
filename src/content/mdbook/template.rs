//! Templates of the preprocessor mdbook-template: `{{#template note.md text=So it is}}` fills in `[[#text]]`, or
//! `[[#text what stands there otherwise]]`.

use std::collections::HashMap;

/// A template with its places filled in; a place without a value has what the template says, or nothing.
pub(super) fn filled(template: &str, values: &str) -> String {
    let values = parsed(values);
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, opened)) = rest.split_once("[[#") {
        let Some((inside, after)) = opened.split_once("]]") else {
            break;
        };
        text.push_str(before);
        let inside = inside.trim();
        let (name, otherwise) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        text.push_str(values.get(name).map_or(otherwise.trim(), String::as_str));
        rest = after;
    }
    text.push_str(rest);
    text
}

/// The values by name: each goes up to the next `name=`.
fn parsed(values: &str) -> HashMap<&str, String> {
    let mut parsed: HashMap<&str, String> = HashMap::new();
    let mut open = None;
    for word in values.split_whitespace() {
        let named = word.split_once('=').filter(|(name, _)| is_name(name));
        match (named, open) {
            (Some((name, value)), _) => {
                parsed.insert(name, value.to_owned());
                open = Some(name);
            }
            (None, Some(name)) => {
                if let Some(value) = parsed.get_mut(name) {
                    value.push(' ');
                    value.push_str(word);
                }
            }
            (None, None) => {}
        }
    }
    parsed
}

fn is_name(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !text.is_empty() && text.chars().all(is_sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in() {
        let template = "By [[#who]] ([[#year 2026]]): [[#path x]]/[[#none]]a.png [[# ";
        assert_eq!(
            filled(template, "who=Ada and Bob path=../img"),
            "By Ada and Bob (2026): ../img/a.png [[# "
        );
        assert_eq!(filled("[[a]] [x]", "a=1"), "[[a]] [x]");
    }
}
