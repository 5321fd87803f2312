//! A course's folder in the reader, while its files are edited in every way that editors save.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::home::{Home, LYCEUM};
use crate::reader::{quit, start};
use crate::terminal::Terminal;

const LESSON: &str = "course/modules/01-out/01-door.md";

fn lesson(text: &str) -> String {
    let stones: String = (1..=40)
        .map(|n| format!("Stone {n} lies there.\n\n"))
        .collect();
    format!("---\ntitle: Step 1\n---\n# Step 1\n\n{stones}{text}\n")
}

/// The preview of a course, on lesson 1.1.
fn previewing(home: &Home, arguments: &[&str]) -> Terminal {
    home.write_course("course");
    home.write(LESSON, &lesson("The first text."));
    let arguments = [&["preview", LESSON], arguments].concat();
    let terminal = start(home, &arguments);
    terminal.shows("Stone 1 lies there.");
    terminal
}

/// A way to save a text.
type Save<'s> = &'s dyn Fn(&str);

#[test]
fn a_save_shows_at_the_same_place_however_it_is_made() {
    let home = Home::new();
    let mut terminal = previewing(&home, &[]);
    terminal.send("G");
    terminal.shows("The first text.");
    let file = home.path().join(LESSON);
    let beside = home.path().join("course/modules/01-out/.door.swp");
    let saves: [(&str, Save<'_>); 4] = [
        ("in place", &|text| fs::write(&file, text).unwrap()),
        ("renamed over", &|text| {
            fs::write(&beside, text).unwrap();
            fs::rename(&beside, &file).unwrap();
        }),
        ("deleted and created", &|text| {
            fs::remove_file(&file).unwrap();
            fs::write(&file, text).unwrap();
        }),
        ("moved away and written", &|text| {
            fs::rename(&file, file.with_extension("md~")).unwrap();
            fs::write(&file, text).unwrap();
        }),
    ];
    for (way, save) in saves {
        save(&lesson(&format!("The text that was {way}.")));
        terminal.shows(&format!("The text that was {way}."));
    }
    quit(terminal);
}

#[test]
fn many_files_change_at_once_as_a_checkout_does() {
    let home = Home::new();
    home.write_course("course");
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args([
            "-c",
            "user.name=a",
            "-c",
            "user.email=a@b",
            "-c",
            "commit.gpgsign=false",
        ]);
        command
            .args(arguments)
            .current_dir(home.path().join("course"));
        let output = command
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .output()
            .unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    git(&["tag", "one"]);
    home.write(
        "course/modules/03-more/01-new.md",
        "# A new lesson\n\nText.\n",
    );
    home.write(
        "course/modules/01-out/01-door.md",
        &lesson("Of the second commit."),
    );
    git(&["add", "."]);
    git(&["commit", "-qm", "two"]);
    git(&["checkout", "-q", "one"]);
    let terminal = start(&home, &["preview", "course"]);
    terminal.wait("two modules", |screen| {
        screen.contains("Step 3") && !screen.contains("A new lesson")
    });
    git(&["checkout", "-q", "-"]);
    terminal.shows("A new lesson");
    quit(terminal);
}

#[test]
fn a_folder_that_is_polled_follows_too() {
    let home = Home::new();
    let mut terminal = previewing(&home, &["--poll"]);
    terminal.send("G");
    terminal.shows("The first text.");
    home.write(LESSON, &lesson("The second text, which is longer."));
    terminal.shows("The second text, which is longer.");
    quit(terminal);
}

#[test]
fn a_broken_course_stays_as_it_was_and_its_problem_leads_to_the_editor() {
    let home = Home::new();
    let mut terminal = previewing(&home, &[]);
    let good = fs::read_to_string(home.path().join("course/course.toml")).unwrap();
    home.write("course/course.toml", "slug = \"walk\"\ntitle = \n");
    terminal.shows("! as before");
    assert!(terminal.shows("Stone 1 lies there.").contains("preview"));
    terminal.send("P");
    terminal.shows("course.toml:2");
    terminal.send("\x1b");
    home.write("course/course.toml", &good);
    terminal.wait("the course", |screen| !screen.contains("as before"));
    quit(terminal);
}

/// An editor that says what it was given, waits for a line from the terminal, and changes the file.
fn editor(home: &Home) -> PathBuf {
    let script = "#!/bin/sh\n\
                  echo \"EDITOR GOT $1 ${PGPASSWORD-no password}\"\n\
                  read answer\n\
                  sed -i \"s/Stone 1 lies there./Stone 1 was $answer./\" \"$2\"\n";
    let file = home.write("bin/nano", script);
    let mut permissions = fs::metadata(&file).unwrap().permissions();
    std::os::unix::fs::PermissionsExt::set_mode(&mut permissions, 0o755);
    fs::set_permissions(&file, permissions).unwrap();
    file
}

#[test]
fn an_editor_has_the_terminal_and_gives_it_back() {
    let home = Home::new();
    home.write_course("course");
    home.write(LESSON, &lesson("The first text."));
    let editor = editor(&home);
    let variables = [
        ("EDITOR", editor.to_str().unwrap()),
        ("PATH", "/usr/bin:/bin"),
        ("PGPASSWORD", "hunter2"),
    ];
    let mut terminal = Terminal::start(
        Path::new(LYCEUM),
        home.path(),
        &["preview", LESSON],
        &variables,
    );
    terminal.shows("Stone 1 lies there.");
    terminal.send("e");
    terminal.shows("EDITOR GOT +4 no password");
    terminal.send("seen\n");
    terminal.shows("Stone 1 was seen.");
    // The keys are ours again.
    terminal.send("P");
    terminal.shows("Problems");
    terminal.send("\x1b");
    quit(terminal);
}

#[test]
fn nothing_is_kept_in_the_home_folder() {
    let home = Home::new();
    let course = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let file = course.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    };
    write(
        "course.toml",
        "slug = \"c\"\ntitle = \"C\"\ndescription = \"d\"\ndifficulty = \"beginner\"\n",
    );
    write(
        "modules/01-m/01-a.md",
        "---\nkind: quiz\n---\n# A\n\n## Which?\n\n1. [x] This\n2. [ ] That\n",
    );
    let mut terminal = start(&home, &["preview", course.path().to_str().unwrap()]);
    terminal.shows("1.1 A");
    terminal.send("\r");
    terminal.shows("Which?");
    // The answer is tried, and marked.
    terminal.send("\ra\r");
    terminal.shows("100");
    quit(terminal);
    let left: Vec<_> = fs::read_dir(home.path()).unwrap().collect();
    assert!(left.is_empty(), "{left:?}");
}
