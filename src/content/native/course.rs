//! Reads `course.toml`, the metadata of a course.

use super::missing_id;
use crate::content::fields::Fields;
use crate::content::identity;
use crate::content::outline::CourseOutline;
use crate::content::reading::Reading;
use crate::domain::Cents;

pub(super) const FILE: &str = "course.toml";
/// The largest file of keys and values, in bytes.
pub(super) const MAX_BYTES: usize = 1024 * 1024;

/// The course's metadata; none where something of it is missing or wrong, which is in the problems then.
pub(super) fn read(reading: &mut Reading<'_>) -> Option<CourseOutline> {
    let text = reading
        .source
        .text(FILE, MAX_BYTES)
        .map_err(|problem| reading.problems.push(problem))
        .ok()?;
    let mut fields = Fields::toml(&text);
    let course = course(&mut fields);
    reading.problems.extend(fields.finish());
    if let Some(slug) = course
        .as_ref()
        .filter(|course| course.id.is_none())
        .map(|course| &course.slug)
    {
        let id = identity::of_course(slug);
        missing_id::in_toml(reading, &text, "course", id.as_str());
    }
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
