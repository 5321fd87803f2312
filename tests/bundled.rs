//! The courses that come with the program: their links lead somewhere, and the tour names keys that are bound.
#![expect(
    clippy::unwrap_used,
    reason = "a test that can't read the program's own files has nothing to say"
)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use lyceum::content::{Loaded, bundled};
use lyceum::domain::Lesson;
use lyceum::lesson::{Document, Target};

fn lessons(course: &Loaded) -> impl Iterator<Item = &Lesson> {
    let modules = course.tree.modules.iter();
    modules.flat_map(|module| module.lessons.iter())
}

fn folder(course: &Loaded) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("assets/courses")
        .join(course.tree.course.slug.as_str())
}

/// The file of the course that a link of a lesson names.
fn named(course: &Loaded, lesson: &Lesson, path: &str) -> Option<PathBuf> {
    let from = folder(course).join(&lesson.head.path);
    from.parent()?.join(path).canonicalize().ok()
}

/// What is wrong with a link or an image, in a word.
fn fault(
    course: &Loaded,
    lesson: &Lesson,
    document: &Document,
    target: &Target,
) -> Option<&'static str> {
    match target {
        Target::Refused(_) => Some("is refused"),
        Target::Heading(anchor) if document.block_of_anchor(anchor).is_none() => {
            Some("has no heading")
        }
        Target::Lesson { path, heading } => {
            let Some(file) = named(course, lesson, path) else {
                return Some("has no file");
            };
            let text = heading
                .as_ref()
                .and_then(|_| std::fs::read_to_string(file).ok());
            let there = text.map(|text| Document::parse(&text));
            match (heading, there) {
                (Some(heading), Some(there)) if there.block_of_anchor(heading).is_none() => {
                    Some("has no heading there")
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[test]
fn every_link_and_image_of_a_bundled_lesson_leads_somewhere() {
    let mut faults = Vec::new();
    for course in bundled() {
        for lesson in lessons(&course) {
            let document = Document::parse(lesson.body.markdown());
            let links = document.links().iter().map(|link| &link.target);
            let images = document.images().iter().map(|image| &image.target);
            for target in links.chain(images) {
                if let Some(fault) = fault(&course, lesson, &document, target) {
                    faults.push(format!(
                        "{}: {} {fault}",
                        lesson.head.path,
                        target.address()
                    ));
                }
            }
        }
    }
    assert_eq!(faults, Vec::<String>::new());
}

/// Every key and every modifier that the default keymap binds something to, as a lesson writes it.
fn bound_keys() -> BTreeSet<String> {
    let keymap = include_str!("../assets/keymap.toml")
        .parse::<toml::Table>()
        .unwrap();
    let tables = keymap.values().filter_map(toml::Value::as_table);
    let sequences = tables.flat_map(|table| table.keys());
    let mut keys = BTreeSet::new();
    for key in sequences.flat_map(|sequence| sequence.split(' ')) {
        match key
            .split_once('-')
            .filter(|(modifier, _)| !modifier.is_empty())
        {
            Some((modifier, key)) => keys.extend([modifier, key].map(as_written)),
            None => _ = keys.insert(as_written(key)),
        }
    }
    keys
}

fn as_written(key: &str) -> String {
    let arrows = [("left", "←"), ("right", "→"), ("up", "↑"), ("down", "↓")];
    let arrow = arrows.iter().find(|(name, _)| *name == key);
    arrow.map_or(key, |(_, sign)| sign).to_owned()
}

#[test]
fn the_tour_names_only_keys_that_do_something() {
    let mut bound = bound_keys();
    // It makes a capital of a letter, and the terminal's own selection of a drag.
    bound.insert("shift".to_owned());
    let tour = &bundled()[0];
    let mut named = 0;
    for lesson in lessons(tour) {
        for text in lesson.body.markdown().split("<kbd>").skip(1) {
            let key = text.split("</kbd>").next().unwrap();
            assert!(bound.contains(key), "{}: {key}", lesson.head.path);
            named += 1;
        }
    }
    assert!(named > 50, "the tour is about keys, and names {named}");
}
