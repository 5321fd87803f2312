//! Every file of a course's folder, in the order that a person would put them.

use super::source::{Entry, Source};
use crate::domain::Diagnostic;
use crate::domain::collation::Collation;

/// The deepest folder that is looked into.
const MAX_DEPTH: usize = 12;
/// The most files that are looked at.
pub(super) const MAX_FILES: usize = 20_000;
/// Folders that hold no course.
const NOT_LOOKED_INTO: [&str; 8] = [
    "__pycache__",
    "_build",
    "_site",
    "build",
    "dist",
    "node_modules",
    "target",
    "venv",
];

/// The paths of all files below a folder: files before folders, by name, numbers by value.
pub(super) fn files(source: &Source, folder: &str) -> Vec<String> {
    let mut files = Vec::new();
    let collation = Collation::new();
    collect(source, folder, &collation, 0, &mut files);
    files
}

fn collect(
    source: &Source,
    folder: &str,
    order: &Collation,
    depth: usize,
    files: &mut Vec<String>,
) {
    if depth > MAX_DEPTH || files.len() > MAX_FILES {
        return;
    }
    let mut entries = source.list(folder, &mut Vec::new());
    entries
        .sort_by_cached_key(|entry| (entry.is_folder, order.key(&entry.name), entry.name.clone()));
    for entry in entries {
        let path = below(folder, &entry.name);
        match entry.is_folder {
            false => files.push(path),
            true if NOT_LOOKED_INTO.contains(&entry.name.as_str()) => {}
            true => collect(source, &path, order, depth + 1, files),
        }
    }
}

/// Whether a folder has more files than any course: it is a disk or somebody's home, and a course would be a part of it.
pub(super) fn is_too_large(source: &Source) -> bool {
    has_more_than(MAX_FILES, source)
}

fn has_more_than(most: usize, source: &Source) -> bool {
    let mut waiting = vec![(String::new(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = waiting.pop() {
        let entries = source.list(&folder, &mut Vec::new());
        seen += entries.len();
        if seen > most {
            return true;
        }
        waiting.extend(inside(&folder, &entries, depth));
    }
    false
}

/// The folders in a folder that are looked into, each with its depth.
fn inside(folder: &str, entries: &[Entry], depth: usize) -> Vec<(String, usize)> {
    let is_inside = |entry: &&Entry| {
        entry.is_folder && depth < MAX_DEPTH && !NOT_LOOKED_INTO.contains(&entry.name.as_str())
    };
    let inside = entries.iter().filter(is_inside);
    let inside = inside.map(|entry| (below(folder, &entry.name), depth + 1));
    inside.collect()
}

/// The entries of a course's folders that can't be listed: names that aren't text, links that lead out or in a circle.
pub(super) fn unlisted(source: &Source) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    walked(source, &mut problems);
    problems
}

/// Every folder that a course may have files in, from the top, with what is in it.
pub(super) fn folders(source: &Source) -> Vec<(String, Vec<Entry>)> {
    walked(source, &mut Vec::new())
}

fn walked(source: &Source, problems: &mut Vec<Diagnostic>) -> Vec<(String, Vec<Entry>)> {
    let mut folders = Vec::new();
    let mut waiting = vec![(String::new(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = waiting.pop() {
        let entries = source.list(&folder, problems);
        seen += entries.len();
        if seen > MAX_FILES {
            break;
        }
        waiting.extend(inside(&folder, &entries, depth));
        folders.push((folder, entries));
    }
    folders
}

/// The path of an entry of a folder; the course's own is empty.
pub(super) fn below(folder: &str, name: &str) -> String {
    match folder.is_empty() {
        true => name.to_owned(),
        false => format!("{folder}/{name}"),
    }
}

/// Names of folders that hold translations, and the tags that name languages.
const TRANSLATIONS: [&str; 6] = [
    "i18n",
    "locales",
    "translated",
    "translated_images",
    "translation",
    "translations",
];
const LANGUAGES: [&str; 40] = [
    "ar", "bg", "bn", "cs", "da", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "id", "it",
    "ja", "ko", "ms", "nl", "no", "pl", "pt", "pt-br", "pt_br", "ro", "ru", "sr", "sv", "sw", "th",
    "tr", "uk", "vi", "zh", "zh-cn", "zh-tw", "zh_cn", "zh_tw", "zh-hans",
];
const NAMES: [&str; 16] = [
    "arabic",
    "chinese",
    "dutch",
    "french",
    "german",
    "hindi",
    "italian",
    "japanese",
    "korean",
    "malay",
    "portuguese",
    "russian",
    "spanish",
    "turkish",
    "ukrainian",
    "vietnamese",
];

/// Whether a file is in a folder of translations.
pub(super) fn is_of_translations(path: &str) -> bool {
    let lower = path.to_lowercase();
    let folders = lower.rsplit_once('/').map_or("", |(folders, _)| folders);
    folders.split('/').any(|part| TRANSLATIONS.contains(&part))
}

/// Whether a page is a translation beside the course: in a folder of translations, or with a language behind its name.
pub(super) fn is_translation(path: &str) -> bool {
    let lower = path.to_lowercase();
    let (folders, file) = lower.rsplit_once('/').unwrap_or(("", lower.as_str()));
    let is_named = |part: &str| {
        TRANSLATIONS.contains(&part) || LANGUAGES.contains(&part) || NAMES.contains(&part)
    };
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let tag = stem
        .rsplit(['.', '-', '_'])
        .next()
        .filter(|tag| *tag != stem);
    let with_region = stem.rsplit_once(['.', '-', '_']).and_then(|(rest, _)| {
        let tag = rest.rfind(['.', '-', '_'])?;
        stem.get(tag + 1..)
    });
    folders.split('/').any(is_named)
        || tag.is_some_and(|tag| LANGUAGES.contains(&tag) || NAMES.contains(&tag))
        || with_region.is_some_and(|tag| LANGUAGES.contains(&tag))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_counted_up_to_a_bound() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("a/b")).unwrap();
        std::fs::write(folder.path().join("a/b/c.md"), "").unwrap();
        let source = Source::folder(folder.path()).unwrap();
        assert!(has_more_than(2, &source));
        assert!(!has_more_than(3, &source));
    }

    #[test]
    fn translations_are_told_by_their_names() {
        for path in [
            "translations/es/README.md",
            "docs/Korean/1.md",
            "README.zh-cn.md",
            "a/README_fr.md",
            "x-pt-br.md",
        ] {
            assert!(is_translation(path), "{path}");
        }
        for path in [
            "README.md",
            "01_strings.md",
            "a/how-to.md",
            "docs/en/a.md",
            "de-facto.md",
        ] {
            assert!(!is_translation(path), "{path}");
        }
    }
}
