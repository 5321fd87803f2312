//! Every kind of problem has a page in docs/codes, whose examples are checked: one has the problem, the other has none.

use std::fs;
use std::path::Path;

use lyceum::content::{self, Checked, CoursePlace, Options, Source, explanation};
use lyceum::domain::diagnostic::Code;
use lyceum::domain::{CourseImage, Diagnostic, Lesson, Severity};

use crate::folder::{Folder, said};

/// A course that has no problem; an example is written over it.
const COURSE: &[(&str, &str)] = &[
    (
        "course.toml",
        "id = \"example\"\nslug = \"example\"\ntitle = \"An example\"\ndescription = \"Shows a problem.\"\ndifficulty = \"beginner\"\n",
    ),
    (
        "modules/01-first/module.toml",
        "id = \"first\"\ntitle = \"First\"\n",
    ),
    (
        HELLO,
        "---\nid: hello\ntitle: Hello\n---\n\nHello, reader.\n",
    ),
];
const HELLO: &str = "modules/01-first/01-hello.md";

/// The kinds that no text between fences can show: tests below have them.
const WITHOUT_EXAMPLE: [Code; 14] = [
    Code::Archive,
    Code::DuplicateSlug,
    Code::Fetch,
    Code::ImageTooLarge,
    Code::NameNotUtf8,
    Code::NotAFolder,
    Code::NotUtf8,
    Code::Nul,
    Code::Outside,
    Code::QuizLong,
    Code::TooLarge,
    Code::Unreadable,
    Code::NoCourse,
    Code::EmptyCourse,
];

fn check(folder: &Folder) -> Checked {
    let source = Source::folder(folder.path()).unwrap();
    content::check(&source, &Options::of(&source))
}

fn codes(problems: &[Diagnostic]) -> Vec<Code> {
    problems.iter().filter_map(|problem| problem.code).collect()
}

/// The files of a part of a page: each between fences, with its path behind the language.
fn files(part: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut lines = part.lines();
    while let Some(line) = lines.next() {
        let marks = line.len() - line.trim_start_matches('`').len();
        let (fence, info) = line.split_at(marks);
        if marks < 3 {
            continue;
        }
        let path = info.split_whitespace().nth(1).expect(line);
        let text = lines.by_ref().take_while(|line| *line != fence);
        let text: String = text.flat_map(|line| [line, "\n"]).collect();
        files.push((path.to_owned(), text));
    }
    files
}

/// An example: over the course that has no problem, unless it is a course of its own.
fn example(part: &str) -> Folder {
    let files = files(part);
    let is_ours = |path: &str| path.starts_with("modules/") || path.starts_with("assets/");
    let is_whole = files.iter().any(|(path, _)| path == "course.toml")
        || !files
            .iter()
            .any(|(path, _)| is_ours(path) || path == "notes.md");
    let folder = Folder::with(if is_whole { &[] } else { COURSE });
    for (path, text) in &files {
        folder.write(path, text.as_bytes());
    }
    folder
}

#[test]
fn the_course_of_the_examples_has_no_problem() {
    assert_eq!(said(&check(&Folder::with(COURSE)).problems), "");
}

#[test]
fn each_kind_of_problem_has_an_example_with_it_and_one_without() {
    for code in Code::ALL {
        let page = explanation(*code);
        let level = match code.severity() {
            Severity::Error => "an error",
            Severity::Warning => "a warning",
        };
        let head = format!("# {}\n\n`{code}`, {level}\n\n", code.summary());
        assert!(page.starts_with(&head), "{code}: {page}");
        let Some((_, examples)) = page.split_once("\n## Fails\n") else {
            assert!(WITHOUT_EXAMPLE.contains(code), "{code} has no example");
            continue;
        };
        let (fails, passes) = examples.split_once("\n## Passes\n").expect(page);
        let failing = check(&example(fails)).problems;
        let found = failing.iter().find(|problem| problem.has_code(*code));
        let found = found.unwrap_or_else(|| panic!("{code}: {}", said(&failing)));
        let passing = check(&example(passes)).problems;
        assert_eq!(said(&passing), "", "{code}");
        // A page of another format softens what its author alone could mend.
        assert!(found.severity >= code.severity(), "{code}");
    }
}

#[test]
fn the_list_of_pages_is_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/codes");
    let index = fs::read_to_string(folder.join("README.md")).unwrap();
    for code in Code::ALL {
        assert!(
            index.contains(&format!("| [{code}]({code}.md) | ")),
            "{code}"
        );
    }
    let pages = fs::read_dir(folder).unwrap().count();
    assert_eq!(pages, Code::ALL.len() + 1);
}

