//! A home folder of its own for the program, and a course that no release changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// The program.
pub(crate) const LYCEUM: &str = env!("CARGO_BIN_EXE_lyceum");

/// A folder for LYCEUM_HOME that goes away with it.
pub(crate) struct Home(TempDir);

impl Home {
    /// An empty one.
    pub(crate) fn new() -> Home {
        Home(tempfile::tempdir().unwrap())
    }

    /// One with the course `walk` in its store: two modules, three lessons.
    pub(crate) fn with_course() -> Home {
        Home::importing(|_| {})
    }

    /// The same, where the file of lesson 1.1 is this text.
    pub(crate) fn with_lesson(file: &str) -> Home {
        Home::importing(|home| {
            home.write("course/modules/01-out/01-door.md", file);
        })
    }

    fn importing(change: impl Fn(&Home)) -> Home {
        let home = Home::new();
        home.write_course("course");
        change(&home);
        let imported = home.run(&["import", "course"]);
        assert!(imported.status.success(), "{imported:?}");
        home
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a file below the home folder.
    pub(crate) fn write(&self, path: &str, text: &str) -> PathBuf {
        let file = self.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, text).unwrap();
        file
    }

    /// Writes the course into a folder below the home folder.
    pub(crate) fn write_course(&self, folder: &str) {
        self.write(&format!("{folder}/course.toml"), COURSE);
        let lessons = [
            "01-out/01-door.md",
            "01-out/02-road.md",
            "02-back/01-home.md",
        ];
        for (number, lesson) in lessons.into_iter().enumerate() {
            let text = lesson_text(number + 1);
            self.write(&format!("{folder}/modules/{lesson}"), &text);
        }
    }

    /// The default profile's store.
    pub(crate) fn store(&self) -> PathBuf {
        self.path().join("data/profiles/default/lyceum.db")
    }

    /// A command in this home, without the variables of whoever runs the tests.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(LYCEUM);
        command
            .args(arguments)
            .env_clear()
            .env("LYCEUM_HOME", self.path())
            .current_dir(self.path())
            .stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that succeeds, and reads its JSON.
    pub(crate) fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.run(arguments);
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice(&output.stdout).unwrap()
    }
}

const COURSE: &str = r#"slug = "walk"
title = "A Walk"
description = "There and back."
difficulty = "beginner"
objectives = ["to come home"]
"#;

fn lesson_text(number: usize) -> String {
    let mut text = format!("---\ntitle: Step {number}\nminutes: 3\n---\n# Step {number}\n\n");
    for paragraph in 1..=40 {
        text.push_str(&format!(
            "Stone {paragraph} of step {number} lies on the way.\n\n"
        ));
    }
    text
}
