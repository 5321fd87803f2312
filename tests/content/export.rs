//! A course that is written as files is read as the same course.

use std::path::Path;

use lyceum::content::{self, Loaded, Options, Source, WriteError};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseImage, CourseTree, Difficulty, Lesson, LessonHead,
    LessonId, LessonKind, LessonNumber, Minutes, Module, ModuleId, PixelSize,
};
use proptest::prelude::*;

use crate::folder::{Folder, said};

/// The course after it was written and read; nothing may have been lost.
fn through_files(tree: &CourseTree) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let written = content::write(tree, folder.path());
    let written = written.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(written.lost, [] as [String; 0]);
    content::load(folder.path()).unwrap()
}

#[test]
fn bundled_courses_are_written_as_they_are() {
    for loaded in content::bundled() {
        assert_eq!(through_files(&loaded.tree).tree, loaded.tree);
    }
}

#[test]
fn a_course_of_another_format_is_the_same_in_ours() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures");
    for name in [
        "mdbook-async-book",
        "carpentries-shell-novice",
        "readme-dirs-xr",
    ] {
        let folder = fixtures.join(name);
        if !folder.is_dir() {
            continue;
        }
        let source = Source::folder(&folder).unwrap();
        let loaded = content::load_source(&source, &Options::of(&source));
        let tree = loaded
            .unwrap_or_else(|problems| panic!("{}", said(&problems)))
            .tree;
        assert_eq!(through_files(&tree).tree, tree, "{name}");
    }
}

#[test]
fn a_page_may_go_by_another_path_than_its_file() {
    let folder = Folder::course(&[
        (
            "modules/01-m/01-a.md",
            "---\npath: src/a.md\n---\n[b](b.md) ![i](i.png)\n",
        ),
        (
            "modules/01-m/02-b.md",
            "---\npath: src/b.md\n---\n[a](/src/a.md)\n",
        ),
    ]);
    folder.write("src/i.png", PNG);
    let loaded = folder.load();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.tree.images[0].path, "src/i.png");
    let again = through_files(&loaded.tree);
    assert_eq!(again.tree, loaded.tree);
    folder.write("modules/01-m/02-b.md", b"---\npath: ../b.md\n---\n");
    let found = folder.found();
    assert!(
        found.contains(&"modules/01-m/02-b.md:2:7 wrong-value".to_owned()),
        "{found:?}"
    );
}

#[test]
fn nothing_is_written_over_and_no_path_of_a_course_leads_anywhere_else() {
    let folder = Folder::course(&[]);
    let tree = folder.load().tree;
    let refused = content::write(&tree, folder.path()).unwrap_err();
    assert!(matches!(refused, WriteError::NotEmpty(_)), "{refused}");

    let out = tempfile::tempdir().unwrap();
    let mut hostile = tree;
    hostile.modules[0].lessons[0].head.path = "../../evil.md".to_owned();
    hostile.images = [".git/hooks/x.png", "../x.png", "/etc/x.png", "course.toml"]
        .map(|path| CourseImage {
            path: path.to_owned(),
            size: PixelSize::new(1, 1).unwrap(),
            bytes: PNG.to_vec(),
        })
        .to_vec();
    let refused = content::write(&hostile, &out.path().join("a/b"));
    assert!(refused.is_err(), "a path that leads out is refused");
    hostile.modules[0].lessons[0].head.path = "modules/01-m/.x.md".to_owned();
    let written = content::write(&hostile, &out.path().join("a/b")).unwrap();
    assert_eq!(written.files, 3);
    assert!(
        written.lost.iter().any(|lost| lost.contains(".git/hooks")),
        "{:?}",
        written.lost
    );
    let names = |path: &Path| -> Vec<String> {
        let entries = std::fs::read_dir(path).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(out.path()), ["a"]);
    assert_eq!(names(&out.path().join("a")), ["b"]);
    assert_eq!(names(&out.path().join("a/b")), ["course.toml", "modules"]);
}

