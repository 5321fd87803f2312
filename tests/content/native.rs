//! The native format: what is taken, what is refused, and how it is said.

use std::fs;
use std::path::Path;

use lyceum::content::{self, Loaded, bundled};
use lyceum::domain::diagnostic::Code;
use lyceum::domain::{Cents, Diagnostic, Difficulty, Lesson, LessonKind, Minutes, Severity};
use proptest::prelude::*;

use crate::folder::{COURSE, Folder, LESSON, lessons, said};

#[test]
fn everything_that_can_be_declared_is_taken() {
    let folder = Folder::with(&[
        (
            "course.toml",
            r#"
            id = "my-id"
            slug = "intro"
            title = "An introduction"
            description = """
            Two
            lines."""
            language = "de"
            license = "CC-BY-4.0"
            difficulty = "expert"
            price = 59900
            objectives = ["one", "two"]
            prerequisites = ["three"]
            "#,
        ),
        (
            "modules/01-first/module.toml",
            "id = \"m1\"\ntitle = \"The first\"\ndescription = \"about\"\n",
        ),
        (
            "modules/01-first/01-a.md",
            "---\nid: l1\ntitle: Its title\nkind: video\nminutes: 7\nvideo: https://example.org/v\n\
             resource: http://example.org\nobjectives:\n  - four\ndraft: false\n---\n# Heading\n\nText.\n",
        ),
    ]);
    let Loaded { tree, warnings, .. } = folder.load();
    assert_eq!(warnings, []);
    assert_eq!(tree.course.id.as_str(), "my-id");
    assert_eq!(tree.course.description, "Two\n            lines.");
    assert_eq!(tree.course.language, "de");
    assert_eq!(tree.course.difficulty, Difficulty::Expert);
    assert_eq!(tree.course.price, Cents(59_900));
    assert_eq!(tree.course.objectives, ["one", "two"]);
    assert_eq!(tree.course.prerequisites, ["three"]);
    let module = &tree.modules[0];
    assert_eq!(
        (module.id.as_str(), module.title.as_str()),
        ("m1", "The first")
    );
    let lesson = &module.lessons[0];
    assert_eq!(
        (lesson.head.id.as_str(), lesson.head.title.as_str()),
        ("l1", "Its title")
    );
    assert_eq!(lesson.head.kind, LessonKind::Video);
    assert_eq!(
        (lesson.head.minutes, lesson.head.estimated),
        (Minutes(7), false)
    );
    assert_eq!(lesson.head.video.as_deref(), Some("https://example.org/v"));
    assert_eq!(lesson.head.objectives, ["four"]);
    assert_eq!(lesson.body.markdown(), "# Heading\n\nText.\n");
    assert_eq!(lesson.head.path, "modules/01-first/01-a.md");
}

#[test]
fn what_is_not_declared_has_a_sensible_value() {
    let loaded = Folder::course(&[("modules/01-m/02-second-lesson.md", "No heading.\n")]).load();
    let course = &loaded.tree.course;
    assert_eq!((course.price, course.language.as_str()), (Cents(0), "en"));
    assert_eq!(loaded.tree.modules[0].title, "M");
    let titles: Vec<_> = lessons(&loaded)
        .iter()
        .map(|l| l.head.title.as_str())
        .collect();
    assert_eq!(titles, ["A", "Second lesson"]);
    assert!(lessons(&loaded).iter().all(|lesson| lesson.head.estimated));
}

#[test]
fn order_is_the_number_and_not_the_alphabet() {
    let loaded = Folder::course(&[
        ("modules/10-late/1-x.md", "# J\n"),
        ("modules/2-early/10-x.md", "# I\n"),
        ("modules/2-early/9-x.md", "# H\n"),
    ])
    .load();
    let titles: Vec<_> = lessons(&loaded)
        .iter()
        .map(|l| l.head.title.as_str())
        .collect();
    assert_eq!(titles, ["A", "H", "I", "J"]);
}

