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
        again.starts_with("A Walk: here already, unchanged"),
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
