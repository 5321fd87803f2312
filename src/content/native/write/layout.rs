//! Where the modules and lessons of a course are written. What has a place in the native format keeps it.

use crate::content::number::Numbered;
use crate::domain::{Lesson, Module, Slug};

/// The folder of all modules.
pub(super) const FOLDER: &str = "modules";

/// The longest name that is kept, in bytes.
const LONGEST: usize = 120;
/// The longest part of a made name that is the title's, in bytes.
const TITLE: usize = 50;

/// The place of a module.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct ModulePlace {
    /// The name of its folder.
    pub(super) folder: String,
    /// The names of its lessons' files.
    pub(super) lessons: Vec<String>,
}

/// A place for each module.
pub(super) fn of(modules: &[Module]) -> Vec<ModulePlace> {
    let mut last = 0;
    let place = |module: &Module| {
        let own = module
            .lessons
            .iter()
            .find_map(native)
            .map(|(folder, _)| folder);
        let folder = name(own, &mut last, &module.title, "module", "");
        let lessons = lessons(&folder, &module.lessons);
        ModulePlace { folder, lessons }
    };
    modules.iter().map(place).collect()
}

fn lessons(folder: &str, lessons: &[Lesson]) -> Vec<String> {
    let mut last = 0;
    let place = |lesson: &Lesson| {
        let own = native(lesson).filter(|(inside, _)| *inside == folder);
        let own = own.map(|(_, file)| file);
        name(own, &mut last, &lesson.head.title, "lesson", ".md")
    };
    lessons.iter().map(place).collect()
}

/// The name that a part has, where its number comes after the last one; else one that is made of its title.
fn name(own: Option<&str>, last: &mut u64, title: &str, kind: &str, ending: &str) -> String {
    let number = own.and_then(Numbered::parse).map(|own| own.number);
    if let (Some(own), Some(number)) = (own, number.filter(|number| *number > *last)) {
        *last = number;
        return own.to_owned();
    }
    *last = last.saturating_add(1);
    format!("{last:02}-{}{ending}", made_of(title, kind))
}

fn made_of(title: &str, kind: &str) -> String {
    let Some(slug) = Slug::made_of(title) else {
        return kind.to_owned();
    };
    let slug = slug.as_str();
    let short = slug.get(..TITLE).unwrap_or(slug);
    short.trim_end_matches('-').to_owned()
}

/// The names of the folder and the file of a lesson whose path is one of the native format.
fn native(lesson: &Lesson) -> Option<(&str, &str)> {
    let (folder, file) = lesson.head.path.strip_prefix("modules/")?.split_once('/')?;
    let is_one = !file.contains('/') && file.ends_with(".md") && is_safe(&lesson.head.path);
    is_one.then_some((folder, file))
}

/// Whether a path can be written anywhere, and nothing but a course's reader looks at it: no way out, no hidden file.
pub(super) fn is_safe(path: &str) -> bool {
    path.split('/').all(|name| {
        let odd = |c: char| c.is_control() || "\\:*?\"<>|".contains(c);
        !name.is_empty()
            && name.len() <= LONGEST
            && !name.starts_with('.')
            && !name.ends_with(['.', ' '])
            && !name.contains(odd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_kept_as_long_as_its_number_rises() {
        let mut last = 0;
        let mut name = |own| super::name(own, &mut last, "What it is?", "lesson", ".md");
        assert_eq!(name(Some("02-b.md")), "02-b.md");
        assert_eq!(name(None), "03-what-it-is.md");
        assert_eq!(name(Some("3_c.md")), "04-what-it-is.md");
        assert_eq!(name(Some("10 d.md")), "10 d.md");
        assert_eq!(made_of("…", "lesson"), "lesson");
    }

    #[test]
    fn no_path_leads_out_or_hides() {
        for good in ["a.png", "assets/é 1.png", "nb.ipynb/out-1.png"] {
            assert!(is_safe(good), "{good}");
        }
        for bad in [
            "",
            "/a",
            "../a",
            "a/../b",
            ".git/config",
            "a/.b",
            "C:/a",
            "a\\b",
            "a\n",
            "a.",
        ] {
            assert!(!is_safe(bad), "{bad}");
        }
    }
}
