//! The choices for reading a folder that its files don't make.

use std::path::PathBuf;

use super::source::Source;
use crate::domain::Slug;

/// How a folder is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The format's name; found where none is given.
    pub format: Option<String>,
    /// The language to read where there are several, a BCP 47 tag.
    pub language: Option<String>,
    /// An outline of somebody's own, which goes before every format.
    pub outline: Option<OwnOutline>,
    /// The only page to read, by its path in the folder.
    pub page: Option<String>,
    /// The name of a course that declares none; its identity is made of it.
    pub slug: Slug,
    /// The repository that the files come from.
    pub repository: Option<Repository>,
    /// How to read lessons that their authors don't want to be shown yet.
    pub drafts: Drafts,
}

/// How drafts are read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Drafts {
    /// They are left out: a warning each.
    #[default]
    LeftOut,
    /// They are lessons as the others.
    Kept,
}

/// An outline of somebody's own, in the syntax of SUMMARY.md.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnOutline {
    /// Its file, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// The purpose of reading a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To be studied: what stands in the way of that is a problem.
    Study,
    /// For whoever writes it: what could be better is a problem, too.
    Check,
}

/// A repository, and the version of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// Its address, as a person gives it.
    pub address: String,
    /// The commit.
    pub commit: String,
    /// The beginning of the addresses that its files have on the web, where that is known.
    pub files: Option<String>,
}

impl Options {
    /// Nothing chosen; the course is named after its folder.
    pub fn of(source: &Source) -> Options {
        let shown = source.shown("");
        let full = std::path::absolute(&shown).unwrap_or(shown);
        Options::named(&full.to_string_lossy())
    }

    /// Nothing chosen; the course is named after the last part of a path or an address.
    pub fn named(path: &str) -> Options {
        Options {
            format: None,
            language: None,
            outline: None,
            page: None,
            slug: slug(path),
            repository: None,
            drafts: Drafts::default(),
        }
    }
}

/// Names of folders that say nothing about the course in them.
const GENERIC: [&str; 10] = [
    "book",
    "content",
    "course",
    "curriculum",
    "doc",
    "docs",
    "en",
    "lessons",
    "src",
    "website",
];

/// A slug of the last part of a path that says something; `https://github.com/rust-lang/book` is `rust-lang-book`.
fn slug(path: &str) -> Slug {
    let parts = path
        .rsplit(['/', '\\', ':'])
        .map(plain)
        .filter(|part| !part.is_empty());
    let mut name = String::new();
    for part in parts {
        let generic = GENERIC.contains(&part.as_str());
        name = match name.is_empty() {
            true => part,
            false => format!("{part}-{name}"),
        };
        if !generic {
            break;
        }
    }
    Slug::made_of(&name).unwrap_or_else(Slug::nameless)
}

/// A part of a path in the letters of a slug, without the endings of archives and repositories.
fn plain(part: &str) -> String {
    let part = part.to_lowercase();
    let endings = [
        ".git", ".zip", ".tar.gz", ".tgz", ".tar", "-main", "-master",
    ];
    let mut part = part.as_str();
    for ending in endings {
        part = part.strip_suffix(ending).unwrap_or(part);
    }
    Slug::made_of(part).map_or_else(String::new, String::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_course_is_named_after_where_it_is() {
        for (path, name) in [
            ("https://github.com/rust-lang/book", "rust-lang-book"),
            (
                "https://github.com/swcarpentry/shell-novice.git",
                "shell-novice",
            ),
            ("/home/me/My Course/", "my-course"),
            ("/tmp/walk-main.zip", "walk"),
            ("C:\\books\\Go_in-10", "go-in-10"),
            ("", "course"),
            ("/日本", "ri-ben"),
            ("/&", "course"),
        ] {
            assert_eq!(slug(path).as_str(), name, "{path}");
        }
    }
}