#[test]
fn a_title_is_the_first_heading_as_it_is_read() {
    for (text, title) in [
        ("# One `two` *three*\n# Other", "One two three"),
        ("Text\n\n## No\n\nYes\nand no\n===\n", "Yes and no"),
        ("#\n# Named", "Named"),
        ("# The $k$-means of $x_1^2$ {#kmeans}", "The k-means of x₁²"),
        ("# From $5 to $6", "From $5 to $6"),
        (
            "# See [this][that]\n\n[that]: https://a.example",
            "See this",
        ),
        ("<h1 align=\"center\">HTML &amp; more</h1>", "HTML & more"),
        ("```\n# code\n```\n", "A"),
    ] {
        let folder = Folder::course(&[(LESSON, text)]);
        let loaded = folder.load();
        assert_eq!(lessons(&loaded)[0].head.title, title, "{text}");
    }
}

#[test]
fn ids_stay_when_titles_change_and_revisions_do_not() {
    let before = Folder::course(&[]).load();
    let after = Folder::course(&[
        ("course.toml", &COURSE.replace("\"C\"", "\"Better\"")),
        (LESSON, "# Better\n"),
    ])
    .load();
    assert_eq!(before.tree.course.id, after.tree.course.id);
    assert_eq!(lessons(&before)[0].head.id, lessons(&after)[0].head.id);
    assert_ne!(before.revision, after.revision);
    assert_eq!(before.revision, Folder::course(&[]).load().revision);
}

#[test]
fn all_problems_are_reported_in_one_go() {
    let folder = Folder::with(&[
        (
            "course.toml",
            "slug = \"Not A Slug\"\ntitel = \"C\"\ndifficulty = \"hard\"\nprice = -5\nobjectives = \"one\"\n",
        ),
        ("modules/01-m/module.toml", "title = 5\n"),
        (
            "modules/01-m/01-a.md",
            "---\nkind: film\nminutes: 0\nvideo: ftp://x\nextra: 1\n---\n",
        ),
        ("modules/01-m/02-b.md", "---\ntitle: [\n---\n"),
    ]);
    assert_eq!(
        folder.found(),
        [
            "course.toml missing-key",
            "course.toml missing-key",
            "course.toml:1:8 wrong-value",
            "course.toml:2:1 unknown-key",
            "course.toml:3:14 wrong-value",
            "course.toml:4:9 wrong-value",
            "course.toml:5:14 wrong-value",
            "modules/01-m/01-a.md:2:7 wrong-value",
            "modules/01-m/01-a.md:3:10 wrong-value",
            "modules/01-m/01-a.md:4:8 wrong-value",
            "modules/01-m/01-a.md:5:1 unknown-key",
            "modules/01-m/02-b.md:2:8 yaml",
            "modules/01-m/module.toml:1:9 wrong-value",
        ]
    );
    let said = said(&folder.problems());
    assert!(said.contains("did you mean `title`?"), "{said}");
    assert!(said.contains("one of beginner, intermediate"), "{said}");
    assert!(said.contains(" 2 | kind: film\n   |       ^"), "{said}");
}

#[test]
fn a_key_that_stands_twice_is_reported_where_it_does() {
    let folder = Folder::course(&[
        ("course.toml", &format!("{COURSE}slug = \"d\"\n")),
        (LESSON, "---\ntitle: a\nkind: text\ntitle: b\n---\n"),
    ]);
    assert_eq!(
        folder.found(),
        [
            "course.toml:5:1 toml",
            "modules/01-m/01-a.md:4:1 duplicate-key"
        ]
    );
}

