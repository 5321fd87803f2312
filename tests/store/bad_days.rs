//! Files that can't be written, are damaged, or come from elsewhere.

use std::fs;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use lyceum::domain::{Origin, Seconds, WindowId};
use lyceum::store::{Store, StoreError, set_aside_damaged};
use tempfile::TempDir;
use uuid::Uuid;

use crate::study::span;
use crate::world::*;

/// A closed store with `records` records of a second each.
async fn closed(records: u128) -> (TempDir, PathBuf) {
    let World { store, folder } = World::new().await;
    store.device().await.unwrap();
    let tree = course("c", &[("a", "hello")]);
    store.put_course(&tree, Origin::Folder, "7").await.unwrap();
    let all: Vec<_> = (1..=records).map(|id| studied(id, "a", 1)).collect();
    store.append_all(&all).await.unwrap();
    store.close().await;
    let path = store.path().to_owned();
    (folder, path)
}

fn overwrite(path: &Path, offset: u64, length: usize) {
    let mut file = fs::OpenOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(offset)).unwrap();
    file.write_all(&vec![0xa5; length]).unwrap();
}

async fn refused(path: &Path) -> StoreError {
    Store::open(path).await.unwrap_err()
}

#[test]
fn folders_are_created_on_the_way() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c/lyceum.db");
        Store::open(&path).await.unwrap().close().await;
        assert!(path.is_file());
    });
}

#[test]
fn a_read_only_file_is_named_with_what_to_do() {
    run(async {
        let (_folder, path) = closed(1).await;
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let error = refused(&path).await;
        assert!(matches!(error, StoreError::NotWritable { .. }), "{error}");
        let said = error.to_string();
        assert!(said.contains(path.to_str().unwrap()), "{said}");
        assert!(said.contains("read-only"), "{said}");
        assert!(said.contains("LYCEUM_HOME"), "{said}");
    });
}

#[test]
fn a_path_that_can_not_be_a_file_is_not_writable() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(
            refused(folder.path()).await,
            StoreError::NotWritable { .. }
        ));
        let file = folder.path().join("file");
        fs::write(&file, "x").unwrap();
        assert!(matches!(
            refused(&file.join("lyceum.db")).await,
            StoreError::NotWritable { .. }
        ));
    });
}

#[test]
fn a_file_of_a_newer_version_is_refused_and_left_as_it_is() {
    run(async {
        let world = World::new().await;
        sqlx::query(
            "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
             VALUES (9999, 'later', TRUE, x'00', 0)",
        )
        .execute(&mut world.sql().await)
        .await
        .unwrap();
        let error = refused(world.store.path()).await;
        assert!(matches!(error, StoreError::Newer { .. }), "{error}");
        assert!(error.to_string().contains("9999"), "{error}");
    });
}

#[test]
fn two_windows_that_create_the_file_at_the_same_moment_both_open_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("lyceum.db");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                run(async {
                    let store = Store::open(&path).await.unwrap();
                    store.device().await.unwrap();
                });
            });
        }
    });
}

#[test]
fn a_file_that_is_no_database_is_damaged_and_named() {
    run(async {
        let (_folder, path) = closed(1).await;
        overwrite(&path, 0, 100);
        let error = refused(&path).await;
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains(path.to_str().unwrap()));
    });
}

#[test]
fn garbage_in_the_middle_is_found_by_the_check() {
    run(async {
        let (_folder, path) = closed(2000).await;
        let length = fs::metadata(&path).unwrap().len();
        overwrite(&path, length / 4096 / 2 * 4096, 4096);
        let store = Store::open(&path).await.unwrap();
        let error = store.quick_check().await.unwrap_err();
        assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    });
}

#[test]
fn a_sound_file_passes_the_check() {
    run(async {
        let (_folder, path) = closed(10).await;
        let store = Store::open(&path).await.unwrap();
        store.quick_check().await.unwrap();
    });
}

