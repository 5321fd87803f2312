//! Paths that some systems take for the same and others don't: in other letters, upper or lower case.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::addresses::Addresses;
use crate::content::source::{Entry, Source};
use crate::domain::diagnostic::{Code, Finding};

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

/// A path of a lesson's text in other letters than its file's.
pub(super) struct OtherLetters<'t> {
    /// The text, with its addresses as soon as somebody asks for them.
    text: &'t str,
    addresses: OnceCell<Addresses>,
}

impl<'t> OtherLetters<'t> {
    pub(super) fn of(text: &'t str) -> OtherLetters<'t> {
        OtherLetters {
            text,
            addresses: OnceCell::new(),
        }
    }

    /// The problem where the address of a link or image is written: in the link itself, in its definition, in HTML. The fix
    /// is the path with the letters of its file, where only letters differ.
    pub(super) fn finding(&self, element: usize, right: &str, message: String) -> Finding {
        let addresses = self.addresses.get_or_init(|| Addresses::of(self.text));
        let Some((at, written)) = addresses.of_element(element) else {
            return Finding::new(element, Code::LinkCase, message);
        };
        let finding = Finding::new(at, Code::LinkCase, message);
        let path = written.split(['?', '#']).next().unwrap_or_default();
        match mended(path, right) {
            Some(new) => finding.with_fix(path, new),
            None => finding,
        }
    }
}

/// The path as it is written, with the letters that are right; none where the two don't go together part by part.
fn mended(written: &str, right: &str) -> Option<String> {
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
    fn a_path_is_mended_where_it_is_written() {
        let text = "[a.md](a.md#x) [b][c] <a class=\"x\" href=\"a.md\">\n\n[c]: <a.md> 'b'\n";
        let letters = OtherLetters::of(text);
        for (element, at) in [
            ("[a.md]", "a.md#x"),
            ("[b]", "a.md>"),
            ("<a class", "a.md\">"),
        ] {
            let finding = letters.finding(text.find(element).unwrap(), "m/A.md", String::new());
            assert_eq!(finding.at, text.find(at).unwrap(), "{element}");
            let fix = finding.fix.unwrap();
            assert_eq!((fix.old.as_str(), fix.new.as_str()), ("a.md", "A.md"));
        }
    }
}
