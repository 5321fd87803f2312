//! Importing: a good folder, a newer one, one with faults.

use crate::home::Home;
use crate::{refused, said};

#[test]
fn a_course_is_added_recognised_and_updated_without_losing_progress() {
    let home = Home::new();
    home.write_course("course");
    let added = said(&home.run(&["import", "course"]));
    assert!(
        added.starts_with("A Walk: added (2 modules, 3 lessons)"),
        "{added}"
    );
    assert!(added.contains("lyceum --course walk"), "{added}");
    let again = said(&home.run(&["import", "course"]));
    assert!(
        again.starts_with("A Walk: already here, unchanged"),
        "{again}"
    );
    home.run(&["complete", "walk", "1.1"]);
    home.write(
        "course/modules/02-back/02-rest.md",
        "---\ntitle: Rest\n---\nSit down.\n",
    );
    let updated = said(&home.run(&["import", "course"]));
    assert!(
        updated.starts_with("A Walk: updated; your progress is kept"),
        "{updated}"
    );
    let progress = said(&home.run(&["progress"]));
    assert!(progress.contains("25%  1/4 lessons"), "{progress}");
}

/// A course of mdBook, whose first page is completed and then renamed and changed a little.
fn with_renamed_page() -> Home {
    let home = Home::new();
    let text = |last: &str| {
        let words: Vec<String> = (0..60).map(|n| format!("word{n}")).collect();
        format!("# Hello\n\n{} {last}\n", words.join(" "))
    };
    home.write(
        "book/SUMMARY.md",
        "- [Hello](hello.md)\n- [Other](other.md)\n",
    );
    home.write("book/hello.md", &text("one"));
    home.write("book/other.md", "# Other\n\nSomething else.\n");
    said(&home.run(&["import", "book", "--slug", "knots"]));
    home.run(&["complete", "knots", "1.1"]);
    std::fs::remove_file(home.path().join("book/hello.md")).unwrap();
    home.write("book/knot.md", &text("two"));
    home.write(
        "book/SUMMARY.md",
        "- [Knot](knot.md)\n- [Other](other.md)\n",
    );
    home
}

#[test]
fn a_renamed_lesson_keeps_its_progress_where_somebody_says_that_it_is_the_same() {
    let home = with_renamed_page();
    let (_, asked) = refused(&home.run(&["update", "knots"]));
    assert!(
        asked.contains("hello.md, completed, is gone; knot.md is new and 9"),
        "{asked}"
    );
    let progress = said(&home.run(&["progress"]));
    assert!(progress.contains("50%  1/2 lessons"), "{progress}");
    let updated = said(&home.run(&["update", "knots", "--accept-renames"]));
    assert!(updated.contains("your progress is kept"), "{updated}");
    assert!(
        updated.contains("renamed  1 lesson\n    1.1 Knot (knot.md), progress kept"),
        "{updated}"
    );
    let progress = said(&home.run(&["progress"]));
    assert!(progress.contains("50%  1/2 lessons"), "{progress}");
    // The next time its path is enough.
    let again = said(&home.run(&["update", "knots"]));
    assert!(again.contains("already here, unchanged"), "{again}");
}

#[test]
fn a_renamed_lesson_is_new_where_somebody_says_so() {
    let home = with_renamed_page();
    let updated = said(&home.run(&["update", "--no-renames"]));
    assert!(!updated.contains("kept"), "{updated}");
    assert!(
        updated.contains("Your progress in 1 lesson went with the lesson:"),
        "{updated}"
    );
}

#[test]
fn a_dry_run_changes_nothing_and_its_report_is_json() {
    let home = Home::new();
    home.write("book/SUMMARY.md", "- [A](a.md)\n- [Later]()\n");
    home.write("book/a.md", "# A\n\nSome words.\n");
    let report = home.json(&["import", "book", "--dry-run", "--json"]);
    assert_eq!(report["change"], serde_json::Value::Null);
    assert_eq!(report["report"]["format"], "mdBook or GitBook");
    assert_eq!(report["report"]["lessons"]["text"], 1);
    assert_eq!(report["warnings"][0]["code"], "draft");
    let list = said(&home.run(&["courses"]));
    assert!(!list.contains("book"), "{list}");
}

