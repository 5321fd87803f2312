//! The folders are the architecture: who may import whom is held here against the code itself.

#[path = "architecture/circles.rs"]
mod circles;
#[path = "architecture/imports.rs"]
mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use circles::{Graph, are_parent_and_child, circle, module_of};
use imports::{Import, imports};

/// Whom a layer may import besides itself. What isn't named is forbidden; everyone may import `domain`.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("lesson", &[]),
    ("secrets", &[]),
    ("keymap", &[]),
    ("wire", &[]),
    ("config", &["keymap"]),
    ("content", &["lesson", "secrets"]),
    ("store", &["lesson"]),
    ("profile", &["lesson", "content", "store"]),
    ("academy", &["secrets", "content", "wire"]),
    ("sync", &["wire", "store", "academy"]),
    ("server", &["wire", "academy"]),
    ("app", &["lesson", "keymap"]),
    ("ui", &["lesson", "keymap", "app"]),
    (
        "runtime",
        &[
            "lesson", "secrets", "keymap", "wire", "config", "content", "store", "profile",
            "academy", "sync", "server", "app", "ui",
        ],
    ),
    (
        "cli",
        &[
            "lesson", "secrets", "keymap", "wire", "config", "content", "store", "profile",
            "academy", "sync", "server", "app", "ui", "runtime",
        ],
    ),
];

