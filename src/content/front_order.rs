//! Pages that say their own order in their front matter, as courses on Jekyll and Hugo do: `weight`, `order`, `part` and
//! `letter`, a date.

use std::collections::BTreeMap;

use super::chapters::module;
use super::dialect::{self, liquid};
use super::format::Detected;
use super::number::{is_index, title_of};
use super::options::Purpose;
use super::outline::{LessonOutline, Outline, Site};
use super::page::Page;
use super::reading::{Front, Reading, plain_title};
use super::source::{Source, warning};
use super::walk;
use crate::domain::diagnostic::Code;

/// The keys that give an order, the stronger first.
const KEYS: [&str; 6] = [
    "weight",
    "order",
    "nav_order",
    "part",
    "chapter",
    "sidebar_position",
];
/// The fewest pages of such a course.
const FEWEST: usize = 3;

/// Whether most pages say their place.
pub(super) fn detect(source: &Source) -> Detected {
    let options = super::Options::named("");
    let mut reading = Reading::new(source, &options, Purpose::Study);
    let (pages, _) = pages(&mut reading);
    let ordered = pages.iter().filter(|page| page.key.is_some()).count();
    let blocks = pages.iter().filter(|page| page.is_blocks).count();
    match ordered {
        count if count >= FEWEST && count * 2 >= pages.len() => {
            Detected::Yes(format!("{count} pages with an order in their front matter"))
        }
        _ if blocks >= FEWEST && blocks * 2 >= pages.len() => Detected::Refused(
            "its pages have no text of their own: the site's generator assembles them from blocks, which only it can do"
                .to_owned(),
        ),
        _ => Detected::No("pages with `weight`, `order` or `part` in their front matter".to_owned()),
    }
}

/// A page with its place.
struct Ordered {
    path: String,
    front: Front,
    page: Page,
    key: Option<f64>,
    /// Whether all that it has is front matter.
    is_blocks: bool,
}

/// The pages with front matter, and the paths of those that have none.
fn pages(reading: &mut Reading<'_>) -> (Vec<Ordered>, Vec<String>) {
    let language = reading.options.language.clone();
    let wanted = language.as_deref().unwrap_or("en");
    let files = walk::files(reading.source, "").into_iter();
    let files: Vec<String> = files
        .filter(|path| dialect::is_markdown(path))
        .filter(|path| language.is_some() || !walk::is_translation(path))
        .collect();
    let (mut pages, mut others) = (Vec::new(), Vec::new());
    for path in files {
        let Some(written) = reading.page(&path) else {
            continue;
        };
        let front = written.front;
        if front.0.is_empty() {
            others.push(path);
            continue;
        }
        let language = front.text("lang");
        if language.is_some_and(|lang| !lang.eq_ignore_ascii_case(wanted)) {
            continue;
        }
        let is_empty = written
            .page
            .lines
            .iter()
            .all(|line| line.text.trim().is_empty());
        pages.push(Ordered {
            key: key(&front),
            is_blocks: is_empty
                && !is_index(path.rsplit('/').next().unwrap_or(&path))
                && front.0.len() > 1,
            path,
            front,
            page: written.page,
        });
    }
    (pages, others)
}

fn key(front: &Front) -> Option<f64> {
    let number = KEYS.iter().find_map(|key| front.number(key));
    number.or_else(|| front.text("date").and_then(|date| days(&date)))
}

/// A date as a number that grows with it.
fn days(date: &str) -> Option<f64> {
    let day = date.get(..10)?;
    let date: chrono::NaiveDate = day.parse().ok()?;
    Some(f64::from(chrono::Datelike::num_days_from_ce(&date)))
}

