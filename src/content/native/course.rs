//! Reads `course.toml`, the metadata of a course.

use crate::content::fields::Fields;
use crate::content::outline::CourseOutline;
use crate::content::source::Source;
use crate::domain::{Cents, Diagnostic};

pub(super) const FILE: &str = "course.toml";
/// The largest file of keys and values, in bytes.
pub(super) const MAX_BYTES: usize = 1024 * 1024;

/// The course's metadata; none where something of it is missing or wrong, which is in the problems then.
pub(super) fn read(source: &Source, problems: &mut Vec<Diagnostic>) -> Option<CourseOutline> {
    let text = source
        .text(FILE, MAX_BYTES)
        .map_err(|problem| problems.push(problem))
        .ok()?;
    let mut fields = Fields::toml(&text);
    let course = course(&mut fields);
    problems.extend(fields.finish());
    course
}

fn course(fields: &mut Fields<'_>) -> Option<CourseOutline> {
    let id = fields.id().map(|id| id.value);
    let slug = fields.parsed("slug");
    let slug = fields.required("slug", slug);
    let title = fields.title();
    let title = fields.required("title", title);
    let description = fields.text_or_nothing("description");
    let description = fields.required("description", description);
    let difficulty = fields.parsed("difficulty");
    let difficulty = fields.required("difficulty", difficulty);
    let price = fields.number("price", "a whole number of cents");
    let language = fields.text("language").map(|text| text.value);
    let license = fields.text("license").map(|text| text.value);
    let objectives = fields.sentences("objectives");
    let prerequisites = fields.sentences("prerequisites");
    Some(CourseOutline {
        id,
        slug: slug?,
        title: title?,
        description: description?,
        difficulty: difficulty?,
        price: Cents(price.map_or(0, |price| price.value)),
        language,
        license,
        objectives,
        prerequisites,
    })
}