#[test]
fn broken_yaml_is_reported_at_its_place_in_the_file() {
    for (yaml, place) in [
        ("title: a: b", "2:9"),
        ("kind: text\nvideo: *unknown", "3:8"),
        ("- a", "2:1"),
        ("just text", "2:1"),
    ] {
        let folder = Folder::course(&[(LESSON, &format!("---\n{yaml}\n---\n"))]);
        assert_eq!(
            folder.found(),
            [format!("modules/01-m/01-a.md:{place} yaml")]
        );
        assert!(!said(&folder.problems()).contains(" at line "));
    }
}

#[test]
fn broken_toml_is_reported_at_its_line_and_hides_no_missing_keys() {
    let folder = Folder::course(&[(
        "course.toml",
        "slug = \"c\"\ntitle = \"open\ndifficulty = \"beginner\"\n",
    )]);
    let found = folder.found();
    assert!(found[0].starts_with("course.toml:2:"), "{found:?}");
    assert!(
        found.iter().all(|problem| problem.ends_with(" toml")),
        "{found:?}"
    );
}

#[test]
fn drafts_are_left_out_with_a_warning() {
    let folder = Folder::course(&[("modules/01-m/02-b.md", "---\ndraft: true\n---\n# B\n")]);
    let loaded = folder.load();
    assert_eq!(lessons(&loaded).len(), 1);
    assert_eq!(
        folder.places(&loaded.warnings),
        ["modules/01-m/02-b.md:1:1 draft"]
    );
    assert_eq!(loaded.warnings[0].severity, Severity::Warning);
}

#[test]
fn what_is_not_a_lesson_is_left_out_with_a_warning() {
    let folder = Folder::course(&[
        ("modules/01-m/notes.md", ""),
        ("modules/01-m/02-picture.png", ""),
        ("modules/01-m/.hidden", ""),
        ("modules/02-empty/module.toml", "title = \"Empty\"\n"),
        ("modules/readme.txt", ""),
        ("assets/picture.png", ""),
    ]);
    assert_eq!(
        folder.places(&folder.load().warnings),
        [
            "modules/01-m/02-picture.png left-out",
            "modules/01-m/notes.md left-out",
            "modules/02-empty empty-module",
            "modules/readme.txt left-out",
        ]
    );
}

#[test]
fn one_id_and_one_number_belong_to_one_thing() {
    let folder = Folder::course(&[
        ("modules/01-m/module.toml", "id = \"same\"\n"),
        ("modules/01-m/02-b.md", "---\nid: l\n---\n"),
        ("modules/01-m/2-c.md", "---\nid: l\n---\n"),
        ("modules/1-n/module.toml", "id = \"same\"\n"),
        ("modules/1-n/01-d.md", ""),
    ]);
    assert_eq!(
        folder.found(),
        [
            "modules/01-m/2-c.md duplicate-number",
            "modules/01-m/2-c.md:2:5 duplicate-id",
            "modules/1-n duplicate-number",
            "modules/1-n/module.toml:1:6 duplicate-id",
        ]
    );
    assert!(said(&folder.problems()).contains("modules/01-m/02-b.md already"));
}

#[test]
fn titles_have_a_limit_in_characters() {
    let title = |length| format!("---\ntitle: {}\n---\n", "ü".repeat(length));
    assert_eq!(
        lessons(&Folder::course(&[(LESSON, &title(200))]).load()).len(),
        1
    );
    let folder = Folder::course(&[(LESSON, &title(201))]);
    assert_eq!(folder.found(), ["modules/01-m/01-a.md:2:8 wrong-value"]);
}

#[test]
fn front_matter_that_is_never_closed_is_reported_where_it_begins() {
    let folder = Folder::course(&[(LESSON, "---\ntitle: A\n\nText\n")]);
    assert_eq!(folder.found(), ["modules/01-m/01-a.md:1:1 front-matter"]);
}

