//! The files of a course.

use std::collections::BTreeSet;

use super::layout::{self, ModulePlace};
use super::{toml, yaml};
use crate::domain::{CourseTree, Module};

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct File {
    /// Relative to the course's folder with `/`.
    pub(super) path: String,
    pub(super) bytes: Vec<u8>,
}

impl File {
    fn text(path: String, text: String) -> File {
        File {
            path,
            bytes: text.into_bytes(),
        }
    }
}

/// The files, and what can't be one.
pub(super) fn files(tree: &CourseTree) -> (Vec<File>, Vec<String>) {
    let mut files = vec![File::text(
        "course.toml".to_owned(),
        toml::course(&tree.course),
    )];
    for (module, place) in tree.modules.iter().zip(layout::of(&tree.modules)) {
        add_module(module, &place, &mut files);
    }
    let mut taken: BTreeSet<String> = files.iter().map(|file| file.path.to_lowercase()).collect();
    let mut lost = Vec::new();
    for image in &tree.images {
        if layout::is_safe(&image.path) && taken.insert(image.path.to_lowercase()) {
            files.push(File {
                path: image.path.clone(),
                bytes: image.bytes.clone(),
            });
        } else {
            lost.push(format!(
                "the image {}: no file can have this path",
                image.path
            ));
        }
    }
    (files, lost)
}

fn add_module(module: &Module, place: &ModulePlace, files: &mut Vec<File>) {
    let folder = format!("{}/{}", layout::FOLDER, place.folder);
    files.push(File::text(
        format!("{folder}/module.toml"),
        toml::module(module),
    ));
    for (lesson, name) in module.lessons.iter().zip(&place.lessons) {
        let path = format!("{folder}/{name}");
        let text = yaml::lesson(lesson, &path);
        files.push(File::text(path, text));
    }
}
