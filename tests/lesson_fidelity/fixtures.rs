//! Real courses: every Markdown file under `../shared/fixtures`, where that folder is.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use crate::WIDTHS;
use crate::checks::complaint;
use crate::reference::Reference;

/// Where real courses are, if they are.
pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures")
}

/// Every Markdown file below a folder, sorted.
pub(crate) fn markdown_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        let kind = path
            .extension()
            .and_then(|e| e.to_str())
            .unwrap_or_default();
        if path.is_dir() {
            found.extend(markdown_files(&path));
        } else if matches!(kind, "md" | "mdx" | "markdown" | "Rmd" | "qmd") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn complaints(files: &[PathBuf]) -> Vec<String> {
    let mut complaints = Vec::new();
    for path in files {
        let Ok(markdown) = fs::read_to_string(path) else {
            continue;
        };
        let reference = Reference::of_markdown(&markdown);
        for width in WIDTHS {
            if let Some(complaint) = complaint(&markdown, &reference, width) {
                complaints.push(format!("{}: {complaint}", path.display()));
                break;
            }
        }
    }
    complaints
}

#[test]
#[expect(
    clippy::disallowed_macros,
    reason = "a test says what it could not check"
)]
fn every_file_of_real_courses_keeps_its_text() {
    let files = markdown_files(&folder());
    if files.is_empty() {
        println!("no fixtures at {}: nothing checked", folder().display());
        return;
    }
    let half = files.len() / 2;
    let (first, second) = files.split_at(half);
    let complaints = thread::scope(|scope| {
        let other = scope.spawn(|| complaints(second));
        let mut all = complaints(first);
        all.extend(other.join().expect("the other half"));
        all
    });
    println!("{} files checked", files.len());
    assert!(
        complaints.is_empty(),
        "{} of {}:\n{}",
        complaints.len(),
        files.len(),
        complaints.join("\n")
    );
}