#[test]
fn images_whose_names_differ_in_case_only_get_names_of_their_own() {
    let folder = Folder::course(&[(
        "modules/01-m/01-a.md",
        "![one](/img/a.png) and ![two]\n\n[two]: /img/A.png\n\n<img src=\"../../img/A.png\">\n",
    )]);
    let tree = CourseTree {
        images: ["img/A.png", "img/a.png"]
            .map(|path| CourseImage {
                path: path.to_owned(),
                size: PixelSize::new(1, 1).unwrap(),
                bytes: PNG.to_vec(),
            })
            .to_vec(),
        ..folder.load().tree
    };
    let out = tempfile::tempdir().unwrap();
    let written = content::write(&tree, out.path()).unwrap();
    assert_eq!(written.lost.len(), 1, "{:?}", written.lost);
    assert!(
        written.lost[0].starts_with("the image img/a.png is img/a-2.png"),
        "{:?}",
        written.lost
    );
    let again = content::load(out.path()).unwrap();
    assert_eq!(again.warnings, []);
    let paths: Vec<&str> = again.tree.images.iter().map(|i| i.path.as_str()).collect();
    assert_eq!(paths, ["img/A.png", "img/a-2.png"]);
    let text = again.tree.lessons().next().unwrap().body.markdown();
    assert!(
        text.starts_with("![one](/img/a-2.png) and ![two]"),
        "{text}"
    );
}

/// A picture of one pixel.
const PNG: &[u8] = include_bytes!("pixel.png");

/// One line that says something.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,20}",
        Just("true".to_owned()),
        Just("2.3".to_owned()),
        Just("a: \"b\" # c".to_owned()),
        Just("'- [x]".to_owned())
    ]
    .prop_map(|text| text.trim().to_owned())
    .prop_filter("something", |text| !text.is_empty())
}

fn text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        "\\PC{0,30}",
        Just("---".to_owned()),
        Just("\"\"\"".to_owned()),
        Just("\u{1}\tx".to_owned())
    ];
    prop::collection::vec(line, 0..5).prop_map(|lines| lines.join("\n"))
}

fn description() -> impl Strategy<Value = String> {
    (line(), text()).prop_map(|(line, text)| format!("{line}\n{text}").trim().to_owned())
}

fn path() -> impl Strategy<Value = String> {
    let number = 0_u8..4;
    prop_oneof![
        (number.clone(), number).prop_map(|(m, l)| format!("modules/{m:02}-m/{l}_l.md")),
        "[a-z]{1,3}/[a-z]{1,3}\\.(md|ipynb|qmd)",
        "[0-9]/[0-9]\\.md",
    ]
}

prop_compose! {
    fn head()(
        title in line(), kind in prop::sample::select(&LessonKind::ALL[..4]), minutes in 1_u32..500,
        video in prop::option::of("https://[a-z]{1,5}\\.org/[a-z?=#:]{0,9}"),
        objectives in prop::collection::vec(line(), 0..3), path in path(),
    ) -> LessonHead {
        LessonHead {
            id: LessonId::new(""), number: LessonNumber::default(), title, kind, minutes: Minutes(minutes),
            estimated: false, resource: video.clone(), video, objectives, path,
        }
    }
}

prop_compose! {
    fn tree()(
        title in line(), description in prop_oneof![Just(String::new()), description()], price in 0_u32..100_000,
        difficulty in prop::sample::select(Difficulty::ALL),
        license in prop::option::of(Just("CC-BY-4.0".to_owned())),
        objectives in prop::collection::vec(line(), 0..3),
        modules in prop::collection::vec(
            (line(), prop_oneof![Just(String::new()), description()], prop::collection::vec((head(), text()), 1..4)), 1..4),
    ) -> CourseTree {
        let course = Course {
            id: CourseId::new("the-course"), slug: "slug".parse().unwrap(), title, description, difficulty,
            price: Cents(price), language: "en".to_owned(), license, prerequisites: objectives.clone(), objectives,
        };
        let mut ids = 0;
        let modules = modules.into_iter().enumerate().map(|(place, (title, description, lessons))| Module {
            id: ModuleId::new(format!("m{place}")), title, description,
            lessons: lessons.into_iter().map(|(mut head, text)| {
                ids += 1;
                head.id = LessonId::new(format!("l:{ids}"));
                Lesson::new(head, Body::Text(text.into()))
            }).collect(),
        });
        CourseTree::new(course, modules.collect(), Vec::new())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_course_is_read_as_it_was_written(tree in tree()) {
        let read = through_files(&tree).tree;
        prop_assert_eq!(read, tree);
    }
}
