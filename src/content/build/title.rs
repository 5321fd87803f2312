//! Titles: the rules for one, and the title of a lesson that declares none.

use crate::lesson::Document;

/// The longest title, in characters (platform schema, Courses).
const MAX_TITLE: usize = 200;

/// The fault of a title, if it has one.
pub(in crate::content) fn title_problem(title: &str) -> Option<String> {
    let length = title.chars().count();
    if length > MAX_TITLE {
        return Some(format!(
            "the title has {length} characters; at most {MAX_TITLE} are allowed"
        ));
    }
    title
        .contains(char::is_control)
        .then(|| "a title is one line without control characters".to_owned())
}

/// The first heading of the first level, where it can be a title.
pub(super) fn own_title(document: &Document) -> Option<String> {
    let mut headings = document.headings().iter();
    headings
        .find(|heading| heading.level == 1 && !heading.title.is_empty())
        .map(|heading| heading.title.clone())
        .filter(|title| title_problem(title).is_none())
}