#[test]
fn an_address_that_is_none_is_wrong_usage() {
    let home = Home::new();
    for (address, why) in [
        ("http://example.org/a/b", "https://"),
        ("https://me:secret@example.org/a/b", "password"),
        ("https://example.org/a.zip", "download"),
    ] {
        let output = home.run(&["import", address]);
        assert_eq!(output.status.code(), Some(2));
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains(why), "{message}");
    }
}

#[test]
fn progress_in_a_lesson_that_is_gone_is_named_and_comes_back_with_its_id() {
    let home = Home::new();
    home.write_course("course");
    home.run(&["import", "course"]);
    home.run(&["complete", "walk", "1.2"]);
    let old = home.path().join("course/modules/01-out/02-road.md");
    std::fs::remove_file(old).unwrap();
    let renamed = "course/modules/01-out/02-the-road.md";
    home.write(renamed, "---\ntitle: Road\n---\nWalk.\n");
    let updated = said(&home.run(&["import", "course"]));
    assert!(!updated.contains("kept"), "{updated}");
    assert!(
        updated.contains("Your progress in 1 lesson went with the lesson:\n  1.2 "),
        "{updated}"
    );
    let id = updated.split("id: ").nth(1).unwrap();
    let id = id.lines().next().unwrap();
    home.write(
        renamed,
        &format!("---\nid: {id}\ntitle: Road\n---\nWalk.\n"),
    );
    home.run(&["import", "course"]);
    let progress = said(&home.run(&["progress"]));
    assert!(progress.contains("33%  1/3 lessons"), "{progress}");
}

#[test]
fn a_faulty_course_is_refused_with_all_its_faults_and_nothing_changes() {
    let home = Home::new();
    home.write_course("course");
    home.write(
        "course/course.toml",
        "slug = \"walk\"\ntitle = \"\"\ndifficulty = \"easy\"\n",
    );
    home.write(
        "course/modules/01-out/01-door.md",
        "---\nkind: poem\n---\n# A\n\nText.\n",
    );
    let (status, complaint) = refused(&home.run(&["import", "course"]));
    assert_eq!(status, 1);
    for fault in [
        "course.toml:2",
        "course.toml:3",
        "description",
        "01-door.md:2",
    ] {
        assert!(
            complaint.contains(fault),
            "{fault} is missing in\n{complaint}"
        );
    }
    assert!(
        complaint.contains("not imported: 4 errors\n"),
        "{complaint}"
    );
    assert!(!said(&home.run(&["courses"])).contains("walk"));
}

#[test]
fn a_folder_without_a_course_and_no_folder_at_all_are_said() {
    let home = Home::new();
    home.write("empty/readme.txt", "nothing");
    for folder in ["empty", "missing"] {
        let (status, complaint) = refused(&home.run(&["import", folder]));
        assert_eq!(status, 1);
        assert!(complaint.contains(folder), "{complaint}");
    }
}

#[test]
fn a_title_moves_no_cursor() {
    let home = Home::new();
    home.write_course("course");
    let course = "slug = \"walk\"\ntitle = \"A \\u001b]52;c;eA==\\u0007Walk\"\ndescription = \"d\"\ndifficulty = \"beginner\"\n";
    home.write("course/course.toml", course);
    home.write(
        "course/modules/01-out/01-door.md",
        "---\ntitle: \"Door\\u001b[2J\"\n---\nText.\n",
    );
    for arguments in [
        &["import", "course"][..],
        &["courses"],
        &["complete", "walk", "1.1"],
        &["complete", "walk", "1.1"],
        &["complete", "walk", "9.9"],
        &["read", "walk", "1.1"],
        &["progress"],
    ] {
        let output = home.run(arguments);
        let raw = [output.stdout, output.stderr].concat();
        let text = String::from_utf8(raw).unwrap();
        assert!(!text.contains(['\x1b', '\x07']), "{arguments:?}: {text:?}");
    }
}

