//! The pages of a site by their ids, and by the paths that they are published under.

use std::collections::BTreeMap;

use crate::content::number::{Numbered, is_index};
use crate::content::reading::{Front, Reading};
use crate::content::{dialect, walk};
use crate::domain::path_in_course;

/// The pages below the site's folder of documents.
#[derive(Debug, Default)]
pub(super) struct Docs {
    /// The folder, `docs`.
    pub(super) root: String,
    /// The folder that they are published in; empty for the site's top.
    route: String,
    /// Every page by its path, in order.
    pub(super) pages: Vec<Doc>,
    by_id: BTreeMap<String, usize>,
}

/// A page.
#[derive(Debug)]
pub(super) struct Doc {
    pub(super) path: String,
    /// Its path without numbers and ending.
    pub(super) id: String,
    pub(super) label: Option<String>,
    pub(super) position: Option<f64>,
    slug: Option<String>,
}

impl Docs {
    pub(super) fn read(reading: &mut Reading<'_>, folder: &str, route: &str) -> Docs {
        let below = |name: &str| {
            if folder.is_empty() {
                name.to_owned()
            } else {
                format!("{folder}/{name}")
            }
        };
        let names = ["docs", "content", "tutorial"].map(below);
        let root = names.iter().find(|path| reading.source.has(path));
        let mut docs = Docs {
            root: root.cloned().unwrap_or_else(|| folder.to_owned()),
            route: below(route).trim_matches('/').to_owned(),
            ..Docs::default()
        };
        for path in walk::files(reading.source, &docs.root) {
            let file = path.rsplit('/').next().unwrap_or(&path);
            if dialect::is_page(&path) && !file.starts_with('_') && !walk::is_translation(&path) {
                // A page that can't be read is said when it is wanted.
                let problems = reading.problems.len();
                let front = reading
                    .page(&path)
                    .map(|written| written.front)
                    .unwrap_or_default();
                reading.problems.truncate(problems);
                docs.add(path, &front);
            }
        }
        docs
    }

    fn add(&mut self, path: String, front: &Front) {
        let inside = self.inside(&path);
        let plain = without_numbers(inside);
        let folder = plain
            .rsplit_once('/')
            .map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let id = match front.text("id") {
            Some(id) => format!("{folder}{id}"),
            None => plain,
        };
        let index = self.pages.len();
        let as_written = inside
            .rsplit_once('.')
            .map_or(inside, |(stem, _)| stem)
            .to_owned();
        self.by_id.entry(as_written).or_insert(index);
        self.by_id.insert(id.clone(), index);
        self.pages.push(Doc {
            label: front.text("sidebar_label"),
            position: front.number("sidebar_position"),
            slug: front.text("slug"),
            path,
            id,
        });
    }

    /// The path within the folder of documents.
    pub(super) fn inside<'p>(&self, path: &'p str) -> &'p str {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        inside.trim_start_matches('/')
    }

    /// The page with that id.
    pub(super) fn with_id(&self, id: &str) -> Option<&Doc> {
        self.pages.get(*self.by_id.get(id)?)
    }

    /// The other paths of a page as links write them.
    pub(super) fn names_of(&self, path: &str) -> Vec<String> {
        let Some(doc) = self.pages.iter().find(|doc| doc.path == path) else {
            return Vec::new();
        };
        let file = format!("{}/{}", self.root, without_numbers(self.inside(path)));
        let mut names = vec![
            format!("{}/{}", self.root, doc.id),
            format!("{}/{}", self.route, doc.id)
                .trim_start_matches('/')
                .to_owned(),
        ];
        if is_index(&file) {
            names.extend(file.rsplit_once('/').map(|(folder, _)| folder.to_owned()));
        }
        names.push(file.clone());
        if let Some(slug) = &doc.slug {
            let site = self.root.rsplit_once('/').map_or("", |(site, _)| site);
            let from = match slug.starts_with('/') {
                true => format!("{}/x", self.root),
                false => file,
            };
            names.extend(path_in_course(&from, slug.trim_start_matches('/')));
            names.extend(path_in_course(
                &format!("{site}/x"),
                slug.trim_start_matches('/'),
            ));
        }
        names
    }
}

/// A path without the numbers before its parts, and without its ending.
pub(super) fn without_numbers(path: &str) -> String {
    let stem = match dialect::is_page(path) {
        true => path.rsplit_once('.').map_or(path, |(stem, _)| stem),
        false => path,
    };
    let plain = |part: &str| {
        let digits = part.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_marked = digits.len() < part.len() && digits.starts_with(['-', '_', '.', ' ']);
        let rest = Numbered::parse(part).map(|name| name.rest.to_owned());
        rest.filter(|rest| is_marked && !rest.is_empty())
            .unwrap_or_else(|| part.to_owned())
    };
    stem.split('/').map(plain).collect::<Vec<_>>().join("/")
}
