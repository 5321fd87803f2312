//! Courses from archives and repositories: bounded, and no path out.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use flate2::Compression;
use flate2::write::GzEncoder;
use lyceum::content::{self, CoursePlace, Fetched, Options};
use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const SUMMARY: &str = "# Summary\n\n- [A](a.md)\n- [B](b.md)\n";
const FILES: [(&str, &str); 4] = [
    ("SUMMARY.md", SUMMARY),
    ("a.md", "# A\n\nText.\n"),
    ("b.md", "# B\n\nText.\n"),
    (
        "LICENSE",
        "Permission is hereby granted, free of charge, to any person",
    ),
];

fn fetch(place: &str) -> Result<Fetched, String> {
    let place = CoursePlace::parse(place).map_err(|invalid| invalid.to_string())?;
    place
        .fetch(None, &mut |_| {})
        .map_err(|problem| problem.to_string())
}

fn lessons(place: &str) -> Vec<String> {
    let fetched = fetch(place).unwrap();
    let loaded = content::load_source(&fetched.source, &Options::named(place)).unwrap();
    assert_eq!(loaded.tree.course.license.as_deref(), Some("MIT"));
    loaded
        .tree
        .lessons()
        .map(|lesson| lesson.head.path.clone())
        .collect()
}

fn zip(folder: &TempDir, files: &[(&str, &[u8])]) -> PathBuf {
    let path = folder.path().join("x.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

fn tar_gz(folder: &TempDir, files: &[(&str, &[u8])]) -> PathBuf {
    let path = folder.path().join("x.tar.gz");
    let gz = GzEncoder::new(File::create(&path).unwrap(), Compression::best());
    let mut tar = tar::Builder::new(gz);
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        // A path is written as it is: the library would refuse some.
        let field = &mut header.as_old_mut().name;
        field[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_entry_type(tar::EntryType::Regular);
        header.set_cksum();
        tar.append(&header, *bytes).unwrap();
    }
    tar.into_inner().unwrap().finish().unwrap();
    path
}

#[test]
fn archives_are_read_from_their_only_folder() {
    let folder = tempfile::tempdir().unwrap();
    let names = FILES.map(|(name, text)| (format!("book-main/{name}"), text));
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    for path in [zip(&folder, &files), tar_gz(&folder, &files)] {
        assert_eq!(lessons(path.to_str().unwrap()), ["a.md", "b.md"]);
    }
}

#[test]
fn no_path_of_an_archive_leaves_the_course() {
    let folder = tempfile::tempdir().unwrap();
    let files: [(&str, &[u8]); 4] = [
        (
            "SUMMARY.md",
            b"- [A](../evil.md)\n- [B](/etc/passwd)\n- [C](ok.md)\n",
        ),
        ("../evil.md", b"# Evil\n"),
        ("/etc/passwd", b"# Evil\n"),
        ("ok.md", b"# Fine\n\nText.\n"),
    ];
    for path in [zip(&folder, &files), tar_gz(&folder, &files)] {
        let fetched = fetch(path.to_str().unwrap()).unwrap();
        let loaded = content::load_source(&fetched.source, &Options::named("x")).unwrap();
        let titles: Vec<&str> = loaded
            .tree
            .lessons()
            .map(|l| l.head.title.as_str())
            .collect();
        assert_eq!(titles, ["C"]);
    }
    assert!(!folder.path().parent().unwrap().join("evil.md").exists());
}

#[test]
fn bombs_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let zeros = vec![0; 30 * 1024 * 1024];
    for path in [
        zip(&folder, &[("a.md", &zeros)]),
        tar_gz(&folder, &[("a.md", &zeros)]),
    ] {
        let refused = fetch(path.to_str().unwrap()).unwrap_err();
        assert!(refused.contains("so tightly"), "{refused}");
    }
}

#[test]
fn broken_archives_are_said_so() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["x.zip", "x.tar.gz", "x.tar", "gone.zip"] {
        let path = folder.path().join(name);
        if !name.starts_with("gone") {
            fs::write(
                &path,
                b"this is no archive at all, whatever its name says it is",
            )
            .unwrap();
        }
        let refused = fetch(path.to_str().unwrap()).unwrap_err();
        assert!(refused.contains(name), "{refused}");
        let is_there = !name.starts_with("gone");
        assert_eq!(
            refused.contains("cut off, or no archive"),
            is_there,
            "{refused}"
        );
    }
}

