//! Finds a theme and the themes that it builds on.

use std::path::PathBuf;

use super::depth::ColorDepth;
use super::merge::{Layer, merge};
use super::raw::{self, RawTheme};
use super::{BUILT_IN, Theme};
use crate::domain::{Diagnostic, Location};
use crate::keymap::toml_text::{TomlText, in_file_order};

/// A theme of a chain.
struct Link {
    name: String,
    /// The path that diagnostics show.
    path: PathBuf,
    text: String,
    /// True where the user wrote it.
    own: bool,
    raw: RawTheme,
    problems: Vec<Diagnostic>,
}

/// Finds the path and the text of a theme that the user wrote.
type Own<'o> = &'o dyn Fn(&str) -> Option<(PathBuf, String)>;

impl Theme {
    /// The default theme.
    pub fn lamplight(depth: ColorDepth) -> Theme {
        let name = "lamplight";
        let links: Vec<Link> = built_in(name).into_iter().collect();
        merge(name, &layers(&links), depth).0
    }

    /// The theme of that name for that many colours. `named_at` is where the user chose it. `own` gives path and
    /// text of a theme that the user wrote; it goes before one of the same name that comes with the program, and
    /// may extend that.
    ///
    /// # Errors
    /// Everything that is wrong in the theme and in those that it builds on.
    pub fn load(
        name: &str,
        named_at: Option<&Location>,
        own: Own<'_>,
        depth: ColorDepth,
    ) -> Result<Theme, Vec<Diagnostic>> {
        let first = find(name, own).ok_or_else(|| vec![no_such_theme(name, named_at)])?;
        let (mut links, broken) = chain(first, own);
        let mut problems: Vec<Diagnostic> = broken.into_iter().collect();
        for link in &mut links {
            problems.append(&mut link.problems);
        }
        let (theme, unknown_colors) = merge(name, &layers(&links), depth);
        problems.extend(unknown_colors);
        if problems.is_empty() {
            Ok(theme)
        } else {
            in_file_order(&mut problems);
            Err(problems)
        }
    }
}

/// The layers of a chain, parents first.
fn layers(links: &[Link]) -> Vec<Layer<'_>> {
    let parents_first = links.iter().rev();
    parents_first
        .map(|link| Layer {
            file: TomlText::new(&link.path, &link.text),
            raw: &link.raw,
        })
        .collect()
}

/// A theme and those that it builds on, as far as they are found; and why the chain breaks off.
fn chain(first: Link, own: Own<'_>) -> (Vec<Link>, Option<Diagnostic>) {
    let mut links = vec![first];
    while let Some(last) = links.last() {
        match parent(last, &links, own) {
            Ok(Some(parent)) => links.push(parent),
            Ok(None) => break,
            Err(problem) => return (links, Some(problem)),
        }
    }
    (links, None)
}

/// The theme that this one, the last of a chain, builds on.
fn parent(link: &Link, chain: &[Link], own: Own<'_>) -> Result<Option<Link>, Diagnostic> {
    let Some((name, span)) = &link.raw.extends else {
        return Ok(None);
    };
    let again = chain.iter().any(|link| link.own && link.name == *name);
    let found = if again {
        built_in(name)
    } else {
        find(name, own)
    };
    found.map(Some).ok_or_else(|| {
        let message = if again {
            format!("`{name}` builds on itself")
        } else {
            format!("there is no theme `{name}` to build on")
        };
        TomlText::new(&link.path, &link.text)
            .problem(span, message)
            .with_meant(name, built_in_names())
    })
}

fn no_such_theme(name: &str, named_at: Option<&Location>) -> Diagnostic {
    let file = PathBuf::from("themes").join(format!("{name}.toml"));
    let place = named_at.cloned().unwrap_or(Location::File(file));
    Diagnostic::new(place, format!("there is no theme `{name}`")).with_meant(name, built_in_names())
}

fn built_in_names() -> impl Iterator<Item = &'static str> {
    BUILT_IN.iter().map(|(name, _)| *name)
}

/// The theme of that name, where the name is a plain one: it becomes the name of a file.
fn find(name: &str, own: Own<'_>) -> Option<Link> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.chars().all(plain) {
        return None;
    }
    match own(name) {
        Some((path, text)) => Some(link(name, path, text, true)),
        None => built_in(name),
    }
}

fn built_in(name: &str) -> Option<Link> {
    let (_, text) = BUILT_IN.iter().find(|(known, _)| *known == name)?;
    let path = PathBuf::from(format!("assets/themes/{name}.toml"));
    Some(link(name, path, (*text).to_owned(), false))
}

fn link(name: &str, path: PathBuf, text: String, own: bool) -> Link {
    let (raw, problems) = raw::read(TomlText::new(&path, &text));
    Link {
        name: name.to_owned(),
        path,
        text,
        own,
        raw,
        problems,
    }
}
