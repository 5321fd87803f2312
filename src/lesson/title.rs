//! A lesson's title as its first heading.

/// The text with its title as its first heading, unless it begins with a heading of that level already.
///
/// ```
/// use lyceum::lesson::titled;
/// assert_eq!(titled("1 * 2", "Text.".to_owned()), "# 1 \\* 2\n\nText.");
/// assert_eq!(titled("Any", "# Mine\n".to_owned()), "# Mine\n");
/// ```
pub fn titled(title: &str, text: String) -> String {
    if text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with("# ")
    {
        return text;
    }
    let title: String = title.chars().flat_map(escaped).collect();
    format!("# {title}\n\n{text}")
}

/// A title is text, whatever Markdown would make of it.
fn escaped(character: char) -> impl Iterator<Item = char> {
    let backslash = character.is_ascii_punctuation().then_some('\\');
    backslash.into_iter().chain([character])
}