#[test]
fn an_archive_may_have_backslashes_between_its_folders() {
    let folder = tempfile::tempdir().unwrap();
    let names = FILES.map(|(name, text)| (format!("book\\{name}"), text.as_bytes()));
    let files: Vec<(&str, &[u8])> = names
        .iter()
        .map(|(name, text)| (name.as_str(), *text))
        .collect();
    let path = zip(&folder, &files);
    assert_eq!(lessons(path.to_str().unwrap()), ["a.md", "b.md"]);
}

/// A repository with a commit, whose hooks would leave a mark.
struct Repository(TempDir);

impl Repository {
    fn new() -> Repository {
        let repository = Repository(tempfile::tempdir().unwrap());
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        for (name, text) in FILES {
            repository.write(&format!("book/{name}"), text);
        }
        repository
    }

    fn write(&self, path: &str, text: &str) {
        let file = self.0.path().join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    fn git(&self, arguments: &[&str]) {
        let output = Command::new("git")
            .args(["-c", "user.name=T", "-c", "user.email=t@example.org"])
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .expect("git runs: install it, the tests of repositories need it");
        assert!(output.status.success(), "{output:?}");
    }

    fn commit(&self) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message=x"]);
    }

    fn address(&self, part: &str) -> String {
        format!("file://{}{part}", self.0.path().display())
    }
}

#[test]
fn a_folder_of_a_branch_of_a_repository_is_read() {
    let repository = Repository::new();
    repository.commit();
    let fetched = fetch(&repository.address(":book")).unwrap();
    assert_eq!(fetched.repository.unwrap().commit.len(), 40);
    assert_eq!(lessons(&repository.address(":book")), ["a.md", "b.md"]);
    repository.git(&["checkout", "--quiet", "-b", "next"]);
    repository.write("book/SUMMARY.md", "- [A](a.md)\n");
    repository.commit();
    assert_eq!(lessons(&repository.address("#next:book")), ["a.md"]);
    assert_eq!(lessons(&repository.address("#main:book")), ["a.md", "b.md"]);
    let gone = fetch(&repository.address("#main:nowhere")).unwrap_err();
    assert!(gone.contains("no folder `nowhere`"), "{gone}");
    let gone = fetch(&repository.address("#gone")).unwrap_err();
    assert!(gone.contains("git says"), "{gone}");
}

#[test]
#[cfg(unix)]
fn links_of_a_repository_stay_in_it_and_unused_ones_are_nobodys_business() {
    let repository = Repository::new();
    let link = |to: &str, at: &str| {
        std::os::unix::fs::symlink(to, repository.0.path().join("book").join(at)).unwrap();
    };
    link("/etc/passwd", "out.md");
    link("../../../x", "away");
    fs::remove_file(repository.0.path().join("book/b.md")).unwrap();
    link("a.md", "b.md");
    repository.commit();
    assert_eq!(lessons(&repository.address(":book")), ["a.md", "b.md"]);
    repository.write("book/SUMMARY.md", "- [A](a.md)\n- [Out](out.md)\n");
    repository.commit();
    assert_eq!(lessons(&repository.address(":book")), ["a.md"]);
}

#[test]
fn attributes_of_a_repository_have_no_say() {
    let repository = Repository::new();
    repository.write(".gitattributes", "*.md export-ignore filter=evil\n");
    repository.write("book/A.md", "# Big A\n\nText.\n");
    repository.write("book/SUMMARY.md", "- [A](a.md)\n- [Big](A.md)\n");
    repository.commit();
    assert_eq!(lessons(&repository.address(":book")), ["a.md", "A.md"]);
}

