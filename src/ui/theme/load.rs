//! Finds a theme and the themes that it builds on.

use std::path::PathBuf;

use super::builtin;
use super::depth::ColorDepth;
use super::merge::{Layer, merge};
use super::raw::{self, RawTheme};
use super::{BUILT_IN, Theme};
use crate::keymap::toml_text::{TomlText, in_file_order};
use crate::keymap::{Place, Problem};

/// How many themes may build on each other.
const LONGEST_CHAIN: usize = 16;

/// A file of the chain: what problems call it, its text, and what it says.
struct Link {
    name: String,
    path: PathBuf,
    text: String,
    own: bool,
}

impl Theme {
    /// The default theme.
    pub fn lamplight(depth: ColorDepth) -> Theme {
        let path = PathBuf::from("assets/themes/lamplight.toml");
        let text = builtin::text("lamplight").unwrap_or_default();
        let (raw, _) = raw::read(TomlText::new(&path, text));
        let layer = Layer {
            file: TomlText::new(&path, text),
            raw,
        };
        merge("lamplight", &[layer], depth).0
    }

    /// The theme of that name for that many colours. `own` gives path and text of a theme that the user wrote;
    /// it goes before one of the same name that comes with the program, and may extend that.
    ///
    /// # Errors
    /// Everything that is wrong in the theme and in those that it builds on.
    pub fn load(
        name: &str,
        own: &dyn Fn(&str) -> Option<(PathBuf, String)>,
        depth: ColorDepth,
    ) -> Result<Theme, Vec<Problem>> {
        let mut links: Vec<Link> = Vec::new();
        let mut problems = Vec::new();
        let mut next = Some(first(name, own).map_err(|problem| vec![problem])?);
        while let Some(link) = next.take() {
            links.push(link);
            next = parent(&links, own).unwrap_or_else(|problem| {
                problems.push(problem);
                None
            });
        }
        let mut layers = Vec::new();
        for link in links.iter().rev() {
            let (layer, found) = read(link);
            layers.push(layer);
            problems.extend(found);
        }
        let (theme, found) = merge(name, &layers, depth);
        problems.extend(found);
        if problems.is_empty() {
            Ok(theme)
        } else {
            in_file_order(&mut problems);
            Err(problems)
        }
    }
}

fn read(link: &Link) -> (Layer<'_>, Vec<Problem>) {
    let file = TomlText::new(&link.path, &link.text);
    let (raw, problems) = raw::read(file);
    (Layer { file, raw }, problems)
}

fn first(name: &str, own: &dyn Fn(&str) -> Option<(PathBuf, String)>) -> Result<Link, Problem> {
    find(name, own, false).ok_or_else(|| {
        let file = PathBuf::from("themes").join(format!("{name}.toml"));
        let problem = Problem::new(Place::File(file), format!("there is no theme `{name}`"));
        problem.with_meant(name, BUILT_IN.iter().map(|(known, _)| *known))
    })
}

/// The theme of that name, where the name is a plain one: it becomes the name of a file.
fn find(
    name: &str,
    own: &dyn Fn(&str) -> Option<(PathBuf, String)>,
    built_in_only: bool,
) -> Option<Link> {
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.chars().all(plain) {
        return None;
    }
    let users = if built_in_only { None } else { own(name) };
    let is_own = users.is_some();
    let (path, text) = users.or_else(|| {
        let path = PathBuf::from(format!("assets/themes/{name}.toml"));
        Some((path, builtin::text(name)?.to_owned()))
    })?;
    Some(Link {
        name: name.to_owned(),
        path,
        text,
        own: is_own,
    })
}

/// The theme that the last of the chain builds on.
fn parent(
    links: &[Link],
    own: &dyn Fn(&str) -> Option<(PathBuf, String)>,
) -> Result<Option<Link>, Problem> {
    let Some(link) = links.last() else {
        return Ok(None);
    };
    let file = TomlText::new(&link.path, &link.text);
    let (RawTheme { extends, .. }, _) = raw::read(file);
    let Some((name, span)) = extends else {
        return Ok(None);
    };
    let again = links.iter().any(|link| link.own && link.name == name);
    let found = if links.len() < LONGEST_CHAIN {
        find(&name, own, again)
    } else {
        None
    };
    found.map(Some).ok_or_else(|| {
        let message = if again {
            format!("`{name}` builds on itself")
        } else {
            format!("there is no theme `{name}` to build on")
        };
        file.problem(&span, message)
            .with_meant(&name, BUILT_IN.iter().map(|(known, _)| *known))
    })
}
