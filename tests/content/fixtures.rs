//! Real courses, where they are present: what each becomes, and what is lost.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

use lyceum::content::{self, Loaded, Options, OwnOutline, Source};

/// The real courses beside this project; none where they aren't there.
#[expect(
    clippy::disallowed_macros,
    reason = "a test says what it can't look at"
)]
fn fixture(name: &str) -> Option<PathBuf> {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/fixtures");
    let found = fixtures.is_dir().then(|| fixtures.join(name));
    if found.is_none() {
        eprintln!(
            "no {}: real courses are looked at where they are present",
            fixtures.display()
        );
    }
    found
}

/// A course in a few lines: its report, its modules, and how often each warning is given.
pub(crate) fn summary(loaded: &Loaded) -> String {
    let mut text = String::new();
    let course = &loaded.tree.course;
    let report = serde_json::to_string(&loaded.report).unwrap();
    writeln!(
        text,
        "{} ({}, {:?}, {})",
        course.title, course.slug, course.license, course.language
    )
    .unwrap();
    writeln!(text, "{report}").unwrap();
    let mut codes: BTreeMap<&str, usize> = BTreeMap::new();
    for warning in &loaded.warnings {
        *codes.entry(warning.code.unwrap().name()).or_default() += 1;
    }
    writeln!(text, "{codes:?}").unwrap();
    for module in &loaded.tree.modules {
        writeln!(text, "{} ({})", module.title, module.lessons.len()).unwrap();
    }
    text
}

/// The modules and lessons of a course.
pub(crate) fn outline(loaded: &Loaded) -> String {
    let mut text = format!("{}: {}\n", loaded.report.format, loaded.tree.course.title);
    for module in &loaded.tree.modules {
        writeln!(text, "{}", module.title).unwrap();
        for lesson in &module.lessons {
            let head = &lesson.head;
            writeln!(text, "  {} [{}] {}", head.title, head.kind, head.path).unwrap();
        }
    }
    text
}

fn load(name: &str, change: impl FnOnce(&mut Options)) -> Option<Loaded> {
    let folder = fixture(name)?;
    let source = Source::folder(&folder).unwrap();
    let mut options = Options::of(&source);
    change(&mut options);
    match content::load_source(&source, &options) {
        Ok(loaded) => Some(loaded),
        Err(problems) => panic!("{}", crate::folder::said(&problems)),
    }
}

#[test]
fn real_courses_become_courses() {
    for name in [
        "mdbook-async-book",
        "mdbook-quiz-rust-book",
        "mdbook-rust-by-example",
        "carpentries-shell-novice",
        "toctree-hf-audio-course",
        "readme-dirs-xr",
        "liascript-kigali",
    ] {
        let choose = |options: &mut Options| {
            if name == "liascript-kigali" {
                options.format = Some("readme".to_owned());
            }
        };
        let Some(loaded) = load(name, choose) else {
            return;
        };
        insta::assert_snapshot!(name, summary(&loaded));
    }
}

#[test]
fn another_language_is_read_where_it_is_wanted() {
    let choose = |options: &mut Options| options.language = Some("zh-CN".to_owned());
    let Some(loaded) = load("toctree-hf-audio-course", choose) else {
        return;
    };
    assert_eq!(loaded.tree.course.language, "zh-CN");
    assert!(
        loaded
            .tree
            .lessons()
            .all(|lesson| lesson.head.path.starts_with("chapters/zh-CN/"))
    );
}

#[test]
fn courses_of_one_platform_are_refused_with_the_reason() {
    for (name, reason) in [
        ("exercism-rust", "Exercism"),
        ("codecrafters-git", "CodeCrafters"),
    ] {
        let Some(folder) = fixture(name) else { return };
        let problems = content::load(&folder).unwrap_err();
        assert!(problems[0].message.contains(reason), "{problems:?}");
    }
}

#[test]
fn an_outline_of_ones_own_reads_any_folder() {
    let outline_text = "# Git\n\n## Stages\n\n- [First](stage_descriptions/base-01-gg4.md)\n";
    let Some(folder) = fixture("codecrafters-git") else {
        return;
    };
    let first = std::fs::read_dir(folder.join("stage_descriptions"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap();
    let name = first.file_name().into_string().unwrap();
    let text = outline_text.replace("base-01-gg4.md", &name);
    let own = OwnOutline {
        path: "outline.md".into(),
        text,
    };
    let choose = |options: &mut Options| options.outline = Some(own);
    let loaded = load("codecrafters-git", choose).unwrap();
    assert_eq!(loaded.tree.course.title, "Git");
    assert_eq!(loaded.tree.modules[0].title, "Stages");
    assert_eq!(loaded.tree.modules[0].lessons[0].head.title, "First");
}