#[test]
fn a_damaged_file_is_kept_and_what_can_be_read_is_carried_over() {
    run(async {
        let (folder, path) = closed(2000).await;
        let before = Store::open(&path).await.unwrap();
        let device = before.device().await.unwrap();
        before
            .checkpoint(&span(WindowId(Uuid::nil()), "a", 0, 9_500))
            .await
            .unwrap();
        before.close().await;
        overwrite(&path, page_of_the_log(&path) * 4096, 4096);

        let salvage = set_aside_damaged(&path, at(0)).await.unwrap();
        assert!(!salvage.complete);
        assert!((1800..2000).contains(&salvage.records), "{salvage:?}");
        assert!(salvage.set_aside.starts_with(folder.path()));
        assert!(
            salvage
                .set_aside
                .to_str()
                .unwrap()
                .contains("lyceum.db.damaged-2026")
        );
        assert!(salvage.set_aside.is_file());

        assert_eq!((salvage.courses, salvage.lost_courses.len()), (1, 0));

        let store = Store::open(&path).await.unwrap();
        store.quick_check().await.unwrap();
        assert_eq!(store.search("hello", 1).await.unwrap().len(), 1);
        assert_eq!(
            store.revision(&course_id("c")).await.unwrap(),
            Some("7".into())
        );
        assert_eq!(store.device().await.unwrap(), device);
        assert_eq!(store.records().await.unwrap().len(), salvage.records);
        // A second each, and the nine that a window had open.
        let carried = u64::try_from(salvage.records).unwrap() + 8;
        assert_eq!(store.calendar().await.unwrap().total(), Seconds(carried));
    });
}

/// A page in the middle of the log's own table: a table leaf with payloads of records in it.
fn page_of_the_log(path: &Path) -> u64 {
    const TABLE_LEAF: u8 = 0x0d;
    let holds_records = |page: &[u8]| {
        let payload = br#"{"seconds":1}"#;
        page.first() == Some(&TABLE_LEAF) && page.windows(payload.len()).any(|at| at == payload)
    };
    let file = fs::read(path).unwrap();
    let pages: Vec<_> = file
        .chunks(4096)
        .enumerate()
        .filter(|(_, page)| holds_records(page))
        .map(|(index, _)| index)
        .collect();
    u64::try_from(pages[pages.len() / 2]).unwrap()
}

#[test]
fn a_file_without_a_readable_byte_is_kept_and_a_new_one_begun() {
    run(async {
        let (_folder, path) = closed(10).await;
        overwrite(&path, 0, 4096);
        let salvage = set_aside_damaged(&path, at(0)).await.unwrap();
        assert_eq!((salvage.records, salvage.complete), (0, false));
        let store = Store::open(&path).await.unwrap();
        assert_eq!(store.records().await.unwrap(), []);
    });
}

#[test]
fn what_only_the_write_ahead_log_has_is_carried_over_too() {
    run(async {
        let World { store, folder } = World::new().await;
        store.append(&studied(1, "a", 5)).await.unwrap();
        // A program that died leaves its write-ahead log behind: a copy of the open files is the same.
        let died = folder.path().join("died.db");
        for suffix in ["", "-wal"] {
            let from = format!("{}{suffix}", store.path().display());
            fs::copy(from, format!("{}{suffix}", died.display())).unwrap();
        }
        let salvage = set_aside_damaged(&died, at(0)).await.unwrap();
        assert_eq!((salvage.records, salvage.complete), (1, true));
    });
}

#[test]
fn setting_aside_twice_keeps_both_files() {
    run(async {
        let (folder, path) = closed(3).await;
        for second in [1, 2] {
            let salvage = set_aside_damaged(&path, at(second)).await.unwrap();
            assert_eq!((salvage.records, salvage.complete), (3, true));
        }
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        let beside = ["-wal", "-shm", ".lock"];
        names.retain(|name| !beside.iter().any(|suffix| name.ends_with(suffix)));
        names.sort();
        assert_eq!(names[0], "lyceum.db");
        assert!(
            names[1..]
                .iter()
                .all(|name| name.starts_with("lyceum.db.damaged-"))
        );
        assert_eq!(names.len(), 3, "{names:?}");
    });
}

#[test]
fn there_is_nothing_to_set_aside_where_no_file_is() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("lyceum.db");
        set_aside_damaged(&path, at(0)).await.unwrap_err();
        assert!(!path.exists());
    });
}
