//! The difference between a course as its academy has it and the one that would be published.

use std::collections::{BTreeMap, HashMap};

use super::Edition;
use crate::domain::versions::{Changes, LearnersProgress, Versions};
use crate::domain::{CourseTree, Module, ModuleId};
use crate::wire::{CourseHead, OutlinedImage, OutlinedModule};

/// The changes that publishing would make.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// Whether the academy doesn't have the course yet.
    pub is_new: bool,
    /// The fields of the course that differ.
    pub course: Vec<FieldChange>,
    /// The titles of new modules.
    pub modules_added: Vec<String>,
    /// The titles of modules whose title or description differs.
    pub modules_changed: Vec<String>,
    /// The titles of modules that are gone.
    pub modules_removed: Vec<String>,
    /// The lessons, with how many people have progress in each.
    pub lessons: Changes<LearnersProgress>,
    /// How many images are new or have other bytes.
    pub images_added: usize,
    /// How many images are shown no more.
    pub images_removed: usize,
}

/// A field of a course that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldChange {
    /// Its name, as course.toml has it.
    pub name: &'static str,
    /// The value at the academy.
    pub from: String,
    /// The new value.
    pub to: String,
}

impl Difference {
    /// The difference, where lessons have the ids that they are known under.
    pub fn between(
        edition: Option<&Edition>,
        versions: &Versions<LearnersProgress>,
        tree: &CourseTree,
    ) -> Difference {
        let lessons = versions.changes(tree);
        let Some(Edition { outline, .. }) = edition else {
            return Difference {
                is_new: true,
                lessons,
                images_added: tree.images.len(),
                modules_added: tree
                    .modules
                    .iter()
                    .map(|module| module.title.clone())
                    .collect(),
                ..Difference::default()
            };
        };
        let images = Images::between(&outline.images, tree);
        let mut difference = Difference {
            course: fields(&outline.course, tree),
            lessons,
            images_added: images.added,
            images_removed: images.removed,
            ..Difference::default()
        };
        difference.compare_modules(&outline.modules, &tree.modules);
        difference
    }

    /// Whether publishing would change nothing.
    pub fn is_none(&self) -> bool {
        let Difference {
            is_new,
            course,
            modules_added,
            modules_changed,
            modules_removed,
            lessons,
            images_added,
            images_removed,
        } = self;
        !is_new
            && course.is_empty()
            && modules_added.is_empty()
            && modules_changed.is_empty()
            && modules_removed.is_empty()
            && lessons.is_none()
            && *images_added == 0
            && *images_removed == 0
    }

    fn compare_modules(&mut self, before: &[OutlinedModule], now: &[Module]) {
        let mut gone: HashMap<&ModuleId, &OutlinedModule> =
            before.iter().map(|module| (&module.id, module)).collect();
        for module in now {
            match gone.remove(&module.id) {
                None => self.modules_added.push(module.title.clone()),
                Some(was) if was.title != module.title || was.description != module.description => {
                    self.modules_changed.push(module.title.clone());
                }
                Some(_) => {}
            }
        }
        let is_gone = |module: &&OutlinedModule| gone.contains_key(&module.id);
        self.modules_removed = before
            .iter()
            .filter(is_gone)
            .map(|module| module.title.clone())
            .collect();
    }
}

/// The fields of the course itself that differ.
fn fields(before: &CourseHead, tree: &CourseTree) -> Vec<FieldChange> {
    let now = &tree.course;
    let licence = |licence: &Option<String>| licence.clone().unwrap_or_else(|| "none".to_owned());
    let fields = [
        ("title", before.title.clone(), now.title.clone()),
        ("slug", before.slug.clone(), now.slug.to_string()),
        ("price", before.price.to_string(), now.price.to_string()),
        (
            "difficulty",
            before.difficulty.to_string(),
            now.difficulty.to_string(),
        ),
        ("language", before.language.clone(), now.language.clone()),
        ("license", licence(&before.license), licence(&now.license)),
        (
            "description",
            before.description.clone(),
            now.description.clone(),
        ),
        (
            "objectives",
            before.objectives.join("\n"),
            now.objectives.join("\n"),
        ),
        (
            "prerequisites",
            before.prerequisites.join("\n"),
            now.prerequisites.join("\n"),
        ),
    ];
    let differ = fields.into_iter().filter(|(_, from, to)| from != to);
    differ
        .map(|(name, from, to)| FieldChange { name, from, to })
        .collect()
}

/// How many images differ.
struct Images {
    added: usize,
    removed: usize,
}

impl Images {
    fn between(before: &[OutlinedImage], tree: &CourseTree) -> Images {
        let mut before: BTreeMap<&str, &OutlinedImage> = before
            .iter()
            .map(|image| (image.path.as_str(), image))
            .collect();
        let now = tree.images.iter().map(OutlinedImage::from);
        let added = now.filter(|image| before.remove(image.path.as_str()) != Some(image));
        Images {
            added: added.count(),
            removed: before.len(),
        }
    }
}