/// Libraries that a layer is kept free of, so that it can be tested without what they stand for.
const KEPT_FREE_OF: &[(&str, &[&str])] = &[
    ("domain", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("lesson", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("secrets", &["ratatui", "crossterm", "sqlx"]),
    ("keymap", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("config", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("content", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("store", &["ratatui", "crossterm"]),
    ("profile", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("app", &["ratatui", "crossterm", "tokio", "sqlx"]),
    ("ui", &["tokio", "sqlx"]),
];

struct SourceFile {
    path: PathBuf,
    text: String,
}

impl SourceFile {
    /// `src/ui/theme/load.rs` is `ui::theme::load`; `src/main.rs` is a part of `cli`.
    fn module(&self) -> Vec<String> {
        let inside = self
            .path
            .strip_prefix(source_root())
            .expect("a file of src");
        let mut names: Vec<String> = inside
            .with_extension("")
            .iter()
            .map(|name| name.to_string_lossy().into_owned())
            .collect();
        match names.last().map(String::as_str) {
            Some("mod" | "lib") => drop(names.pop()),
            Some("main") if names.len() == 1 => names.insert(0, "cli".to_owned()),
            _ => {}
        }
        names
    }

    fn is_in(&self, layer: &str) -> bool {
        self.module().first().is_some_and(|first| first == layer)
    }

    fn name(&self) -> String {
        let root = source_root();
        let root = root.parent().expect("src has a parent");
        let inside = self.path.strip_prefix(root).expect("a file of the package");
        inside.display().to_string()
    }
}

fn source_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn source_files() -> Vec<SourceFile> {
    let mut folders = vec![source_root()];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder of src") {
            let path = entry.expect("an entry of src").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).expect("a source file");
                files.push(SourceFile { path, text });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

fn row<'t>(table: &[(&str, &'t [&'t str])], layer: &str) -> Option<&'t [&'t str]> {
    let found = table.iter().find(|(name, _)| *name == layer);
    found.map(|(_, row)| *row)
}

/// Why a module of that layer may not have the import; none where it may.
fn objection(layer: &str, import: &Import) -> Option<String> {
    match import {
        Import::Ours(path) => {
            let Some(target) = path.first() else {
                return Some("imports the whole crate: name the layer".to_owned());
            };
            let allowed = row(LAYERS, layer).unwrap_or_default();
            let free = target == layer || target == "domain" || allowed.contains(&target.as_str());
            let path = path.join("::");
            (!free).then(|| format!("{layer} may not import crate::{path}"))
        }
        Import::Library(name) => row(KEPT_FREE_OF, layer)
            .unwrap_or_default()
            .contains(&name.as_str())
            .then(|| format!("{layer} is kept free of {name}")),
        Import::File => Some("takes its text from another file".to_owned()),
    }
}

#[test]
fn layers_import_only_what_they_may() {
    let mut objections = Vec::new();
    for file in source_files() {
        let module = file.module();
        let Some(layer) = module.first() else {
            continue;
        };
        let parsed = syn::parse_file(&file.text).expect("a source file that compiles");
        for import in imports(&module, &parsed) {
            if let Some(why) = objection(layer, &import) {
                objections.push(format!("{}: {why}", file.name()));
            }
        }
    }
    assert!(objections.is_empty(), "{}", objections.join("\n"));
}

/// What files of these layers import of their own layer, file by file.
fn graph_of(layer: &str) -> Graph {
    let files = source_files();
    let modules: BTreeSet<String> = files.iter().map(|file| file.module().join("::")).collect();
    let mut graph = Graph::new();
    for file in files.iter().filter(|file| file.is_in(layer)) {
        let name = file.module().join("::");
        let parsed = syn::parse_file(&file.text).expect("a source file that compiles");
        for import in imports(&file.module(), &parsed) {
            let Import::Ours(path) = import else { continue };
            let Some(target) = module_of(&path, &modules) else {
                continue;
            };
            if path.first().is_some_and(|first| first == layer) {
                let known = graph.entry(name.clone()).or_default();
                known.insert(target);
            }
        }
    }
    graph
}

#[test]
fn no_files_of_app_or_ui_import_each_other_but_parent_and_child() {
    for layer in ["app", "ui"] {
        let mut graph = graph_of(layer);
        for (module, imports) in &mut graph {
            imports.retain(|import| !are_parent_and_child(module, import));
        }
        assert_eq!(circle(&graph), None);
    }
}

/// The screens: each is drawn by a file or folder of its name in `ui/screen`.
fn screens() -> BTreeSet<String> {
    let drawn = source_files().into_iter().map(|file| file.module());
    let screens = drawn.filter(|module| module.len() > 2 && module[..2] == ["ui", "screen"]);
    screens.map(|module| module[2].clone()).collect()
}

/// Why a module of `app` or `ui` may not have an import of its own layer; none where it may.
fn wall(module: &[String], import: &[String], screens: &BTreeSet<String>) -> Option<&'static str> {
    let within = |path: &[String], folder: &str| path.get(1).is_some_and(|name| name == folder);
    let screen = |path: &[String]| {
        let name = path.get(2).filter(|name| screens.contains(*name));
        name.filter(|_| within(path, "screen")).cloned()
    };
    if !within(import, "screen") {
        return None;
    }
    match (screen(module), screen(import)) {
        _ if within(module, "overlay") => Some("an overlay imports screens"),
        (Some(_), None) if import.len() == 2 => Some("a screen imports all screens"),
        (Some(own), Some(other)) if own != other => Some("a screen imports another"),
        _ => None,
    }
}

#[test]
fn no_screen_imports_another_and_no_overlay_imports_a_screen() {
    let screens = screens();
    for file in source_files() {
        let module = file.module();
        if !file.is_in("app") && !file.is_in("ui") {
            continue;
        }
        let parsed = syn::parse_file(&file.text).expect("a source file that compiles");
        for import in imports(&module, &parsed) {
            if let Import::Ours(path) = import
                && let Some(why) = wall(&module, &path, &screens)
            {
                panic!("{}: {why}: {}", file.name(), path.join("::"));
            }
        }
    }
}

#[test]
fn the_walls_between_screens_and_overlays_stand() {
    let screens = screens();
    let path = |text: &str| -> Vec<String> { text.split("::").map(str::to_owned).collect() };
    for (module, import, stands) in [
        ("app::screen::catalog", "app::screen::lesson::Reader", true),
        ("app::screen::review", "app::screen::course::Outline", true),
        ("app::screen::course", "app::screen::review", true),
        ("ui::screen::progress", "ui::screen::catalog::draw", true),
        ("app::screen::course", "app::screen", true),
        ("app::overlay::help", "app::screen::Next", true),
        ("ui::overlay::help", "app::screen::lesson::Reader", true),
        ("ui::overlay::help", "ui::screen", true),
        ("app::screen::course", "app::screen::Next", false),
        ("app::screen::lesson::mouse", "app::screen::outline", false),
        ("app::screen::lesson::mouse", "app::screen::lesson", false),
        ("ui::screen::course", "app::screen::course::Outline", false),
        ("app::model::keys", "app::screen::lesson::Reader", false),
    ] {
        let why = wall(&path(module), &path(import), &screens);
        assert_eq!(why.is_some(), stands, "{module} imports {import}");
    }
}

#[test]
fn files_of_app_import_each_other_by_where_they_are() {
    for (module, imports) in graph_of("app") {
        let through_the_root = imports.contains("app");
        assert!(
            module == "app" || !through_the_root,
            "{module} imports something from app itself"
        );
    }
}

#[test]
fn every_folder_is_a_layer_of_the_table() {
    for file in source_files() {
        if let Some(layer) = file.module().first() {
            assert!(
                row(LAYERS, layer).is_some(),
                "{}: {layer} isn't in the table of layers",
                file.name()
            );
        }
    }
}

#[test]
fn whoever_starts_a_program_keeps_the_secrets_from_it() {
    let starts = [
        "Command::new(",
        "open::commands(",
        "open::that",
        "open::with",
    ];
    for file in source_files() {
        let started = starts.iter().find(|start| file.text.contains(**start));
        if let Some(start) = started {
            let keeps = ["without_secrets(", "with_database_password_only("];
            assert!(
                keeps.iter().any(|keeps| file.text.contains(keeps)),
                "{}: {start} without secrets::without_secrets",
                file.name()
            );
        }
    }
}

#[test]
fn the_root_only_names_the_layers() {
    let root = source_files().into_iter().find(|f| f.module().is_empty());
    let root = syn::parse_file(&root.expect("lib.rs").text).expect("lib.rs parses");
    for item in root.items {
        let empty = matches!(&item, syn::Item::Mod(module) if module.content.is_none());
        assert!(empty, "lib.rs has more than the names of the layers");
    }
}

#[test]
fn every_file_says_first_what_it_is_for() {
    for file in source_files() {
        assert!(
            file.text.starts_with("//! "),
            "{} doesn't begin with //!",
            file.name()
        );
    }
}

#[test]
fn the_table_names_only_layers() {
    let named = LAYERS.iter().flat_map(|(_, allowed)| *allowed);
    let kept_free = KEPT_FREE_OF.iter().map(|(layer, _)| layer);
    for layer in named.chain(kept_free) {
        assert!(row(LAYERS, layer).is_some(), "{layer}");
    }
}
