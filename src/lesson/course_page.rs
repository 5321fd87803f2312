//! The page about a course: its description, then lists of objectives, prerequisites and facts.

use super::page_parts::{Around, Made, Sentence};
use super::source::Source;
use crate::domain::Course;

/// The page about a course, without its title.
pub fn course_page(course: &Course) -> Source {
    page(course, Vec::new())
}

/// The same below its title.
pub fn titled_course_page(course: &Course) -> Source {
    page(course, vec![Made::Heading(1, course.title.clone())])
}

fn page(course: &Course, above: Vec<Made>) -> Source {
    let around = Around {
        own_title: false,
        above,
        below: sections(course),
    };
    Source::with(around, course.description.trim().into())
}

fn sections(course: &Course) -> Vec<Made> {
    let written =
        |sentences: &[String]| sentences.iter().cloned().map(Sentence::Markdown).collect();
    let sections = [
        ("You will learn", written(&course.objectives)),
        ("You should know before", written(&course.prerequisites)),
        ("In short", facts(course)),
    ];
    let filled = sections.into_iter().filter(|(_, list)| !list.is_empty());
    filled
        .flat_map(|(title, list)| [Made::Heading(2, title.to_owned()), Made::List(list)])
        .collect()
}

fn facts(course: &Course) -> Vec<Sentence> {
    let license = course.license.as_ref();
    [
        Some(format!("Difficulty: {}", course.difficulty)),
        Some(format!("Price: {}", course.price)),
        Some(format!("Language: {}", course.language)),
        license.map(|license| format!("License: {license}")),
    ]
    .into_iter()
    .flatten()
    .map(Sentence::Plain)
    .chain([Sentence::Markdown(format!(
        "Name on the command line: `{}`",
        course.slug
    ))])
    .collect()
}