#[test]
fn a_fault_turns_no_reading_direction() {
    let home = Home::new();
    home.write_course("course");
    let course = "slug = \"walk\"\ntitle = \"A\"\ndifficulty = \"\u{202e}easy\"\n";
    home.write("course/course.toml", course);
    home.write("config/config.toml", "\"the\u{202e}me\" = 1\n");
    for arguments in [&["import", "course"][..], &["config", "check"]] {
        let output = home.run(arguments);
        let said = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert!(!said.contains('\u{202e}'), "{said:?}");
        assert!(said.contains("⟨U+202E⟩"), "{said}");
    }
}

#[test]
fn a_video_and_an_exercise_are_linked_below_the_title() {
    let video =
        "---\ntitle: Door\nkind: video\nminutes: 12\nvideo: https://v.example/1?a=b&copy=c\n";
    let more = "resource: https://m.example/a_b_c\n---\n# Door\n\nWatch it.\n";
    let home = Home::with_lesson(&format!("{video}{more}"));
    assert_eq!(
        said(&home.run(&["read", "walk", "1.1"])),
        "1.1 Door\n========\n\nVideo · 12 min · Watch the video [1] · More about this [2]\n\nWatch it.\n\n\
         [1] https://v.example/1?a=b&copy=c\n[2] https://m.example/a_b_c\n"
    );
}

#[test]
fn errors_are_counted_and_listed_before_warnings() {
    let home = Home::new();
    home.write_course("course");
    let lesson = "---\nkind: poem\n---\n# A\n\n[gone](gone.md)\n";
    home.write("course/modules/01-out/01-door.md", lesson);
    home.write("course/modules/01-out/notes.md", "Not a lesson.");
    let (_, complaint) = refused(&home.run(&["import", "course"]));
    let order = [
        "not imported: 1 error, 2 warnings",
        "01-door.md:2:",
        "01-door.md:6:1: warning[no-lesson]",
        "notes.md: warning",
    ];
    let places: Vec<_> = order.iter().map(|said| complaint.find(said)).collect();
    assert!(places.iter().all(Option::is_some), "{complaint}");
    assert!(places.is_sorted(), "{complaint}");
}

#[test]
fn an_accepted_rename_outlives_the_removal_of_its_course() {
    let home = with_renamed_page();
    said(&home.run(&["update", "knots", "--accept-renames"]));
    said(&home.run(&["remove", "knots", "--yes"]));
    said(&home.run(&["import", "book", "--slug", "knots"]));
    let progress = said(&home.run(&["progress"]));
    assert!(progress.contains("50%  1/2 lessons"), "{progress}");
}

#[test]
fn a_rename_that_was_denied_can_be_accepted_later() {
    let home = with_renamed_page();
    let denied = said(&home.run(&["update", "knots", "--no-renames"]));
    assert!(
        denied.contains("`lyceum update knots --accept-renames`"),
        "{denied}"
    );
    // Nobody is asked a second time.
    let again = said(&home.run(&["update", "knots"]));
    assert!(again.contains("already here, unchanged"), "{again}");
    let accepted = said(&home.run(&["update", "knots", "--accept-renames"]));
    assert!(accepted.contains("renamed  1 lesson"), "{accepted}");
    let progress = said(&home.run(&["progress"]));
    assert!(progress.contains("50%  1/2 lessons"), "{progress}");
}

