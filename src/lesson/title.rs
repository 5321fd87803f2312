//! A lesson's title as its first heading.

/// The text with its title as its first heading, unless it begins with a heading of that level already.
///
/// ```
/// use lyceum::lesson::titled;
/// assert_eq!(titled("1 * 2", "Text.".to_owned()), "# 1 \\* 2\n\nText.");
/// assert_eq!(titled("Any", "# Mine\n".to_owned()), "# Mine\n");
/// ```
pub fn titled(title: &str, mut text: String) -> String {
    if first_heading(&text).is_none() {
        text.insert_str(0, &as_heading(title));
    }
    text
}

/// The text under another heading: one of the same level that only said its `title` goes.
///
/// ```
/// use lyceum::lesson::retitled;
/// assert_eq!(retitled("2.1 Tokens", "Tokens", "# Tokens\n\nText."), "# 2\\.1 Tokens\n\nText.");
/// ```
pub fn retitled(heading: &str, title: &str, text: &str) -> String {
    match first_heading(text) {
        Some((said, rest)) if said == title => as_heading(heading) + rest,
        _ => as_heading(heading) + text,
    }
}

/// The first-level heading that a text begins with, and what follows it.
fn first_heading(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    Some((
        line.strip_prefix("# ")?.trim(),
        rest.trim_start_matches(['\r', '\n']),
    ))
}

fn as_heading(title: &str) -> String {
    let title: String = title.chars().flat_map(escaped).collect();
    format!("# {title}\n\n")
}

/// A title is text, whatever Markdown would make of it.
fn escaped(character: char) -> impl Iterator<Item = char> {
    let backslash = character.is_ascii_punctuation().then_some('\\');
    backslash.into_iter().chain([character])
}