#[test]
fn windows_line_ends_and_a_byte_order_mark_are_fine() {
    let folder = Folder::course(&[(
        LESSON,
        "\u{feff}---\r\ntitle: Eins\r\n---\r\nText\r\nmehr\r\n",
    )]);
    let loaded = folder.load();
    let lesson = lessons(&loaded)[0];
    assert_eq!(
        (lesson.head.title.as_str(), lesson.body.markdown()),
        ("Eins", "Text\nmehr\n")
    );
    let folder = Folder::course(&[(LESSON, "\u{feff}---\r\ntitle: Eins\r\nkind: x\r\n---\r\n")]);
    assert_eq!(folder.found(), ["modules/01-m/01-a.md:3:7 wrong-value"]);
}

#[test]
fn empty_front_matter_is_none() {
    let loaded = Folder::course(&[(LESSON, "---\n---\nText\n")]).load();
    assert_eq!(lessons(&loaded)[0].body.markdown(), "Text\n");
}

#[test]
fn bytes_that_are_not_utf8_are_refused_with_their_line() {
    let folder = Folder::course(&[]);
    folder.write(LESSON, b"# A\n\ncaf\xe9\n");
    assert_eq!(folder.found(), ["modules/01-m/01-a.md:3:4 not-utf8"]);
}

#[test]
fn a_lesson_of_32_megabytes_is_refused_by_name() {
    let folder = Folder::course(&[]);
    let file = fs::File::create(folder.path().join("modules/01-m/02-huge.md")).unwrap();
    file.set_len(u64::try_from(Lesson::MAX_BYTES).unwrap())
        .unwrap();
    assert_eq!(folder.found(), ["modules/01-m/02-huge.md too-large"]);
}

#[test]
fn a_folder_without_a_course_says_what_is_missing() {
    assert_eq!(Folder::with(&[]).found(), [" no-course"]);
    assert_eq!(
        Folder::with(&[("course.toml", COURSE)]).found(),
        [" empty-course"]
    );
    let missing = content::load(Path::new("/nowhere/at/all")).unwrap_err();
    assert!(missing[0].has_code(Code::Unreadable));
    let folder = Folder::course(&[]);
    let file = content::load(&folder.path().join("course.toml")).unwrap_err();
    assert!(file[0].has_code(Code::NotAFolder));
}

#[cfg(unix)]
#[test]
fn no_link_leads_out_of_the_course() {
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret.md"), "secret").unwrap();
    let folder = Folder::course(&[]);
    let link = |to: &Path, at: &str| {
        std::os::unix::fs::symlink(to, folder.path().join(at)).unwrap();
    };
    link(&outside.path().join("secret.md"), "modules/01-m/02-b.md");
    link(outside.path(), "modules/02-n");
    link(Path::new("nowhere"), "modules/01-m/03-c.md");
    link(Path::new("01-a.md"), "modules/01-m/04-fine.md");
    assert_eq!(
        folder.found(),
        [
            "modules/01-m/02-b.md outside",
            "modules/01-m/03-c.md unreadable",
            "modules/02-n outside",
        ]
    );
}

#[test]
fn the_tour_is_the_first_bundled_course_and_every_one_is_without_problems() {
    let courses = bundled();
    assert_eq!(courses[0].tree.course.slug.as_str(), "welcome-to-lyceum");
    for course in &courses {
        assert_eq!(said(&course.warnings), "");
    }
    let folders = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/courses"))
        .unwrap()
        .count();
    assert_eq!(courses.len(), folders);
}

#[test]
fn a_bundled_course_is_the_same_as_its_folder() {
    for course in bundled() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("assets/courses")
            .join(course.tree.course.slug.as_str());
        assert_eq!(content::load(&folder).unwrap(), course);
    }
}

#[test]
fn nesting_without_end_is_a_problem_and_no_crash() {
    let deep = "[".repeat(100_000);
    let folder = Folder::course(&[
        ("course.toml", &format!("{COURSE}objectives = {deep}")),
        (LESSON, &format!("---\nobjectives: {deep}\n---\n")),
        ("modules/01-m/02-b.md", &"> ".repeat(100_000)),
    ]);
    let codes: Vec<_> = folder
        .problems()
        .iter()
        .filter_map(|problem| problem.code)
        .collect();
    assert!(
        codes.contains(&Code::Toml) && codes.contains(&Code::Yaml),
        "{codes:?}"
    );
}

