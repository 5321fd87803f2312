//! What there is to say about a course, as Markdown.

use super::title::{heading_of, list};
use crate::domain::Course;

/// Everything about a course, as Markdown without its title.
pub fn about(course: &Course) -> String {
    let mut text = format!("{}\n", course.description.trim());
    let mut section = |title: &str, items: &[String]| {
        if !items.is_empty() {
            text.push_str(&format!("\n## {title}\n\n{}", list(items)));
        }
    };
    section("You will learn", &course.objectives);
    section("You should know before", &course.prerequisites);
    let mut facts = vec![
        format!("Difficulty: {}", course.difficulty),
        format!("Price: {}", course.price),
        format!("Language: {}", course.language),
    ];
    let license = course.license.iter();
    facts.extend(license.map(|license| format!("License: {license}")));
    facts.push(format!("Name on the command line: `{}`", course.slug));
    section("In short", &facts);
    text
}

/// The same below its title.
pub fn about_with_title(course: &Course) -> String {
    heading_of(&course.title) + &about(course)
}
