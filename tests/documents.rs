//! What the documents show is true: their examples work, and nothing that they should name is missing.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use lyceum::content;
use lyceum::domain::Difficulty;
use lyceum::domain::diagnostic::Code;
use lyceum::ui::theme::{ColorDepth, Piece, ROLES, Theme};

fn document(path: &str) -> String {
    fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).expect(path)
}

/// The code blocks of a document that are in that language.
fn examples(document: &str, language: &str) -> Vec<String> {
    let fence = format!("\n```{language}\n");
    let blocks = document.split(&fence).skip(1);
    blocks
        .filter_map(|block| Some(block.split_once("\n```\n")?.0.to_owned() + "\n"))
        .collect()
}

#[test]
fn every_path_in_the_map_is_there() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    let map = document("ARCHITECTURE.md");
    let quoted = map.split('`').skip(1).step_by(2);
    for path in quoted.filter(|text| text.contains('/') && !text.contains(char::is_whitespace)) {
        let source = root.join("src").join(path);
        let is_there =
            root.join(path).exists() || source.exists() || source.with_extension("rs").exists();
        assert!(is_there, "{path}");
    }
}

#[test]
fn the_course_of_the_format_can_be_imported() {
    let format = document("docs/course-format.md");
    let folder = tempfile::tempdir().unwrap();
    let module = folder.path().join("modules/01-first-steps");
    fs::create_dir_all(&module).unwrap();
    let course = &examples(&format, "toml")[0];
    fs::write(folder.path().join("course.toml"), course).unwrap();
    let lesson = &examples(&format, "markdown")[0];
    fs::write(module.join("02-tokens.md"), lesson).unwrap();
    let loaded = content::load(folder.path()).unwrap();
    assert_eq!(loaded.warnings, []);
    assert_eq!(loaded.tree.course.difficulty, Difficulty::Beginner);
    assert_eq!(loaded.tree.modules[0].title, "First steps");
    assert_eq!(
        loaded.tree.modules[0].lessons[0].head.title,
        "What a token is"
    );
}

#[test]
fn the_course_of_the_format_shows_the_problem_that_it_promises() {
    let format = document("docs/course-format.md");
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("course.toml"), "slug = \"My Course\"\n").unwrap();
    let problems = content::load(folder.path()).unwrap_err();
    let root = folder.path().display().to_string();
    let slug = problems
        .iter()
        .find(|problem| problem.has_code(Code::WrongValue))
        .unwrap();
    let said = slug.to_string().replace(&root, "my-course");
    assert!(format.contains(&said), "{said}");
}

#[test]
fn the_theme_of_the_themes_document_loads() {
    let themes = document("docs/themes.md");
    let example = examples(&themes, "toml")
        .into_iter()
        .find(|example| example.starts_with("extends"))
        .unwrap();
    let own = |name: &str| (name == "mine").then(|| ("mine.toml".into(), example.clone()));
    Theme::load("mine", None, &own, ColorDepth::True).unwrap();
}

#[test]
fn the_themes_document_names_everything_that_has_a_style() {
    let themes = document("docs/themes.md");
    let pieces = Piece::ALL.iter().map(|piece| piece.name());
    let roles = ROLES.iter().map(|(_, name)| *name);
    for name in pieces.chain(roles) {
        assert!(themes.contains(&format!("| `{name}` |")), "{name}");
    }
}

#[test]
fn the_readme_names_commands_that_exist() {
    let readme = document("README.md");
    let commands: Vec<String> = examples(&readme, "sh")
        .iter()
        .flat_map(|example| example.lines())
        .filter_map(|line| line.strip_prefix("lyceum "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| !word.starts_with('-'))
        .map(str::to_owned)
        .collect();
    assert!(commands.len() > 5, "{commands:?}");
    for command in commands {
        let help = Command::new(env!("CARGO_BIN_EXE_lyceum"))
            .args([&command, "--help"])
            .output()
            .unwrap();
        assert!(help.status.success(), "lyceum {command}");
    }
}