/// Text that is nearly what the format wants.
fn any_text() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just("---\n".to_owned()),
        Just("---\r\n".to_owned()),
        Just("title: ".to_owned()),
        Just("title = ".to_owned()),
        Just("\"".to_owned()),
        Just("[a, b]\n".to_owned()),
        Just("minutes: -1\n".to_owned()),
        Just("&a *a <<: ".to_owned()),
        Just("# ".to_owned()),
        Just("```\n".to_owned()),
        "\\PC{0,8}",
    ];
    let text = prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat().into_bytes());
    prop_oneof![4 => text, 1 => prop::collection::vec(any::<u8>(), 0..40)]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_the_files_say_the_answer_is_a_course_or_problems(
        course in any_text(),
        module in any_text(),
        lesson in any_text(),
        course_is_fine in any::<bool>(),
    ) {
        let folder = Folder::course(&[]);
        if !course_is_fine {
            folder.write("course.toml", &course);
        }
        folder.write("modules/01-m/module.toml", &module);
        folder.write("modules/01-m/02-b.md", &lesson);
        match content::load(folder.path()) {
            Ok(loaded) => assert!(loaded.tree.minutes().0 >= 1),
            Err(problems) => {
                assert!(problems.iter().any(Diagnostic::is_error));
                for problem in problems {
                    let place = problem.place.line_and_column();
                    assert!(place.is_none_or(|(line, column)| line >= 1 && column >= 1));
                    assert!(!problem.to_string().contains('\u{1b}'));
                }
            }
        }
    }
}

/// A picture of that size in a file's form.
fn encoded(width: u32, height: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    let pixels = image::RgbImage::from_pixel(width, height, image::Rgb([200, 100, 0]));
    pixels.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// The beginning of a PNG whose header claims that size.
fn claims(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes());
    header.extend(height.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let crc = header.iter().fold(!0u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg())
        })
    });
    let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
    png.extend(header);
    png.extend((!crc).to_be_bytes());
    png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
    png
}

#[test]
fn images_that_lessons_show_come_along_once_and_others_stay() {
    use image::ImageFormat::{Gif, Jpeg, Png, WebP};
    let folder = Folder::course(&[(
        LESSON,
        "# A\n\n![a](../../assets/a.png)\n\n![b](b.jpg) and <img src=\"/c.gif\" alt=\"c\">\n\n\
         ![far](https://example.org/x.png) ![again](/assets/a.png) ![d](d.webp)\n",
    )]);
    folder.write("assets/a.png", &encoded(4, 3, Png));
    folder.write("assets/unused.png", &encoded(4, 4, Png));
    folder.write("modules/01-m/b.jpg", &encoded(2, 2, Jpeg));
    folder.write("modules/01-m/d.webp", &encoded(5, 1, WebP));
    folder.write("c.gif", &encoded(1, 2, Gif));
    let loaded = folder.load();
    assert_eq!(loaded.warnings, []);
    let images: Vec<_> = loaded
        .tree
        .images
        .iter()
        .map(|image| (image.path.as_str(), image.size.width, image.size.height))
        .collect();
    assert_eq!(
        images,
        [
            ("assets/a.png", 4, 3),
            ("c.gif", 1, 2),
            ("modules/01-m/b.jpg", 2, 2),
            ("modules/01-m/d.webp", 5, 1),
        ]
    );
    folder.write("assets/a.png", &encoded(4, 5, Png));
    assert_ne!(folder.load().revision, loaded.revision);
}