#[test]
fn a_place_without_a_course_says_why() {
    let folder = Folder::with(&[("notes.txt", "Nothing.\n")]);
    assert_eq!(codes(&check(&folder).problems), [Code::NoCourse]);
    folder.write("damaged.zip", b"PK\x03\x04");
    let fetch = |name: &str| {
        let place = folder.path().join(name).display().to_string();
        let place = CoursePlace::parse(&place).unwrap();
        place.fetch(None, &mut |_| {}).unwrap_err().code
    };
    assert_eq!(fetch("damaged.zip"), Some(Code::Archive));
    assert_eq!(fetch("notes.txt"), Some(Code::NotAFolder));
    assert_eq!(fetch("nowhere"), Some(Code::Unreadable));
    let address = format!("file://{}", folder.path().join("nowhere.git").display());
    let place = CoursePlace::parse(&address).unwrap();
    assert_eq!(
        place.fetch(None, &mut |_| {}).unwrap_err().code,
        Some(Code::Fetch)
    );
}

#[test]
fn files_that_are_too_large_or_no_text_are_named() {
    let folder = Folder::with(COURSE);
    let large = |path: &str, bytes: usize| {
        folder.write(path, b"");
        let file = fs::File::create(folder.path().join(path)).unwrap();
        file.set_len(u64::try_from(bytes).unwrap()).unwrap();
    };
    large("modules/01-first/02-large.md", Lesson::MAX_BYTES);
    large("assets/large.png", CourseImage::MAX_BYTES);
    folder.write("modules/01-first/03-latin.md", b"caf\xe9\n");
    folder.write(
        "modules/01-first/04-nul.md",
        b"---\nid: nul\n---\n\nOne.\n\nTwo\0.\n",
    );
    let line = "All work and no play.\n\n";
    let long = line.repeat(Lesson::MAX_PUBLISHED / line.len() + 1);
    let long = format!("---\nid: long\n---\n{long}");
    folder.write("modules/01-first/05-long.md", long.as_bytes());
    folder.write(
        HELLO,
        b"---\nid: hello\ntitle: Hello\n---\n\n![Large](/assets/large.png)\n",
    );
    assert_eq!(
        folder.places(&check(&folder).problems),
        [
            format!("{HELLO}:6:1 image-too-large"),
            "modules/01-first/02-large.md too-large".to_owned(),
            "modules/01-first/03-latin.md:1:4 not-utf8".to_owned(),
            "modules/01-first/04-nul.md:7:4 nul".to_owned(),
            format!(
                "modules/01-first/05-long.md:{}:{} too-large",
                4 + 2 * (Lesson::MAX_PUBLISHED / line.len()),
                Lesson::MAX_PUBLISHED % line.len() + 1
            ),
        ]
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_and_links_of_the_disk_are_checked() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::with(COURSE);
    let module = folder.path().join("modules/01-first");
    fs::write(module.join(OsStr::from_bytes(b"02-\xff.md")), "Text.\n").unwrap();
    std::os::unix::fs::symlink("/etc/hosts", module.join("03-hosts.md")).unwrap();
    let found = codes(&check(&folder).problems);
    assert!(found.contains(&Code::NameNotUtf8), "{found:?}");
    assert!(found.contains(&Code::Outside), "{found:?}");
}

#[test]
fn a_quiz_without_end_is_refused_and_stays_text() {
    let question =
        |n: usize| format!("## Number {n}?\n\n<!-- q id=q{n} -->\n\n1. [x] Yes\n2. [ ] No\n\n");
    let quiz: String = (0..500).map(question).collect();
    let folder = Folder::with(COURSE);
    let text = format!("---\nid: hello\ntitle: Hello\nkind: quiz\n---\n\n{quiz}");
    folder.write(HELLO, text.as_bytes());
    assert_eq!(codes(&check(&folder).problems), [Code::QuizLong]);
}

#[test]
fn courses_that_are_checked_together_need_names_of_their_own() {
    let tree = check(&Folder::with(COURSE)).tree.unwrap();
    let courses = [
        ("a/course.toml".into(), tree.clone()),
        ("b/course.toml".into(), tree),
    ];
    let problems = content::duplicates(&courses);
    assert_eq!(codes(&problems), [Code::DuplicateSlug]);
    assert!(
        said(&problems).contains("b/course.toml: error"),
        "{problems:?}"
    );
}
