//! A module: a folder of lessons, with or without a `module.toml`.

use super::course::MAX_BYTES;
use super::lesson;
use super::numbered::{Kind, names};
use crate::content::fields::Fields;
use crate::content::number::Numbered;
use crate::content::outline::{Declared, ModuleOutline, Outline};
use crate::content::reading::Reading;
use crate::content::source::Source;
use crate::domain::Diagnostic;

const FOLDER: &str = "modules";
const FILE: &str = "module.toml";

/// Reads all modules into the outline.
pub(super) fn read_all(reading: &mut Reading<'_>, outline: &mut Outline) {
    let source = reading.source;
    if !source.has(FOLDER) {
        return;
    }
    let problems = &mut reading.problems;
    for folder in names(source, FOLDER, Kind::Module, "", outline, problems) {
        let module = read(reading, &folder, outline);
        outline.modules.push(module);
    }
}

fn read(reading: &mut Reading<'_>, folder: &str, outline: &mut Outline) -> ModuleOutline {
    let path = format!("{FOLDER}/{folder}");
    let from_name = Numbered::parse(folder).map(|name| name.title());
    let mut module = ModuleOutline {
        id: None,
        title: from_name.unwrap_or_else(|| folder.to_owned()),
        description: String::new(),
        lessons: Vec::new(),
        path,
    };
    let (source, problems) = (reading.source, &mut reading.problems);
    declared(source, &mut module, problems);
    let files = names(source, &module.path, Kind::Lesson, FILE, outline, problems);
    for file in files {
        let path = format!("{}/{file}", module.path);
        let lesson = reading.lesson_of_file(&path, |source, problems| {
            lesson::read(source, &path, &file, problems)
        });
        module.lessons.extend(lesson);
    }
    module
}

/// Reads `module.toml`, which goes before what the folder's name says.
fn declared(source: &Source, module: &mut ModuleOutline, problems: &mut Vec<Diagnostic>) {
    let file = format!("{}/{FILE}", module.path);
    if !source.has(&file) {
        return;
    }
    let text = match source.text(&file, MAX_BYTES) {
        Ok(text) => text,
        Err(problem) => return problems.push(problem),
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
    problems.extend(fields.finish());
}
