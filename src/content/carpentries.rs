//! Lessons of the Carpentries' workbench: `config.yaml` and episodes.

use serde_json::Value;

use super::chapters::module;
use super::dialect::boxes;
use super::format::Detected;
use super::outline::{LessonOutline, ModuleOutline, Outline, Site};
use super::reading::{Front, Reading};
use super::source::Source;
use super::walk;
use crate::domain::Minutes;

const FILE: &str = "config.yaml";
const EPISODES: &str = "episodes";
const LEARNERS: &str = "learners";

/// Whether there is a configuration beside a folder of episodes.
pub(super) fn detect(source: &Source) -> Detected {
    match source.has(FILE) && source.has(EPISODES) {
        true => Detected::Yes(format!("{FILE} and {EPISODES}/")),
        false => Detected::No(format!("{FILE} and {EPISODES}/")),
    }
}

/// Reads the episodes, and the pages for learners behind them. Pages for instructors are left out.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let config = reading.yaml(FILE);
    let config = Front(
        config
            .and_then(|config| config.as_object().cloned())
            .unwrap_or_default(),
    );
    let mut course = reading.course(config.text("title"));
    course.license = config
        .text("license")
        .map(|licence| licence.replace("CC-BY 4.0", "CC-BY-4.0"));
    course.language = course.language.or(config.text("lang"));
    let mut modules = Vec::new();
    for (folder, title) in [
        (EPISODES, course.title.clone()),
        (LEARNERS, "For learners".to_owned()),
    ] {
        modules.extend(pages(reading, &config, folder, title));
    }
    Outline {
        course: Some(course),
        modules,
        site: Site {
            address: config.text("url"),
            ..Site::default()
        },
        ..Outline::default()
    }
}

/// The pages of a folder, in the order of the configuration, or all of them where it has none.
fn pages(
    reading: &mut Reading<'_>,
    config: &Front,
    folder: &str,
    title: String,
) -> Option<ModuleOutline> {
    let listed = config.0.get(folder).and_then(Value::as_array);
    let listed: Vec<String> = listed
        .into_iter()
        .flatten()
        .filter_map(|page| Some(format!("{folder}/{}", page.as_str()?)))
        .collect();
    let paths = match listed.is_empty() {
        false => listed,
        true => {
            let is_page = |path: &String| path.ends_with(".md") || path.ends_with(".Rmd");
            walk::files(reading.source, folder)
                .into_iter()
                .filter(is_page)
                .collect()
        }
    };
    let lessons: Vec<LessonOutline> = paths
        .iter()
        .filter_map(|path| page(reading, path))
        .collect();
    module(title, lessons)
}

fn page(reading: &mut Reading<'_>, path: &str) -> Option<LessonOutline> {
    let written = reading.page(path)?;
    let minutes = |key: &str| written.front.minutes(key).unwrap_or_default();
    let minutes = minutes("teaching").saturating_add(minutes("exercises"));
    let mut lesson = LessonOutline::new(path.to_owned()).declared(&written.front);
    lesson.minutes = (minutes > 0).then_some(Minutes(minutes));
    lesson.objectives = boxes::items("objectives", &written.page);
    // The site shows all pages beside each other.
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    lesson.aliases = [EPISODES, LEARNERS, ""]
        .iter()
        .flat_map(|folder| {
            let below = if folder.is_empty() {
                String::new()
            } else {
                format!("{folder}/")
            };
            [
                format!("{below}{stem}.html"),
                format!("{below}{stem}.md"),
                format!("{below}{stem}"),
            ]
        })
        .collect();
    let page = boxes::without(reading, path, "instructor", written.page);
    Some(lesson.with(page))
}
