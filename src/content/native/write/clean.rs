//! Makes texts of other programs fit the format.

use std::borrow::Cow;

/// A title of one line.
pub(super) fn title(title: &str) -> Cow<'_, str> {
    let is_clean = title.trim() == title && !title.is_empty() && !title.contains(char::is_control);
    if is_clean {
        return Cow::Borrowed(title);
    }
    let words: Vec<&str> = title
        .split(|c: char| c.is_control() || c.is_whitespace())
        .collect();
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    match words.is_empty() {
        true => Cow::Borrowed("Untitled"),
        false => Cow::Owned(words.join(" ")),
    }
}

/// Those sentences that say something.
pub(super) fn sentences(sentences: &[String]) -> Vec<&str> {
    let sentences = sentences.iter().map(|sentence| sentence.trim());
    sentences.filter(|sentence| !sentence.is_empty()).collect()
}
