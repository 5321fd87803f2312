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

#[test]
fn a_lesson_whose_file_cannot_be_read_for_a_moment_stays_as_it_was() {
    let folder = Folder::course(&[(LESSON, "---\nid: a\n---\n# A\n\nText.\n")]);
    let mut course = live(&folder);
    let before = course.read(Drafts::Kept);
    let behind = |seen: &FolderState| {
        let about = &seen.course.as_ref().unwrap().about;
        about.values().filter(|about| about.behind).count()
    };
    assert_eq!(behind(&before), 0);
    folder.write(LESSON, b"---\ntitle: [\n---\n# A\n\nOther text.\n");
    for _ in 0..2 {
        let broken = course.read(Drafts::Kept);
        assert!(broken.problems.iter().any(Diagnostic::is_error));
        assert_eq!(text(&broken, LESSON), text(&before, LESSON));
        assert_eq!(behind(&broken), 1);
    }
    folder.write(LESSON, b"---\ntitle: A\n");
    assert_eq!(behind(&course.read(Drafts::Kept)), 1);
    folder.write(LESSON, b"---\nid: a\n---\n# A\n\nNew text.\n");
    let again = course.read(Drafts::Kept);
    assert!(text(&again, LESSON).unwrap().contains("New text."));
    assert_eq!((behind(&again), &again.problems), (0, &before.problems));
}

#[test]
fn a_page_alone_is_read_as_its_course_reads_it() {
    let page = "# One\n\n[two](02_b.html) and\n\n```rust\n# hidden\nshown\n```\n";
    let courses: [(&str, &[&str]); 4] = [
        ("modules/01-m/01-a.md", &["course.toml"]),
        ("src/01_a.md", &["src/SUMMARY.md"]),
        ("01_a.md", &["02_b.md"]),
        ("1-a/README.md", &["2-b/README.md"]),
    ];
    for (path, others) in courses {
        let folder = Folder::with(&[(path, page)]);
        for other in others {
            let text = match *other {
                "course.toml" => crate::folder::COURSE,
                "src/SUMMARY.md" => "- [One](01_a.md)\n",
                _ => "# Two\n\nText.\n",
            };
            folder.write(other, text.as_bytes());
        }
        let seen = live(&folder).read(Drafts::Kept);
        let course = seen.course.as_ref().unwrap();
        let lesson = course.pages.get(std::path::Path::new(path));
        assert!(lesson.is_some(), "{path}");
        let alone = course.page.unwrap().text(folder.path(), path.as_ref());
        let text = text(&seen, path).unwrap();
        // Only a link to another page takes the whole course.
        let text = text.replace("/02_b.md", "02_b.html");
        assert_eq!(alone.as_deref(), Some(text.as_str()), "{path}");
    }
}
