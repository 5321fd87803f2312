//! Paths that some systems take for the same and others don't: in other letters, upper or lower case.

use std::collections::HashMap;

use crate::content::source::{Entry, Source};

/// The paths of a course's files by their lower-case letters.
pub(super) struct Letters<'p>(HashMap<String, &'p str>);

impl<'p> Letters<'p> {
    pub(super) fn of(paths: impl Iterator<Item = &'p str>) -> Letters<'p> {
        Letters(paths.map(|path| (path.to_lowercase(), path)).collect())
    }

    /// The path that is the same but for the case of its letters.
    pub(super) fn other(&self, path: &str) -> Option<&'p str> {
        let found = self.0.get(&path.to_lowercase()).copied();
        found.filter(|found| *found != path)
    }
}

/// The names in folders of a course as its disk has them, each folder listed once.
pub(super) struct Folders<'c> {
    source: &'c Source,
    /// By folder: names by their lower-case letters.
    listed: HashMap<String, HashMap<String, Vec<String>>>,
}

impl<'c> Folders<'c> {
    pub(super) fn of(source: &'c Source) -> Folders<'c> {
        Folders {
            source,
            listed: HashMap::new(),
        }
    }

    /// The file that is the same but for the case of its letters.
    pub(super) fn other(&mut self, path: &str) -> Option<String> {
        let mut right = String::new();
        for name in path.split('/') {
            let names = self.names(&right).get(&name.to_lowercase())?;
            let found = names.iter().find(|found| *found == name);
            let found = found.or(names.first())?.clone();
            if !right.is_empty() {
                right.push('/');
            }
            right.push_str(&found);
        }
        (right != path).then_some(right)
    }

    fn names(&mut self, folder: &str) -> &HashMap<String, Vec<String>> {
        let source = self.source;
        let list = || {
            let mut names: HashMap<String, Vec<String>> = HashMap::new();
            for Entry { name, .. } in source.list(folder, &mut Vec::new()) {
                names.entry(name.to_lowercase()).or_default().push(name);
            }
            names
        };
        self.listed.entry(folder.to_owned()).or_insert_with(list)
    }
}

/// Where the path of a link or an image stands as it is written: behind the first bracket that is followed by it.
pub(super) fn as_written(text: &str, from: usize, path: &str) -> Option<usize> {
    /// The longest text of a link that is looked through, in bytes.
    const FURTHEST: usize = 2000;
    let rest = text.get(from..)?;
    let rest = rest.get(..rest.floor_char_boundary(FURTHEST))?;
    ["](", "](<"].iter().find_map(|bracket| {
        let found = rest.find(&format!("{bracket}{path}"))?;
        Some(from + found + bracket.len())
    })
}

/// The path as it is written, with the letters that are right; none where the two don't go together part by part.
pub(super) fn mended(written: &str, right: &str) -> Option<String> {
    let names = written
        .rsplit('/')
        .take_while(|part| !matches!(*part, "." | ".."));
    let count = names.filter(|name| !name.is_empty()).count();
    let names: Vec<&str> = right.rsplit('/').take(count).collect();
    let names: Vec<&str> = names.into_iter().rev().collect();
    let new = names.join("/");
    let kept = written.len().checked_sub(new.len())?;
    let is_same = written.get(kept..)?.to_lowercase() == new.to_lowercase();
    is_same.then(|| format!("{}{new}", &written[..kept]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_letters_change() {
        let right = "modules/01-a/02-Tokens.md";
        let new = |written| mended(written, right);
        assert_eq!(new("02-tokens.md").as_deref(), Some("02-Tokens.md"));
        assert_eq!(
            new("../01-A/02-tokens.md").as_deref(),
            Some("../01-a/02-Tokens.md")
        );
        assert_eq!(new("/MODULES/01-a/02-tokens.md"), Some(format!("/{right}")));
        assert_eq!(
            new("x/../02-tokens.md").as_deref(),
            Some("x/../02-Tokens.md")
        );
        assert_eq!(new("03-other.md"), None);
    }

    #[test]
    fn a_path_is_found_behind_the_words_of_its_link() {
        let text = "See [a.md](a.md), [b](<c d.md>).";
        assert_eq!(as_written(text, 4, "a.md"), Some(11));
        assert_eq!(as_written(text, 18, "c d.md"), Some(23));
        assert_eq!(as_written(text, 0, "e.md"), None);
    }
}