#[test]
fn an_image_that_can_not_be_taken_is_a_warning_at_its_line() {
    let folder = Folder::course(&[(
        LESSON,
        "---\r\ntitle: A\r\n---\r\n\r\n![gone](gone.png)\r\n\r\nSee ![out](../../../x.png).\r\n\r\n\
         ![text](/text.png)\r\n![large](/large.png)\r\n![huge](/huge.png) ![huge](/huge.png)\r\n",
    )]);
    folder.write("text.png", b"no image at all");
    folder.write("large.png", &vec![0; 9 * 1024 * 1024]);
    folder.write("huge.png", &claims(100_000, 100_000));
    let loaded = folder.load();
    assert_eq!(
        folder.places(&loaded.warnings),
        [
            format!("{LESSON}:5:1 no-image"),
            format!("{LESSON}:7:5 outside-link"),
            format!("{LESSON}:9:1 bad-image"),
            format!("{LESSON}:10:1 image-too-large"),
            format!("{LESSON}:11:1 bad-image"),
        ]
    );
    let said = loaded.warnings[0].to_string();
    assert!(said.contains(" 5 | ![gone](gone.png)\n"), "{said}");
    assert!(loaded.tree.images.is_empty());
}

#[cfg(unix)]
#[test]
fn an_image_that_is_a_link_out_of_the_course_is_left_out() {
    let outside = Folder::with(&[]);
    outside.write("x.png", &encoded(1, 1, image::ImageFormat::Png));
    let folder = Folder::course(&[(LESSON, "![x](/x.png)\n")]);
    std::os::unix::fs::symlink(outside.path().join("x.png"), folder.path().join("x.png")).unwrap();
    let loaded = folder.load();
    assert_eq!(
        folder.places(&loaded.warnings),
        [format!("{LESSON}:1:1 outside-link")]
    );
    assert!(loaded.tree.images.is_empty());
}

#[test]
fn thousands_of_warnings_on_one_line_are_bounded() {
    let text = "[äa](b.md) [c](#d)".repeat(2000);
    let folder = Folder::course(&[(LESSON, &text)]);
    let warnings = folder.load().warnings;
    let of = |code| warnings.iter().filter(|w| w.has_code(code)).count();
    assert_eq!((of(Code::NoLesson), of(Code::NoHeading)), (101, 101));
    let last = warnings
        .iter()
        .rfind(|w| w.has_code(Code::NoLesson))
        .unwrap();
    assert_eq!(last.message, "from here on 1900 more like those above");
    assert_eq!(last.place.line_and_column(), Some((1, 18 * 100 + 1)));
    let printed = last.to_string();
    let mut lines = printed.lines().skip(1);
    let (line, caret) = (lines.next().unwrap(), lines.next().unwrap());
    let at = caret.chars().position(|c| c == '^').unwrap();
    let there: String = line.chars().skip(at).take(10).collect();
    assert_eq!(there, "[äa](b.md)");
    assert!(printed.len() < 600);
}

#[test]
fn a_link_that_leads_nowhere_is_a_warning_at_its_line() {
    let text = "---\ntitle: A walk\n---\n\n[x](02-missing.md) and [y](#no)\n\n\
        - [z](../../../../etc/hosts)\n- [f](file:///etc/passwd), [j](javascript:alert(1))\n\
        - [o](02-other.md#nope) [t](/course.toml)\n\n## Here\n\n\
        [a](#here) [b](02-other.md#there) [c](02-other.md) [d](https://a.example) [e](#a-walk)\n";
    let folder = Folder::course(&[
        (LESSON, text),
        (
            "modules/01-m/02-other.md",
            "# Other\n\n## There\n\n[back](01-a.md#here)\n",
        ),
    ]);
    assert_eq!(
        folder.places(&folder.load().warnings),
        [
            format!("{LESSON}:5:1 no-lesson"),
            format!("{LESSON}:5:24 no-heading"),
            format!("{LESSON}:7:3 outside-link"),
            format!("{LESSON}:8:3 refused-link"),
            format!("{LESSON}:8:28 refused-link"),
            format!("{LESSON}:9:3 no-heading"),
            format!("{LESSON}:9:25 no-lesson"),
        ]
    );
}

