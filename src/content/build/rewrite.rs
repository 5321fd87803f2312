//! Links that name a lesson otherwise than by its file are rewritten to its file: `intro.html` as it is published,
//! `intro` without an ending, `intro/` as a folder, `/docs/intro` from the site's top, the site's own address.
//! So are the paths of images that a site finds elsewhere.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use url::Url;

use super::addresses::{Addresses, Kind};
use crate::content::number::is_index;
use crate::content::options::Repository;
use crate::content::outline::{LessonOutline, Outline, Site};
use crate::content::page_cache::Memo;
use crate::content::source::Source;
use crate::content::summary::percent_decoded;
use crate::domain::path_in_course;

/// Rewrites the links of all lessons; gives how many.
pub(super) fn links(
    source: &Source,
    repository: Option<&Repository>,
    outline: &mut Outline,
    mut memo: Option<&mut Memo>,
) -> usize {
    let course = Course {
        source,
        names: names(outline),
        site: outline.site.clone(),
        files: repository.and_then(|repository| repository.files.clone()),
    };
    let mut count = 0;
    let lessons = outline
        .modules
        .iter_mut()
        .flat_map(|module| &mut module.lessons);
    for lesson in lessons {
        let address = |kind, written: &str| course.address(&lesson.path, kind, written);
        let addresses = match &mut memo {
            Some(memo) => memo.addresses(&lesson.path, &lesson.markdown),
            None => Arc::new(Addresses::of(&lesson.markdown)),
        };
        if let (Cow::Owned(text), changed) = addresses.rewritten(&lesson.markdown, address) {
            lesson.markdown = text.into();
            count += changed;
        }
    }
    count
}

/// The file of each lesson by every path that names it.
fn names(outline: &Outline) -> HashMap<String, String> {
    let lessons = || outline.modules.iter().flat_map(|module| &module.lessons);
    let mut names = HashMap::new();
    for lesson in lessons() {
        names.insert(lesson.path.clone(), lesson.path.clone());
    }
    // What is declared goes before what is guessed, and a file's own name before both.
    for lesson in lessons() {
        for alias in &lesson.aliases {
            names
                .entry(alias.clone())
                .or_insert_with(|| lesson.path.clone());
        }
    }
    for lesson in lessons() {
        for name in other_names(lesson) {
            names.entry(name).or_insert_with(|| lesson.path.clone());
        }
    }
    names
}

/// The names that a site gives to a page.
fn other_names(lesson: &LessonOutline) -> Vec<String> {
    let path = lesson.path.as_str();
    let Some((stem, _)) = path.rsplit_once('.') else {
        return Vec::new();
    };
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    let mut names = vec![
        stem.to_owned(),
        format!("{stem}.html"),
        format!("{stem}.md"),
    ];
    if is_index(file) {
        let index = match folder.is_empty() {
            true => "index.html".to_owned(),
            false => format!("{folder}/index.html"),
        };
        names.extend([folder.to_owned(), index]);
    }
    names
}

struct Course<'s> {
    source: &'s Source,
    names: HashMap<String, String>,
    site: Site,
    /// The beginning of the addresses that the course's files have on the web.
    files: Option<String>,
}

