//! Ids that a course, a module or a lesson should have: without one, a new name loses what was learned.

use crate::content::options::Purpose;
use crate::content::reading::Reading;
use crate::content::text::Text;
use crate::domain::diagnostic::Code;
use crate::lesson::Above;

/// Says that a file of keys has no id, to whoever checks the course; the fix writes the one that it has today.
pub(super) fn in_toml(reading: &mut Reading<'_>, text: &Text, what: &str, id: &str) {
    say(reading, text, 0, what, format!("id = \"{id}\"\n"));
}

/// The same for the front matter of a lesson.
pub(super) fn in_lesson(reading: &mut Reading<'_>, text: &Text, above: &Above, id: &str) {
    let begin = above.keys.start;
    let (at, words) = match (above.end, brace(text.slice(above.keys.clone()))) {
        (0, _) => (begin, format!("---\nid: {id}\n---\n\n")),
        (_, Some(brace)) => (begin + brace + 1, format!("id: {id}, ")),
        (_, None) => (begin, format!("id: {id}\n")),
    };
    say(reading, text, at, "lesson", words);
}

/// Where keys that stand in braces begin: `{title: One, kind: text}`.
fn brace(keys: &str) -> Option<usize> {
    let mut lines = keys.lines().map(str::trim_start);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'))?;
    first.starts_with('{').then(|| keys.find('{'))?
}

fn say(reading: &mut Reading<'_>, text: &Text, at: usize, what: &str, words: String) {
    if reading.purpose != Purpose::Check {
        return;
    }
    let loses = match what {
        "course" => "another slug makes another course of it",
        _ => "under another name it would be another one, without what was learned",
    };
    let problem = text.error(Code::NoId, at, format!("the {what} has no `id`: {loses}"));
    let hint = "`--fix` writes the one that it has today".to_owned();
    reading
        .problems
        .push(problem.with_hint(Some(hint)).with_fix("", words));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_in_braces_begin_behind_comments() {
        assert_eq!(brace("title: {a}\n"), None);
        assert_eq!(brace("{title: a}\n"), Some(0));
        assert_eq!(brace("# why\n\n {title: a}\n"), Some(8));
    }
}