#[test]
fn a_thematic_break_at_the_start_is_no_front_matter() {
    for text in [
        "---\n\n# Heading\n\n---\n\nText.\n",
        "---\n# Heading\n\n---\n",
        "---\n\nText without another one.\n",
    ] {
        let loaded = Folder::course(&[(LESSON, text)]).load();
        assert_eq!(lessons(&loaded)[0].body.markdown(), text);
    }
}

#[test]
fn keys_whose_first_is_misspelt_are_reported_and_no_text() {
    let folder = Folder::course(&[(LESSON, "---\ntitle A\nid: a\n---\nText\n")]);
    assert!(folder.found()[0].ends_with(" yaml"));
}

#[test]
fn front_matter_ends_at_dots_too() {
    let text = "---\ntitle: Ended by dots\nminutes: 4\n...\n\nText.\n\n---\n\nMore.\n";
    let loaded = Folder::course(&[(LESSON, text)]).load();
    let lesson = lessons(&loaded)[0];
    assert_eq!(lesson.head.title, "Ended by dots");
    assert_eq!(lesson.body.markdown(), "\nText.\n\n---\n\nMore.\n");
}

#[cfg(target_os = "linux")]
#[test]
fn a_name_that_is_not_utf8_is_left_out_with_a_warning() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;

    let folder = Folder::course(&[]);
    let name = |bytes| folder.path().join(OsStr::from_bytes(bytes));
    fs::write(name(b"modules/01-m/notes-\xe9.txt"), "").unwrap();
    fs::write(name(b"modules/01-m/03-caf\xe9.md"), "# Odd\n").unwrap();
    fs::create_dir(name(b"modules/lies-mich-\xfc")).unwrap();
    fs::write(name(b"notes-\xe9.txt"), "").unwrap();
    let loaded = folder.load();
    assert_eq!(lessons(&loaded).len(), 1);
    assert_eq!(
        folder.places(&loaded.warnings),
        [
            "modules/01-m/03-caf\u{fffd}.md name-not-utf8",
            "modules/01-m/notes-\u{fffd}.txt name-not-utf8",
            "modules/lies-mich-\u{fffd} name-not-utf8",
        ]
    );
}

#[test]
fn a_course_is_the_same_however_its_names_are_composed() {
    use unicode_normalization::UnicodeNormalization;

    type Form = fn(&str) -> String;
    let forms: [Form; 2] = [|text| text.nfc().collect(), |text| text.nfd().collect()];
    let course = |names: Form, links: Form| {
        let first = format!(
            "# Café\n\n![a tree]({})\n\n[next]({}#{})\n",
            links("grün.png"),
            links("02-über.md"),
            links("müde"),
        );
        let second = format!("# Über\n\n## {}\n\nText.\n", names("Müde"));
        let folder = Folder::with(&[("course.toml", COURSE)]);
        folder.write(&names("modules/01-größer/01-café.md"), first.as_bytes());
        folder.write(&names("modules/01-größer/02-über.md"), second.as_bytes());
        let image = encoded(1, 1, image::ImageFormat::Png);
        folder.write(&names("modules/01-größer/grün.png"), &image);
        let loaded = folder.load();
        assert_eq!(folder.places(&loaded.warnings), [""; 0]);
        assert_eq!(loaded.tree.images.len(), 1);
        let ids = |lesson: &&Lesson| (lesson.head.id.clone(), lesson.head.path.clone());
        lessons(&loaded).iter().map(ids).collect::<Vec<_>>()
    };
    let composed = course(forms[0], forms[0]);
    for names in forms {
        for links in forms {
            assert_eq!(course(names, links), composed);
        }
    }
}
