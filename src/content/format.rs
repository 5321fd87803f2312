//! The formats of courses, in the order in which they are tried. A new one is a row here and a folder beside
//! `native`.

use std::path::Path;

use super::outline::Outline;
use super::reading::Reading;
use super::source::{Source, error};
use super::{
    carpentries, dialect, docusaurus, folders, front_order, jupyter, mdbook, mkdocs, native,
    numbered_pages, quarto, readme, refused_formats, toctree, walk,
};
use crate::domain::Diagnostic;
use crate::domain::diagnostic::Code;

/// A way to keep a course in a folder.
#[derive(Debug)]
pub(super) struct Format {
    /// Its name, for a person.
    pub(super) name: &'static str,
    /// Its name on the command line.
    pub(super) word: &'static str,
    /// Whether a folder is in this format.
    pub(super) detect: fn(&Source) -> Detected,
    /// Reads a folder of this format into an outline and nothing else; what is wrong is added to the problems.
    pub(super) read: fn(&mut Reading<'_>) -> Outline,
    /// Reads the text of a lesson that is one page, and nothing else of its course; none where no page says it alone.
    text: Option<ReadText>,
}

/// Reads the text of a page, by its path.
pub(super) type ReadText = fn(&mut Reading<'_>, &str) -> Option<String>;

/// Whether a folder is in a format, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Detected {
    /// Yes, because of what is named.
    Yes(String),
    /// No, because what is named is missing.
    No(String),
    /// It is, and can't be read all the same; this says why.
    Refused(String),
}

/// The name of our own format.
pub(super) const NATIVE: &str = "Lyceum";

/// Every format; the first that fits a folder reads it.
const FORMATS: &[Format] = &[
    row(NATIVE, "lyceum", native::detect, native::read).by_page(native::text),
    row("mdBook or GitBook", "mdbook", mdbook::detect, mdbook::read).by_page(mdbook::text),
    row(
        "Carpentries",
        "carpentries",
        carpentries::detect,
        carpentries::read,
    ),
    row(
        "_toctree.yml with MDX",
        "toctree",
        toctree::detect,
        toctree::read,
    ),
    row("MkDocs", "mkdocs", mkdocs::detect, mkdocs::read),
    row(
        "Docusaurus",
        "docusaurus",
        docusaurus::detect,
        docusaurus::read,
    ),
    row("Jupyter Book", "jupyter", jupyter::detect, jupyter::read),
    row("Quarto", "quarto", quarto::detect, quarto::read),
    row(
        "a platform's own course",
        "refused",
        refused_formats::detect,
        |_| Outline::default(),
    ),
    row(
        "pages in the order of their front matter",
        "front-matter",
        front_order::detect,
        front_order::read,
    ),
    row(
        "numbered folders with a README.md",
        "folders",
        folders::detect,
        folders::read,
    )
    .by_page(folders::text),
    row(
        "numbered files",
        "numbered",
        numbered_pages::detect,
        numbered_pages::read,
    )
    .by_page(dialect::text),
    row("one Markdown file", "readme", readme::detect, readme::read),
];

const fn row(
    name: &'static str,
    word: &'static str,
    detect: fn(&Source) -> Detected,
    read: fn(&mut Reading<'_>) -> Outline,
) -> Format {
    Format {
        name,
        word,
        detect,
        read,
        text: None,
    }
}

impl Format {
    const fn by_page(self, text: ReadText) -> Format {
        Format {
            text: Some(text),
            ..self
        }
    }
}

/// Reads the text of a page in the format of that name.
pub(super) fn text_in(name: &str) -> Option<ReadText> {
    FORMATS.iter().find(|format| format.name == name)?.text
}

/// The names of the formats on the command line.
pub fn words() -> Vec<&'static str> {
    let words = FORMATS.iter().map(|format| format.word);
    words.filter(|word| *word != "refused").collect()
}

/// Whether a folder says by a file of its own that it is a course: its manifest or table of contents.
pub fn is_course(folder: &Path) -> bool {
    let Ok(source) = Source::folder(folder) else {
        return false;
    };
    let mut declared = FORMATS.iter().take_while(|format| format.word != "refused");
    declared.any(|format| matches!((format.detect)(&source), Detected::Yes(_)))
}

/// Whether the format of a folder leaves translations out, as far as the names of its files tell the format: those that look
/// at all files do, and the one with a table for each language. A manifest may list any page.
pub(super) fn leaves_translations_out(names: &Source) -> bool {
    let mut declared = FORMATS.iter().take_while(|format| format.word != "refused");
    let found = declared.find(|format| matches!((format.detect)(names), Detected::Yes(_)));
    found.is_none_or(|format| format.word == "toctree")
}

/// The formats that are told by what most files are like, and can be chosen where that is in doubt. Others have a file
/// without which there is nothing to read.
const BY_FILES: [&str; 4] = ["front-matter", "folders", "numbered", "readme"];

/// The format of a folder and why it is that one; where none fits, a problem that says what each looked for.
pub(super) fn of(
    source: &Source,
    chosen: Option<&str>,
) -> Result<(&'static Format, String), Box<Diagnostic>> {
    match chosen {
        Some(word) => of_word(source, word),
        None => detected(source),
    }
}

fn of_word(source: &Source, word: &str) -> Result<(&'static Format, String), Box<Diagnostic>> {
    let found = FORMATS.iter().find(|format| format.word == word);
    let unknown = || {
        refuse(
            source,
            format!("there is no format `{word}`: {}", words().join(", ")),
        )
    };
    let format = found.ok_or_else(unknown)?;
    if BY_FILES.contains(&word) {
        check_size(source)?;
    }
    match (format.detect)(source) {
        Detected::No(wanted) if !BY_FILES.contains(&word) => Err(refuse(
            source,
            format!(
                "this folder isn't in the format `{word}`: there is no {wanted}; it has {}",
                found_in(source)
            ),
        )),
        Detected::Refused(why) => Err(refuse(source, why)),
        _ => Ok((format, format!("--format {word}"))),
    }
}

fn detected(source: &Source) -> Result<(&'static Format, String), Box<Diagnostic>> {
    let mut wanted_by = Vec::new();
    for format in FORMATS {
        if BY_FILES.first() == Some(&format.word) {
            check_size(source)?;
        }
        match (format.detect)(source) {
            Detected::Yes(found) => {
                tracing::debug!(format = format.name, found, "the format of a course");
                return Ok((format, found));
            }
            Detected::Refused(why) => return Err(refuse(source, why)),
            Detected::No(_) if format.word == "refused" => {}
            Detected::No(wanted) => wanted_by.push(format!("  {:<12} {wanted}", format.word)),
        }
    }
    let message = format!(
        "this folder is not a course in a format that Lyceum knows; it has {}\n\
         `--outline FILE` names the lessons of any folder. What each format looks for:\n{}",
        found_in(source),
        wanted_by.join("\n")
    );
    Err(refuse(source, message))
}

/// A format that looks at all files doesn't begin with those of a whole disk.
fn check_size(source: &Source) -> Result<(), Box<Diagnostic>> {
    match walk::is_too_large(source) {
        false => Ok(()),
        true => Err(refuse(
            source,
            format!(
                "this folder has more than {} files, and none at its top that says where its course is: name the \
                 course's folder",
                walk::MAX_FILES
            ),
        )),
    }
}

fn refuse(source: &Source, message: String) -> Box<Diagnostic> {
    Box::new(error(source.shown(""), Code::NoCourse, message))
}

/// The first entries of a folder, as a person would name them.
fn found_in(source: &Source) -> String {
    const SHOWN: usize = 8;
    let entries = source.list("", &mut Vec::new());
    if entries.is_empty() {
        return "nothing in it".to_owned();
    }
    let names = entries
        .iter()
        .take(SHOWN)
        .map(|entry| match entry.is_folder {
            true => format!("{}/", entry.name),
            false => entry.name.clone(),
        });
    let names: Vec<String> = names.collect();
    match entries.len().checked_sub(SHOWN) {
        None | Some(0) => names.join(", "),
        Some(more) => format!("{} and {more} more", names.join(", ")),
    }
}