/// Reads the pages of each part or folder as a module.
pub(super) fn read(reading: &mut Reading<'_>) -> Outline {
    let course = reading.course(None);
    let mut groups: BTreeMap<Group, Vec<Ordered>> = BTreeMap::new();
    let (pages, others) = pages(reading);
    let left_out = others.into_iter().map(|path| {
        let message = "left out: it has no front matter, as the pages of the site have";
        let stray = warning(reading.source.shown(&path), Code::LeftOut, message);
        (path, stray)
    });
    let left_out = left_out.collect();
    for page in pages {
        let place = Group::of(&page);
        groups.entry(place).or_default().push(page);
    }
    let mut groups: Vec<(Group, Vec<Ordered>)> = groups.into_iter().collect();
    // A folder stands where its own page says, the one around all others first.
    let folders: Vec<Group> = groups.iter().map(|(place, _)| place.clone()).collect();
    let weight = |(place, pages): &(Group, Vec<Ordered>)| match folders
        .iter()
        .all(|other| place.is_around(other))
    {
        true => f64::MIN,
        false => weight(place, pages),
    };
    groups.sort_by(|a, b| weight(a).total_cmp(&weight(b)));
    let mut modules = Vec::new();
    for (place, mut pages) in groups {
        pages.sort_by(|a, b| {
            order(a)
                .partial_cmp(&order(b))
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        let title = title(&place, &pages, &course.title);
        let lessons: Vec<LessonOutline> = pages
            .into_iter()
            .filter_map(|page| lesson(reading, page))
            .collect();
        modules.extend(module(title, lessons));
    }
    let has_content = reading.source.has(CONTENT);
    Outline {
        course: Some(course),
        modules,
        left_out,
        site: Site {
            root: if has_content { CONTENT } else { "" }.to_owned(),
            assets: vec!["static".to_owned()],
            ..Site::default()
        },
        ..Outline::default()
    }
}

/// Where Hugo has its pages.
const CONTENT: &str = "content";

/// The group of pages that a page is in.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Part(u32),
    Folder(String),
}

impl Group {
    fn of(page: &Ordered) -> Group {
        match page.front.minutes("part") {
            Some(part) => Group::Part(part),
            None => Group::Folder(
                page.path
                    .rsplit_once('/')
                    .map_or(String::new(), |(f, _)| f.to_owned()),
            ),
        }
    }
}

impl Group {
    fn is_around(&self, other: &Group) -> bool {
        match (self, other) {
            (Group::Folder(this), Group::Folder(other)) => other
                .strip_prefix(this.as_str())
                .is_some_and(|rest| rest.is_empty() || this.is_empty() || rest.starts_with('/')),
            _ => false,
        }
    }
}

fn is_own(page: &Ordered) -> bool {
    is_index(page.path.rsplit('/').next().unwrap_or(&page.path))
}

fn weight(place: &Group, pages: &[Ordered]) -> f64 {
    match place {
        Group::Part(part) => f64::from(*part),
        Group::Folder(_) => {
            let own = pages
                .iter()
                .find(|page| is_own(page))
                .and_then(|page| page.key);
            let first = pages
                .iter()
                .filter_map(|page| page.key)
                .min_by(f64::total_cmp);
            own.or(first).unwrap_or(f64::MAX)
        }
    }
}

/// The page's own comes first, then by number, letter and path.
fn order(page: &Ordered) -> (bool, f64, String, &str) {
    let letter = page.front.text("letter").unwrap_or_default();
    (
        !is_own(page),
        page.key.unwrap_or(f64::MAX),
        letter,
        page.path.as_str(),
    )
}

fn title(place: &Group, pages: &[Ordered], course: &str) -> String {
    let own = pages
        .iter()
        .find(|page| is_own(page))
        .and_then(|page| page.front.text("title"));
    match (own, place) {
        (Some(own), _) => plain_title(&own),
        (None, Group::Part(part)) => format!("Part {part}"),
        (None, Group::Folder(folder)) if folder.is_empty() => course.to_owned(),
        (None, Group::Folder(folder)) => title_of(folder),
    }
}

/// The paths that a page is published under: its own address, and that of a page of Jekyll's collections.
fn published(page: &Ordered) -> Vec<String> {
    let own = ["permalink", "url"]
        .iter()
        .filter_map(|key| page.front.text(key));
    let own = own.map(|path| path.trim_matches('/').to_owned());
    let collection = page.path.strip_prefix('_').map(|path| {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        [stem.to_owned(), format!("{stem}.html")]
    });
    own.chain(collection.into_iter().flatten()).collect()
}

fn lesson(reading: &mut Reading<'_>, page: Ordered) -> Option<LessonOutline> {
    let mut lesson = LessonOutline::new(page.path.clone()).declared(&page.front);
    let is_ready =
        page.front.flag("ready") != Some(false) && page.front.flag("published") != Some(false);
    lesson.draft = !is_ready || page.front.flag("draft") == Some(true);
    // A folder's own page may have nothing but its title.
    if page
        .page
        .lines
        .iter()
        .all(|line| line.text.trim().is_empty())
    {
        return None;
    }
    lesson.aliases = published(&page);
    let text = liquid::read(reading, &page.path, page.page);
    let text = dialect::myst::read(reading, &page.path, text);
    Some(lesson.with(text))
}
