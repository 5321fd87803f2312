//! `course.toml` and `module.toml`.

use std::borrow::Cow;

use serde::Serialize;

use super::clean;
use crate::domain::{Course, Module};

#[derive(Serialize)]
struct CourseFile<'c> {
    id: &'c str,
    slug: &'c str,
    title: Cow<'c, str>,
    description: &'c str,
    difficulty: &'c str,
    price: u32,
    language: &'c str,
    #[serde(skip_serializing_if = "Option::is_none")]
    license: Option<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objectives: Vec<&'c str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    prerequisites: Vec<&'c str>,
}

#[derive(Serialize)]
struct ModuleFile<'m> {
    id: &'m str,
    title: Cow<'m, str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'m str,
}

/// The course's metadata.
pub(super) fn course(course: &Course) -> String {
    written(&CourseFile {
        id: course.id.as_str(),
        slug: course.slug.as_str(),
        title: clean::title(&course.title),
        description: course.description.trim(),
        difficulty: course.difficulty.as_str(),
        price: course.price.0,
        language: &course.language,
        license: course.license.as_deref(),
        objectives: clean::sentences(&course.objectives),
        prerequisites: clean::sentences(&course.prerequisites),
    })
}

pub(super) fn module(module: &Module) -> String {
    written(&ModuleFile {
        id: module.id.as_str(),
        title: clean::title(&module.title),
        description: module.description.trim(),
    })
}

/// Texts, numbers and lists of texts: TOML has a form for each.
fn written(file: &impl Serialize) -> String {
    ::toml::to_string_pretty(file).unwrap_or_default()
}
