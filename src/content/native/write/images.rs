//! The images of a course under paths that any system can keep beside each other.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::content::build::{Addresses, encoded};
use crate::content::summary::percent_decoded;
use crate::domain::{Body, CourseTree, path_in_course};

/// New paths by the ones that they take the place of.
type Renamed = BTreeMap<String, String>;

/// The course without two images whose paths differ in the case of their letters only, its lessons' addresses changed; and
/// what that changed, in words.
pub(super) fn told_apart(tree: &CourseTree) -> (Cow<'_, CourseTree>, Vec<String>) {
    let renamed = renamed(tree);
    if renamed.is_empty() {
        return (Cow::Borrowed(tree), Vec::new());
    }
    let said = renamed.iter().map(|(old, new)| {
        format!(
            "the image {old} is {new}, in its lessons too: some systems tell no upper from lower case"
        )
    });
    let said = said.collect();
    let mut tree = tree.clone();
    for image in &mut tree.images {
        if let Some(new) = renamed.get(&image.path) {
            image.path.clone_from(new);
        }
    }
    let lessons = tree.modules.iter_mut();
    for lesson in lessons.flat_map(|module| &mut module.lessons) {
        let text = with_addresses(&lesson.head.path, lesson.body.markdown(), &renamed);
        if let Cow::Owned(text) = text {
            lesson.body = Body::Text(text.into());
        }
    }
    (Cow::Owned(tree), said)
}

fn renamed(tree: &CourseTree) -> Renamed {
    let paths = || tree.images.iter().map(|image| image.path.as_str());
    let mut taken: BTreeSet<String> = paths().map(str::to_lowercase).collect();
    let mut seen = BTreeSet::new();
    let twice = paths().filter(|path| !seen.insert(path.to_lowercase()));
    let twice: Vec<&str> = twice.collect();
    let other = |path: &str| (path.to_owned(), other_path(path, &mut taken));
    twice.into_iter().map(other).collect()
}

/// `img/a.png` becomes `img/a-2.png`, or the next one that is free.
fn other_path(path: &str, taken: &mut BTreeSet<String>) -> String {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let end = path.rfind('.').filter(|dot| *dot > name);
    let (stem, ending) = path.split_at(end.unwrap_or(path.len()));
    let mut others = (2_u64..).map(|number| format!("{stem}-{number}{ending}"));
    let free = others.find(|path| taken.insert(path.to_lowercase()));
    free.unwrap_or_default()
}

/// A lesson's text with the new paths of images.
fn with_addresses<'t>(lesson: &str, text: &'t str, renamed: &Renamed) -> Cow<'t, str> {
    let address = |_, written: &str| {
        let path = written.split(['?', '#']).next().unwrap_or_default();
        let path = path_in_course(lesson, &percent_decoded(path))?;
        renamed.get(&path).map(|new| format!("/{}", encoded(new)))
    };
    Addresses::of(text).rewritten(text, address).0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_is_taken_gets_a_number() {
        let mut taken: BTreeSet<String> = ["img.x/a.png", "img.x/a-2.png", "b"]
            .map(str::to_owned)
            .into();
        assert_eq!(other_path("img.x/A.png", &mut taken), "img.x/A-3.png");
        assert_eq!(other_path("B", &mut taken), "B-2");
        assert_eq!(other_path("img.x/B", &mut taken), "img.x/B-2");
    }

    #[test]
    fn addresses_follow_their_images() {
        let renamed = Renamed::from([("img/a b.png".to_owned(), "img/a b-2.png".to_owned())]);
        let text = "![x](../img/a%20b.png) ![y](/img/A%20b.png) <img src=\"/img/a b.png\"> ![z][r]\n\n[r]: </img/a b.png>\n";
        assert_eq!(
            with_addresses("m/1.md", text, &renamed),
            "![x](/img/a%20b-2.png) ![y](/img/A%20b.png) <img src=\"/img/a%20b-2.png\"> ![z][r]\n\n[r]: </img/a%20b-2.png>\n"
        );
    }
}
