//! The modules or lessons in a folder, in the order of the numbers in front of their names.

use crate::content::build::Unique;
use crate::content::number::Numbered;
use crate::content::outline::Outline;
use crate::content::reading::Reading;
use crate::content::source::{Entry, error, warning};
use crate::domain::diagnostic::Code;

/// The kind of entry that a folder holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Module,
    Lesson,
}

impl Kind {
    fn fits(self, entry: &Entry) -> bool {
        match self {
            Kind::Module => entry.is_folder,
            Kind::Lesson => !entry.is_folder && entry.name.ends_with(".md"),
        }
    }

    fn rule(self) -> &'static str {
        match self {
            Kind::Module => {
                "left out: a module is a folder whose name begins with its number, 01-name"
            }
            Kind::Lesson => {
                "left out: a lesson is a file whose name begins with its number, 01-name.md"
            }
        }
    }
}

/// The names in a folder that begin with a number, in its order; of the others the outline keeps a note, but of the
/// one that is expected there.
pub(super) fn names(
    reading: &mut Reading<'_>,
    folder: &str,
    kind: Kind,
    expected: &str,
    outline: &mut Outline,
) -> Vec<String> {
    let mut numbers = Unique::default();
    let mut found = Vec::new();
    let Reading {
        source, problems, ..
    } = reading;
    for entry in source.list(folder, problems) {
        let path = format!("{folder}/{}", entry.name);
        let shown = source.shown(&path);
        match Numbered::parse(&entry.name) {
            _ if entry.name == expected => {}
            Some(Numbered { number, .. }) if kind.fits(&entry) => {
                if let Some(other) = numbers.claim(number, &entry.name) {
                    let message = format!("{other} has the number {number} already");
                    problems.push(error(shown, Code::DuplicateNumber, message));
                }
                found.push((number, entry.name));
            }
            _ => outline
                .left_out
                .push((path, warning(shown, Code::LeftOut, kind.rule()))),
        }
    }
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}
