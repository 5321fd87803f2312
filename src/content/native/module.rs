//! A folder of lessons, and what its `module.toml` says.

use super::course::MAX_BYTES;
use super::lesson;
use super::numbered::{Kind, names};
use crate::content::fields::Fields;
use crate::content::number::Numbered;
use crate::content::outline::{Declared, ModuleOutline, Outline};
use crate::content::source::Source;
use crate::domain::Diagnostic;

const FOLDER: &str = "modules";
const FILE: &str = "module.toml";

/// Reads all modules into the outline.
pub(super) fn read_all(source: &Source, outline: &mut Outline, problems: &mut Vec<Diagnostic>) {
    if !source.has(FOLDER) {
        return;
    }
    for folder in names(source, FOLDER, Kind::Module, "", outline, problems) {
        let module = read(source, &folder, outline, problems);
        outline.modules.push(module);
    }
}

fn read(
    source: &Source,
    folder: &str,
    outline: &mut Outline,
    problems: &mut Vec<Diagnostic>,
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
    declared(source, &mut module, problems);
    let files = names(source, &module.path, Kind::Lesson, FILE, outline, problems);
    for file in files {
        let path = format!("{}/{file}", module.path);
        module
            .lessons
            .extend(lesson::read(source, &path, &file, problems));
    }
    module
}

/// What the module says of itself, over what its folder's name says for it.
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
