//! Translations beside a course, told by their paths before anything of them is fetched.

use std::collections::HashSet;
use std::path::PathBuf;

use super::FetchError;
use super::tree::{Entry, Tree};
use crate::content::source::{Source, Spool};
use crate::content::{dialect, format, walk};

/// The fewest pages that a course has without its translations; else it is itself one.
const FEWEST: usize = 2;

/// The files of a commit that are translations of the course in a folder of it, where the course's format doesn't look at
/// them anyway.
pub(super) fn of<'t>(tree: &'t Tree, folder: Option<&str>) -> Result<HashSet<&'t str>, FetchError> {
    let inside = |entry: &&'t Entry| match folder {
        Some(folder) => entry.path.strip_prefix(folder)?.strip_prefix('/'),
        None => Some(entry.path.as_str()),
    };
    let is_translation = |path: &str| {
        walk::is_translation(path) && (dialect::is_page(path) || walk::is_of_translations(path))
    };
    let mut others = 0;
    let mut translations = HashSet::new();
    for entry in tree.files() {
        match inside(&entry) {
            Some(path) if is_translation(path) => drop(translations.insert(entry.path.as_str())),
            Some(path) => others += usize::from(dialect::is_page(path)),
            None => {}
        }
    }
    if others < FEWEST || translations.is_empty() {
        return Ok(HashSet::new());
    }
    let names = names(tree, folder)?;
    Ok(match format::leaves_translations_out(&names) {
        true => translations,
        false => HashSet::new(),
    })
}

/// The course's files by name alone.
fn names(tree: &Tree, folder: Option<&str>) -> Result<Source, FetchError> {
    let mut spool = Spool::new()?;
    for entry in tree.files() {
        spool.add_absent(&entry.path, "it isn't fetched yet")?;
    }
    let spool = spool.finish()?;
    let spool = match folder {
        Some(folder) => spool.within(folder),
        None => spool,
    };
    Ok(Source::spooled(PathBuf::new(), spool))
}
