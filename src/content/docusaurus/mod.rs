//! Sites of Docusaurus: sidebars as they are written or as folders make them, pages in Markdown and MDX.

mod code;
mod docs;
mod sidebar;

use super::chapters::{Chapter, modules};
use super::dialect::{js, mdx};
use super::format::Detected;
use super::outline::{LessonOutline, Outline, Site};
use super::reading::{Reading, plain_title};
use super::source::Source;
use docs::Docs;

const CONFIGS: [&str; 4] = [
    "docusaurus.config.js",
    "docusaurus.config.ts",
    "docusaurus.config.mjs",
    "docusaurus.config.cjs",
];
/// Where a site stands in a repository.
const FOLDERS: [&str; 4] = ["", "website/", "docs/", "site/"];

/// Whether there is a configuration of Docusaurus.
pub(super) fn detect(source: &Source) -> Detected {
    match config(source) {
        Some(path) => Detected::Yes(path),
        None => Detected::No(CONFIGS[0].to_owned()),
    }
}

fn config(source: &Source) -> Option<String> {
    let paths = FOLDERS
        .iter()
        .flat_map(|folder| CONFIGS.map(|file| format!("{folder}{file}")));
    paths.into_iter().find(|path| source.has(path))
}

/// Reads the site in the order of its sidebars.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let path = config(reading.source).unwrap_or_default();
    let folder = path
        .rsplit_once('/')
        .map_or(String::new(), |(folder, _)| folder.to_owned());
    let config = reading.manifest(&path);
    let config = config.as_ref().map_or("", |text| text.as_str());
    let text = |key: &str| js::text_of(config, key);
    let course = reading.course(text("title"));
    let base = text("baseUrl").unwrap_or_else(|| "/".to_owned());
    let address = text("url").map(|url| format!("{}{base}", url.trim_end_matches('/')));
    let route = text("routeBasePath").unwrap_or_else(|| "docs".to_owned());
    let docs = Docs::read(reading, &folder, route.trim_matches('/'));
    let parts = sidebar::parts(reading, &docs, &folder);
    let modules = modules(parts, &course.title, |chapter| {
        page(reading, &docs, chapter)
    });
    let below = |name: &str| {
        if folder.is_empty() {
            name.to_owned()
        } else {
            format!("{folder}/{name}")
        }
    };
    Outline {
        course: Some(course),
        modules,
        site: Site {
            assets: vec![below("static")],
            root: folder.clone(),
            address,
            base: Some(base).filter(|base| !base.trim_matches('/').is_empty()),
            alias: Some(("@site/", folder)),
        },
        ..Outline::default()
    }
}

fn page(reading: &mut Reading<'_>, docs: &Docs, chapter: &Chapter) -> Option<LessonOutline> {
    let path = chapter.page.as_deref()?;
    let written = reading.page(path)?;
    let title = written.front.text("title").map(|title| plain_title(&title));
    let mut lesson = LessonOutline::new(path.to_owned());
    lesson.title = chapter.title.clone().or(title);
    lesson.aliases = docs.names_of(path);
    lesson.draft = written.front.flag("draft") == Some(true);
    let page = mdx::read(reading, &mut lesson, &written.page);
    let page = code::without_orders(page);
    Some(lesson.declared(&written.front).with(page))
}
