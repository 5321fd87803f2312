//! Checks of a whole course: fixes, everything wrong at once, and what a new course begins with.

use std::fs;

use lyceum::content::{self, Checked, Options, Source, mended};
use lyceum::domain::{Diagnostic, LessonKind};
use proptest::prelude::*;

use crate::folder::{Folder, LESSON, said};

fn check(folder: &Folder) -> Checked {
    let source = Source::folder(folder.path()).unwrap();
    content::check(&source, &Options::of(&source))
}

/// Writes every fix into its file; gives how many there were.
fn fix(folder: &Folder) -> usize {
    let problems = check(folder).problems;
    let mut paths: Vec<_> = problems.iter().filter_map(|p| p.place.path()).collect();
    paths.dedup();
    let mut count = 0;
    for path in paths {
        let here = |problem: &&Diagnostic| problem.place.path() == Some(path);
        if let Ok(text) = fs::read_to_string(path) {
            let mended = mended(&text, problems.iter().filter(here));
            count += mended.count;
            fs::write(path, mended.text).unwrap();
        }
    }
    count
}

#[test]
fn fixes_write_the_ids_that_lessons_have_today() {
    let folder = Folder::course(&[
        ("modules/01-m/module.toml", "title = \"M\"\n"),
        (
            "modules/01-m/02-b.md",
            "---\r\ntitle: B\r\n---\r\nText.\r\n",
        ),
        (
            "modules/01-m/03-q.md",
            "---\ntitle: Q\nkind: quiz\n---\n\n## One?\n\n1. [x] a\n2. [ ] b\n\nTwo?\n---\n\n<!-- q several -->\n\n- [x] a\n- [ ] b\n",
        ),
    ]);
    let before = check(&folder).tree.unwrap();
    assert_eq!(fix(&folder), 7);
    let after = check(&folder);
    assert_eq!(said(&after.problems), "");
    let after = after.tree.unwrap();
    assert_eq!(before.course.id, after.course.id);
    let heads = |tree: &lyceum::domain::CourseTree| {
        let heads = tree.lessons().map(|lesson| lesson.head.id.clone());
        heads.collect::<Vec<_>>()
    };
    assert_eq!(heads(&before), heads(&after));
    assert_eq!(before.modules[0].id, after.modules[0].id);
    let text = fs::read_to_string(folder.path().join("modules/01-m/02-b.md")).unwrap();
    assert!(text.starts_with("---\r\nid: "), "{text:?}");
    assert!(
        text.ends_with("\r\ntitle: B\r\n---\r\nText.\r\n"),
        "{text:?}"
    );
}

#[test]
fn fixes_write_links_as_their_files_are_named() {
    let folder = Folder::course(&[
        (
            LESSON,
            "[b](02-B.md) [x](../01-M/02-b.md#b) ![Dot](/Assets/dot.PNG) ![Dot](/Assets/dot.PNG)\n",
        ),
        ("modules/01-m/02-b.md", "# B\n\nText.\n"),
        ("assets/dot.png", ""),
    ]);
    fix(&folder);
    let text = fs::read_to_string(folder.path().join(LESSON)).unwrap();
    let end =
        "\n[b](02-b.md) [x](../01-m/02-b.md#b) ![Dot](/assets/dot.png) ![Dot](/assets/dot.png)\n";
    assert!(text.ends_with(end), "{text}");
}

#[test]
fn an_error_in_one_lesson_does_not_hide_the_others() {
    let folder = Folder::course(&[("modules/01-m/02-b.md", "---\nid: [\n---\n\nText.\n")]);
    let checked = check(&folder);
    assert!(checked.problems.iter().any(Diagnostic::is_error));
    assert_eq!(checked.tree.unwrap().lessons().count(), 2);
}

#[test]
fn what_is_begun_passes_every_check() {
    let folder = Folder::with(&[]);
    let write = |files: Vec<content::NewFile>| {
        for file in files {
            assert!(!folder.path().join(&file.path).exists(), "{}", file.path);
            folder.write(&file.path, file.text.as_bytes());
        }
    };
    let title = "Knots: \"how\" & why \\ 結び目";
    write(content::new_course(title, &"knots".parse().unwrap()).unwrap());
    write(content::new_module(folder.path(), "Further on").unwrap());
    write(content::new_module(folder.path(), "日本").unwrap());
    write(content::new_lesson(folder.path(), Some(2), title, LessonKind::Text).unwrap());
    write(content::new_lesson(folder.path(), None, "Quiz: all of it", LessonKind::Quiz).unwrap());
    let checked = check(&folder);
    assert_eq!(said(&checked.problems), "");
    let tree = checked.tree.unwrap();
    assert_eq!(tree.course.title, title);
    let paths: Vec<&str> = tree
        .lessons()
        .map(|lesson| lesson.head.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            "modules/01-first-steps/01-welcome.md",
            "modules/02-further-on/01-welcome.md",
            "modules/02-further-on/02-knots-how-why-jie-bimu.md",
            "modules/03-ri-ben/01-welcome.md",
            "modules/03-ri-ben/02-quiz-all-of-it.md",
        ]
    );
    assert!(content::new_lesson(folder.path(), Some(9), "X", LessonKind::Text).is_err());
    assert!(content::new_module(folder.path(), "a\nb").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn fixes_only_add_and_a_second_time_there_are_none(
        lines in prop::collection::vec(
            prop::sample::select(vec![
                "# A", "## B {#b}", "[x](02-B.md)", "![d](../A.PNG)", "```", "$ ls", "~~~", "> q", "- [x] a",
                "<!-- quiz -->", "<!-- /quiz -->", "<!-- q several -->", "1. [x] a", "---", "", "é\u{301} [[a]]", "\u{feff}",
            ]),
            0..14,
        ),
        crlf in any::<bool>(),
    ) {
        let end = if crlf { "\r\n" } else { "\n" };
        let text: String = lines.iter().flat_map(|line| [*line, end]).collect();
        let folder = Folder::course(&[(LESSON, &text), ("modules/01-m/02-b.md", "# B\n")]);
        fix(&folder);
        let mended = fs::read_to_string(folder.path().join(LESSON)).unwrap();
        let mut rest = mended.chars();
        let is_kept = |c: char| rest.any(|found| found.to_lowercase().eq(c.to_lowercase()));
        prop_assert!(text.chars().all(is_kept), "{text:?}\n{mended:?}");
        fix(&folder);
        let again = fs::read_to_string(folder.path().join(LESSON)).unwrap();
        prop_assert_eq!(mended, again);
    }
}
