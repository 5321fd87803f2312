//! `course.toml`: what a course says of itself.

use crate::content::fields::Fields;
use crate::content::identity;
use crate::content::problem::Problem;
use crate::content::source::{Source, error};
use crate::content::text::Text;
use crate::domain::{Cents, Course, CourseId};

const FILE: &str = "course.toml";
/// The largest file of keys and values, in bytes.
pub(super) const MAX_BYTES: usize = 1024 * 1024;

/// The course's metadata; none where something of it is missing or wrong, which is in `problems` then.
pub(super) fn read(source: &Source, problems: &mut Vec<Problem>) -> Option<Course> {
    if !source.has(FILE) {
        let message =
            "there is no course.toml here: write one with slug, title, description and difficulty";
        problems.push(error(source.shown(FILE), "no-course", message));
        return None;
    }
    let text = source
        .read(FILE, MAX_BYTES)
        .and_then(|bytes| Text::decode(source.shown(FILE), bytes))
        .map_err(|problem| problems.push(problem))
        .ok()?;
    let mut fields = Fields::toml(&text);
    let course = course(&mut fields);
    problems.extend(fields.finish());
    course
}

fn course(fields: &mut Fields<'_>) -> Option<Course> {
    let id = fields.id().map(|id| CourseId::new(id.value));
    let slug = fields.parsed("slug");
    let slug = fields.required("slug", slug);
    let title = fields.title();
    let title = fields.required("title", title);
    let description = fields.text("description").map(|text| text.value);
    let description = fields.required("description", description);
    let difficulty = fields.parsed("difficulty");
    let difficulty = fields.required("difficulty", difficulty);
    let price = fields.number("price", "a whole number of cents");
    let language = fields.text("language").map(|text| text.value);
    let license = fields.text("license").map(|text| text.value);
    let objectives = fields.sentences("objectives");
    let prerequisites = fields.sentences("prerequisites");
    let slug = slug?;
    Some(Course {
        id: id.unwrap_or_else(|| identity::of_course(&slug)),
        slug,
        title: title?,
        description: description?,
        difficulty: difficulty?,
        price: Cents(price.map_or(0, |price| price.value)),
        language: language.unwrap_or_else(|| "en".to_owned()),
        license,
        objectives,
        prerequisites,
    })
}
