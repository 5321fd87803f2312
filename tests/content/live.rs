//! A folder that is read again and again while its files are edited.

use lyceum::content::{Drafts, FolderState, LiveCourse, Options, Source, load};
use lyceum::domain::Diagnostic;

use crate::folder::{Folder, LESSON};

fn live(folder: &Folder) -> LiveCourse {
    let source = Source::folder(folder.path()).unwrap();
    LiveCourse::new(folder.path(), Options::of(&source))
}

fn text(seen: &FolderState, path: &str) -> Option<String> {
    let tree = &seen.course.as_ref()?.tree;
    let lesson = tree.lessons().find(|lesson| lesson.head.path == path)?;
    Some(lesson.body.markdown().to_owned())
}

#[test]
fn what_is_read_again_is_what_an_import_reads() {
    let other = "modules/01-m/02-b.md";
    let folder = Folder::course(&[(other, "# B\n\nSee [a](01-a.md#gone).\n")]);
    let mut course = live(&folder);
    for step in 0..4 {
        match step {
            0 => {}
            1 => folder.write(LESSON, b"---\ntitle: New\n---\n# Gone\n\nOther text.\n"),
            2 => folder.write(
                "course.toml",
                b"slug = \"c\"\ntitle = \"D\"\ndescription = \"d\"\ndifficulty = \"beginner\"\n",
            ),
            _ => folder.write("modules/02-n/01-c.md", b"# C\n\n![x](no.png)\n"),
        }
        let seen = course.read(Drafts::LeftOut);
        let loaded = load(folder.path()).unwrap();
        let tree = seen.course.as_ref().map(|course| &course.tree);
        assert_eq!(tree, Some(&loaded.tree), "step {step}");
        let found = |problem: &&Diagnostic| seen.problems.contains(problem);
        assert_eq!(
            loaded.warnings.iter().filter(found).count(),
            loaded.warnings.len()
        );
    }
}

#[test]
fn what_can_be_shown_is_shown_beside_its_problems() {
    let folder = Folder::course(&[]);
    let mut course = live(&folder);
    folder.write(LESSON, b"---\nkind: strange\n---\n# A\n\nStill here.\n");
    let seen = course.read(Drafts::Kept);
    assert!(seen.problems.iter().any(Diagnostic::is_error));
    assert!(text(&seen, LESSON).unwrap().contains("Still here."));
    folder.write("course.toml", b"slug = ");
    let seen = course.read(Drafts::Kept);
    assert!(seen.course.is_none());
    assert!(!seen.problems.is_empty());
}

#[test]
fn drafts_are_lessons_for_their_author_alone() {
    let draft = "modules/01-m/02-b.md";
    let folder = Folder::course(&[(draft, "---\ndraft: true\n---\n# B\n\nLater.\n")]);
    let mut course = live(&folder);
    let seen = course.read(Drafts::Kept);
    assert!(text(&seen, draft).is_some());
    let about = seen.course.unwrap().about;
    assert_eq!(about.values().filter(|about| about.draft).count(), 1);
    assert_eq!(text(&course.read(Drafts::LeftOut), draft), None);
}