impl Course<'_> {
    /// The address to write instead; none where the one that is written will do.
    fn address(&self, lesson: &str, kind: Kind, written: &str) -> Option<String> {
        let inside = self.inside(written);
        let written = inside.as_deref().unwrap_or(written);
        if written.contains("://")
            || written.starts_with(['#', '?'])
            || written.starts_with("mailto:")
        {
            return None;
        }
        let (path, heading) = written.split_once('#').unwrap_or((written, ""));
        let path = path.split('?').next().unwrap_or_default();
        let path = percent_decoded(path);
        match kind {
            Kind::Link => {
                let mark = if heading.is_empty() { "" } else { "#" };
                let Some(found) = self.lesson(lesson, &path) else {
                    let outside = self.outside(lesson, &path)?;
                    return Some(format!("{outside}{mark}{heading}"));
                };
                let is_same = path_in_course(lesson, &path).as_ref() == Some(found);
                (!is_same || inside.is_some())
                    .then(|| format!("/{}{mark}{heading}", encoded(found)))
            }
            Kind::Image => {
                let found = self.image(lesson, &path).map(|path| encoded(&path));
                let is_here = |path: &str| {
                    let path = path_in_course(lesson, path);
                    inside.is_some() && path.is_some_and(|path| self.source.has(&path))
                };
                found.or_else(|| is_here(&path).then(|| encoded(&path)))
            }
        }
    }

    /// The path of an address of the course's own site, and of one that begins as its files alone do.
    fn inside(&self, written: &str) -> Option<String> {
        let base = self.site.base.as_deref();
        if let Some(rest) = base.and_then(|base| written.strip_prefix(base)) {
            return Some(format!("/{rest}"));
        }
        let alias = self.site.alias.as_ref();
        let aliased =
            alias.and_then(|(start, folder)| Some((written.strip_prefix(start)?, folder)));
        if let Some((rest, folder)) = aliased {
            return Some(format!("/{folder}/{rest}").replace("//", "/"));
        }
        let site = self.site.address.as_deref()?;
        let rest = written.strip_prefix(site.trim_end_matches('/'))?;
        rest.starts_with('/').then(|| rest.to_owned())
    }

    fn lesson(&self, from: &str, path: &str) -> Option<&String> {
        let known = |path: Option<String>| self.names.get(path?.trim_end_matches('/'));
        known(path_in_course(from, path)).or_else(|| {
            let from_top = path.strip_prefix('/')?;
            known(self.below_root(from_top))
        })
    }

    /// The address on the web of what is no lesson: a page of a sibling site, a file of the repository.
    fn outside(&self, from: &str, path: &str) -> Option<String> {
        let Some(inside) = path_in_course(from, path) else {
            let site = self.site.address.as_deref()?;
            return self.sibling(site, from, path);
        };
        if let Some(files) = self.files.as_deref().filter(|_| self.source.has(&inside)) {
            return Some(format!("{files}{}", encoded(&inside)));
        }
        let root = format!("{}/", self.site.root);
        let leaves = !self.site.root.is_empty() && !inside.starts_with(&root);
        let site = self.site.address.as_deref().filter(|_| leaves)?;
        self.sibling(site, from, path)
    }

    /// A page beyond the site, as a browser would find it.
    fn sibling(&self, site: &str, from: &str, path: &str) -> Option<String> {
        let page = from.strip_prefix(&self.site.root).unwrap_or(from);
        let base = Url::parse(&format!("{}/", site.trim_end_matches('/'))).ok()?;
        let page = base.join(page.trim_start_matches('/')).ok()?;
        let found = page.join(path).ok()?;
        let is_web = matches!(found.scheme(), "http" | "https");
        is_web.then(|| found.to_string())
    }

    /// The path of an image that isn't where its lesson says.
    fn image(&self, from: &str, path: &str) -> Option<String> {
        if path_in_course(from, path).is_some_and(|path| self.source.has(&path)) {
            return None;
        }
        let from_top = path.trim_start_matches('/');
        let roots = self.site.assets.iter().map(String::as_str);
        let mut places = roots.chain([self.site.root.as_str()]).filter_map(|root| {
            let folder = if root.is_empty() {
                String::new()
            } else {
                format!("{root}/x")
            };
            path_in_course(&folder, from_top)
        });
        let found = places.find(|path| self.source.has(path))?;
        Some(format!("/{found}"))
    }

    fn below_root(&self, path: &str) -> Option<String> {
        match self.site.root.is_empty() {
            true => path_in_course("", path),
            false => path_in_course(&format!("{}/x", self.site.root), path),
        }
    }
}

/// A path as a link may write it.
pub(in crate::content) fn encoded(path: &str) -> String {
    let mut text = String::with_capacity(path.len());
    for c in path.chars() {
        match c {
            ' ' => text.push_str("%20"),
            '(' => text.push_str("%28"),
            ')' => text.push_str("%29"),
            '"' => text.push_str("%22"),
            '\'' => text.push_str("%27"),
            c => text.push(c),
        }
    }
    text
}
