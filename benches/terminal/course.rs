//! A course with one short lesson and two very long ones, made the same way every time.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A megabyte of text.
pub(crate) const MEGABYTE: usize = 1_000_000;

/// What the long lessons begin with: their title on the screen.
pub(crate) const FIRST_WORDS: &str = "It begins here";

/// What they end with.
pub(crate) const LAST_WORDS: &str = "This is the end.";

/// Writes the course into a folder: lesson 1.1 has one megabyte, 1.2 ten.
///
/// The text is made up, or, where `real` names a folder, all Markdown files below it one after the other, over
/// and over.
pub(crate) fn write(folder: &Path, real: Option<&Path>) -> io::Result<()> {
    let module = folder.join("modules/01-long");
    fs::create_dir_all(&module)?;
    let about = "slug = \"long-lessons\"\ntitle = \"Long lessons\"\ndescription = \"Very long ones.\"\n\
                 difficulty = \"beginner\"\n";
    fs::write(folder.join("course.toml"), about)?;
    fs::write(module.join("module.toml"), "title = \"Long\"\n")?;
    let unit = real.map(markdown_below).transpose()?.unwrap_or_default();
    for (name, title, megabytes) in [("01-one", "One", 1), ("02-ten", "Ten", 10)] {
        let text = lesson(&unit, megabytes * MEGABYTE);
        let front = format!("---\ntitle: {title} megabytes\n---\n");
        fs::write(module.join(format!("{name}.md")), front + &text)?;
    }
    Ok(())
}

/// A lesson of about that many bytes.
pub(crate) fn lesson(unit: &str, bytes: usize) -> String {
    let mut text = format!("# {FIRST_WORDS}\n\n");
    let mut section = 0_usize;
    while text.len() < bytes {
        section += 1;
        if unit.is_empty() {
            write_section(&mut text, section);
        } else {
            text.push_str(unit);
        }
    }
    text.truncate(text.floor_char_boundary(bytes));
    // Not in the middle of code; and below the footnotes, which stand at the end.
    text.truncate(text.rfind("\n## ").unwrap_or(text.len()));
    text.push_str(&format!("\n\n## The end[^end]\n\n[^end]: {LAST_WORDS}\n"));
    text
}

/// A bit of everything that lessons have.
fn write_section(text: &mut String, section: usize) {
    // Writing into a String can't fail.
    let _written = write!(
        text,
        "## Section {section}\n\n\
         A model answers with the same ease when it *knows* and when it **guesses**, so what it says in \
         section {section} has to be checked against something that doesn't guess: a `test`, a source, or \
         [somebody](https://example.org/{section}) who has done it before.\n\n\
         1. Ask for one thing at a time.\n   - Say what you know already.\n   - Say what the answer is for.\n\
         2. Read the answer to its end.\n3. Check one figure of it, number {section} for instance.\n\n\
         > A quote that is long enough to be wrapped at any width that a terminal has, and that keeps its bar \
         when it is.\n\n\
         ```rust\nfn section_{section}(seconds: u64) -> u64 {{\n    seconds.saturating_mul({section}) // no \
         overflow\n}}\n```\n\n\
         | word | meaning | how often |\n|---|:---:|---:|\n| token | a piece of text | {section} |\n\
         | context | what the model sees | {section}0 |\n\n"
    );
}

/// All Markdown files below a folder, in the order of their paths.
fn markdown_below(folder: &Path) -> io::Result<String> {
    let mut files = Vec::new();
    collect(folder, &mut files)?;
    files.sort();
    let mut text = String::new();
    for file in files {
        if let Ok(content) = fs::read_to_string(&file) {
            text.push_str(&content);
            text.push_str("\n\n");
        }
        if text.len() > 10 * MEGABYTE {
            break;
        }
    }
    Ok(text)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "md") {
            files.push(path);
        }
    }
    Ok(())
}
