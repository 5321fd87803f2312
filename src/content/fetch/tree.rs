//! The tree of a commit: its files by name, before any of them is fetched.

use std::collections::HashSet;

/// The modes of files in a tree.
const LINK: &str = "120000";
const SUBMODULE: &str = "160000";
const FOLDER: &str = "040000";

/// All entries of a commit.
#[derive(Debug)]
pub(super) struct Tree(Vec<Entry>);

/// A file or folder of it.
#[derive(Debug)]
pub(super) struct Entry {
    mode: String,
    pub(super) object: String,
    pub(super) path: String,
}

impl Entry {
    pub(super) fn is_link(&self) -> bool {
        self.mode == LINK
    }

    fn is_file(&self) -> bool {
        self.mode != SUBMODULE && self.mode != FOLDER
    }

    /// `mode type object<tab>path`; none for a name that isn't UTF-8.
    fn read(listed: &[u8]) -> Option<Entry> {
        let (head, path) = std::str::from_utf8(listed).ok()?.split_once('\t')?;
        let mut words = head.split(' ');
        let (mode, _, object) = (words.next()?, words.next()?, words.next()?);
        Some(Entry {
            mode: mode.to_owned(),
            object: object.to_owned(),
            path: path.to_owned(),
        })
    }
}

impl Tree {
    /// The tree as `ls-tree -r -t -z` lists it.
    pub(super) fn read(listed: &[u8]) -> Tree {
        let entries = listed.split(|byte| *byte == 0).filter_map(Entry::read);
        Tree(entries.collect())
    }

    /// The files and links; no folders, and no submodules.
    pub(super) fn files(&self) -> impl Iterator<Item = &Entry> {
        self.0.iter().filter(|entry| entry.is_file())
    }

    /// The objects by which all files are fetched but some: folders whole, where nothing in them is left out. `root` is the
    /// commit's own folder.
    pub(super) fn without<'t>(&'t self, left_out: &HashSet<&str>, root: &'t str) -> Vec<&'t str> {
        if left_out.is_empty() {
            return vec![root];
        }
        let mut divided: HashSet<&str> = HashSet::from([""]);
        for path in left_out {
            divided.extend(path.match_indices('/').map(|(end, _)| &path[..end]));
        }
        let is_wanted = |entry: &&Entry| {
            let path = entry.path.as_str();
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            divided.contains(folder)
                && !divided.contains(path)
                && !left_out.contains(path)
                && entry.mode != SUBMODULE
        };
        let wanted = self.0.iter().filter(is_wanted);
        wanted.map(|entry| entry.object.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_are_fetched_whole_where_nothing_in_them_is_left_out() {
        let listed = [
            "100644 blob r\tREADME.md",
            "040000 tree d\tdocs",
            "040000 tree e\tdocs/en",
            "100644 blob a\tdocs/en/a.md",
            "040000 tree f\tdocs/fr",
            "100644 blob b\tdocs/fr/a.md",
            "160000 commit s\tsub",
        ];
        let listed = listed.join("\0");
        let tree = Tree::read(listed.as_bytes());
        let files: Vec<&str> = tree.files().map(|entry| entry.path.as_str()).collect();
        assert_eq!(files, ["README.md", "docs/en/a.md", "docs/fr/a.md"]);
        assert_eq!(tree.without(&HashSet::new(), "root"), ["root"]);
        let french = HashSet::from(["docs/fr/a.md"]);
        assert_eq!(tree.without(&french, "root"), ["r", "e"]);
    }
}
