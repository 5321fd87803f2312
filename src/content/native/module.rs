//! A module: a folder of lessons, with or without a `module.toml`.

use super::course::MAX_BYTES;
use super::numbered::{Kind, names};
use super::{lesson, missing_id};
use crate::content::fields::Fields;
use crate::content::identity;
use crate::content::number::Numbered;
use crate::content::outline::{Declared, ModuleOutline, Outline};
use crate::content::reading::Reading;
use crate::domain::CourseId;

const FOLDER: &str = "modules";
const FILE: &str = "module.toml";

/// Reads all modules into the outline.
pub(super) fn read_all(
    reading: &mut Reading<'_>,
    course: Option<&CourseId>,
    outline: &mut Outline,
) {
    if !reading.source.has(FOLDER) {
        return;
    }
    for folder in names(reading, FOLDER, Kind::Module, "", outline) {
        let module = read(reading, course, &folder, outline);
        outline.modules.push(module);
    }
}

fn read(
    reading: &mut Reading<'_>,
    course: Option<&CourseId>,
    folder: &str,
    outline: &mut Outline,
) -> ModuleOutline {
    let path = format!("{FOLDER}/{folder}");
    let from_name = Numbered::parse(folder).map(|name| name.title());
    let mut module = ModuleOutline {
        id: None,
        title: from_name.unwrap_or_else(|| folder.to_owned()),
        description: String::new(),
        lessons: Vec::new(),
        path,
    };
    declared(reading, course, &mut module);
    let files = names(reading, &module.path, Kind::Lesson, FILE, outline);
    for file in files {
        let path = format!("{}/{file}", module.path);
        let read = |reading: &mut Reading<'_>| lesson::read(reading, course, &path, &file);
        module
            .lessons
            .extend(reading.lesson_of_file(&path, course, read));
    }
    module
}

/// Reads `module.toml`, which goes before what the folder's name says.
fn declared(reading: &mut Reading<'_>, course: Option<&CourseId>, module: &mut ModuleOutline) {
    let file = format!("{}/{FILE}", module.path);
    if !reading.source.has(&file) {
        return;
    }
    let text = match reading.source.text(&file, MAX_BYTES) {
        Ok(text) => text,
        Err(problem) => return reading.problems.push(problem),
    };
    let mut fields = Fields::toml(&text);
    module.id = fields.id().map(|id| Declared {
        place: text.place(id.at),
        id: id.value,
    });
    if let Some(title) = fields.title() {
        module.title = title;
    }
    let description = fields.text("description").map(|text| text.value);
    module.description = description.unwrap_or_default();
    let found = fields.finish();
    let is_readable = found.is_empty();
    reading.problems.extend(found);
    if let Some(course) = course.filter(|_| module.id.is_none() && is_readable) {
        let id = identity::of_part(course, &module.path);
        missing_id::in_toml(reading, &text, "module", &id);
    }
}