#[test]
fn another_course_of_the_same_name_replaces_none() {
    let home = Home::new();
    home.write(
        "x/pottery/README.md",
        "# Pots\n\n## Clay\n\nClay is soft earth.\n\n## Wheel\n\nIt turns.\n",
    );
    home.write(
        "y/pottery/README.md",
        "# Physics\n\n## Force\n\nForce is mass.\n\n## Work\n\nForce by way.\n",
    );
    said(&home.run(&["import", "x/pottery"]));
    let (status, why) = refused(&home.run(&["import", "y/pottery"]));
    assert_eq!(status, 1);
    assert!(
        why.contains("--slug NAME") && why.contains("x/pottery"),
        "{why}"
    );
    said(&home.run(&["import", "y/pottery", "--slug", "physics"]));
    // The same course from elsewhere is the same.
    home.write(
        "z/pottery/README.md",
        "# Pots\n\n## Clay\n\nClay is soft earth.\n\n## Wheel\n\nIt turns round.\n",
    );
    let moved = said(&home.run(&["import", "z/pottery"]));
    assert!(moved.contains("Pots: updated"), "{moved}");
}

#[test]
fn no_course_takes_the_name_of_a_bundled_one() {
    let home = Home::new();
    for name in ["ai-foundations", "welcome-to-lyceum"] {
        home.write(
            &format!("{name}/README.md"),
            "# Mine\n\n## A\n\nText.\n\n## B\n\nText.\n",
        );
        let (_, why) = refused(&home.run(&["import", name]));
        assert!(why.contains("--slug NAME"), "{why}");
    }
    said(&home.run(&["import", "ai-foundations", "--slug", "mine"]));
}

#[test]
fn an_update_that_replaces_every_lesson_lists_them() {
    let home = Home::new();
    home.write("knit/01.md", "# One\n\nYarn.\n");
    home.write("knit/02.md", "# Two\n\nNeedles.\n");
    said(&home.run(&["import", "knit"]));
    for (old, new) in [("01.md", "01-n.md"), ("02.md", "02-n.md")] {
        let path = |name| home.path().join("knit").join(name);
        std::fs::rename(path(old), path(new)).unwrap();
    }
    let updated = said(&home.run(&["update"]));
    assert!(updated.contains("added    2 lessons"), "{updated}");
    assert!(updated.contains("removed  2 lessons"), "{updated}");
}

#[test]
fn courses_that_are_unchanged_take_a_line_each() {
    let home = Home::new();
    for name in ["one", "two"] {
        home.write(&format!("{name}/SUMMARY.md"), "- [A](a.md)\n- [Later]()\n");
        home.write(&format!("{name}/a.md"), "# A\n\nText.\n");
        said(&home.run(&["import", name]));
    }
    home.write("two/a.md", "# A\n\nOther text.\n");
    let updated = said(&home.run(&["update"]));
    assert!(
        updated.starts_with("One: already here, unchanged (one)\n"),
        "{updated}"
    );
    assert!(
        updated.ends_with("1 updated, 1 unchanged, 0 failed\n"),
        "{updated}"
    );
}

#[test]
fn errors_are_json_where_json_is_asked_for() {
    let home = Home::new();
    home.write_course("course");
    home.write(
        "course/modules/01-out/01-door.md",
        "---\nkind: poem\n---\n# A\n",
    );
    let output = home.run(&["import", "course", "--dry-run", "--json"]);
    assert_eq!(output.status.code(), Some(1));
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["change"], serde_json::Value::Null);
    assert_eq!(report["problems"][0]["severity"], "error");
    assert!(
        report["problems"][0]["place"]
            .to_string()
            .contains("01-door.md")
    );
}

#[test]
fn one_page_alone_is_a_course() {
    let home = Home::new();
    home.write(
        "notes/README.md",
        "# Notes\n\n## A\n\nText.\n\n## B\n\nText.\n",
    );
    home.write("notes/other.md", "# Other\n");
    let added = said(&home.run(&["import", "notes/README.md"]));
    assert!(
        added.starts_with("Notes: added (1 module, 2 lessons)"),
        "{added}"
    );
    assert!(added.contains("lyceum --course notes"), "{added}");
    let unchanged = said(&home.run(&["update", "notes"]));
    assert!(unchanged.contains("unchanged"), "{unchanged}");
    home.write("notes/a.txt", "x");
    let (_, why) = refused(&home.run(&["import", "notes/a.txt"]));
    assert!(why.contains("a page of Markdown"), "{why}");
}
