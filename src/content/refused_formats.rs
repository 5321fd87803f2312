//! Folders that are courses of one platform only: what is in them makes sense nowhere else.

use super::format::Detected;
use super::source::Source;

/// The files that tell such a platform, and why its courses aren't read.
const PLATFORMS: [(&[&str], &str); 2] = [
    (
        &["config.json", "exercises", "concepts"],
        "it is a track of Exercism: its exercises are run and checked by its own platform",
    ),
    (
        &["course-definition.yml"],
        "it is a challenge of CodeCrafters: its stages are run and checked by its own platform",
    ),
];

/// Whether it is one of them.
pub(super) fn detect(source: &Source) -> Detected {
    let is_there = |files: &[&str]| files.iter().all(|file| source.has(file));
    match PLATFORMS.iter().find(|(files, _)| is_there(files)) {
        Some((_, why)) => Detected::Refused(format!(
            "{why}. `--outline FILE` reads the texts that you name"
        )),
        None => Detected::No("a course of a platform".to_owned()),
    }
}