#[test]
fn a_file_that_is_too_large_is_not_fetched() {
    let repository = Repository::new();
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let mut noise = Vec::new();
    let mut state = 1_u64;
    while noise.len() < 17 * 1024 * 1024 {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        noise.extend_from_slice(&state.to_le_bytes());
    }
    fs::write(repository.0.path().join("book/big.md"), noise).unwrap();
    repository.write("book/SUMMARY.md", "- [A](a.md)\n- [Big](big.md)\n");
    repository.commit();
    let fetched = fetch(&repository.address(":book")).unwrap();
    let loaded = content::load_source(&fetched.source, &Options::named("x")).unwrap();
    assert_eq!(loaded.tree.lessons().count(), 1);
    let warning = loaded.warnings[0].to_string();
    assert!(warning.contains("not fetched"), "{warning}");
}

/// What stands in a file that was fetched as a part of a repository; why not, where it wasn't.
fn page(address: &str, language: Option<&str>, path: &str) -> Result<String, String> {
    let place = CoursePlace::parse(address).unwrap();
    let fetched = place.fetch(language, &mut |_| {}).unwrap();
    let options = Options {
        page: Some(path.to_owned()),
        ..Options::named("x")
    };
    match content::load_source(&fetched.source, &options) {
        Ok(loaded) => Ok(loaded
            .tree
            .lessons()
            .map(|l| l.body.markdown())
            .collect::<String>()),
        Err(problems) => Err(crate::folder::said(&problems)),
    }
}

#[test]
fn translations_of_a_repository_are_not_fetched_unless_a_language_is_wanted() {
    for filters in ["true", "false"] {
        let repository = Repository::new();
        repository.git(&["config", "uploadpack.allowFilter", filters]);
        for path in [
            "01_a.md",
            "02_b.md",
            "translations/fr/01_a.md",
            "01_a.fr.md",
        ] {
            repository.write(&format!("course/{path}"), "# Text\n\nWords.\n");
        }
        repository.write("01/fr/01_a.md", "# Text\n\nBeside the course.\n");
        repository.commit();
        let address = repository.address(":course");
        for path in ["translations/fr/01_a.md", "01_a.fr.md"] {
            let refused = page(&address, None, path).unwrap_err();
            assert!(refused.contains("was not fetched"), "{path}: {refused}");
            let text = page(&address, Some("fr"), path).unwrap();
            assert!(text.contains("Words."), "{path}: {text}");
        }
        assert!(page(&address, None, "01_a.md").unwrap().contains("Words."));
    }
}

#[test]
fn pages_that_a_table_may_list_are_fetched_whatever_their_folder_is_called() {
    let repository = Repository::new();
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    repository.write("book/it/c.md", "# C\n\nInformation technology.\n");
    repository.write("book/SUMMARY.md", "- [A](a.md)\n- [C](it/c.md)\n");
    // A course in one language other than English is no translation of anything.
    repository.write("zh/01_a.md", "# Text\n\nWords.\n");
    repository.write("zh/02_b.md", "# Text\n\nWords.\n");
    repository.commit();
    assert_eq!(lessons(&repository.address(":book")), ["a.md", "it/c.md"]);
    let chinese = page(&repository.address(":zh"), None, "01_a.md").unwrap();
    assert!(chinese.contains("Words."), "{chinese}");
}

#[test]
fn addresses_are_told_from_paths() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().to_str().unwrap();
    assert_eq!(
        CoursePlace::parse(path),
        Ok(CoursePlace::Folder(Path::new(path).to_owned()))
    );
    assert!(matches!(
        CoursePlace::parse("x.zip"),
        Ok(CoursePlace::Archive(_))
    ));
    assert!(matches!(
        CoursePlace::parse("https://x.org/a/b"),
        Ok(CoursePlace::Git(_))
    ));
    assert!(CoursePlace::parse("http://x.org/a/b").is_err());
}
