//! A course that comes from the academy lesson by lesson: it can be read all the while, and goes on where it stopped.

use std::collections::BTreeSet;

use lyceum::domain::{Body, CourseImage, CourseTree, Outline, PixelSize};
use lyceum::store::{ArrivedBody, Store, StoreError};

use sqlx::ConnectOptions;
use sqlx::sqlite::SqliteConnectOptions;

use crate::world::*;

/// The course without its texts, as the academy outlines it.
fn outline(tree: &CourseTree) -> CourseTree {
    let mut outline = tree.clone();
    for lesson in outline.modules.iter_mut().flat_map(|m| &mut m.lessons) {
        lesson.body = Body::Text("".into());
    }
    outline
}

fn bodies(tree: &CourseTree) -> Vec<ArrivedBody> {
    let lessons = tree.lessons().map(|lesson| ArrivedBody {
        lesson: lesson.head.id.clone(),
        digest: format!("digest of {}", lesson.body.markdown()),
        content: lesson.body.markdown().to_owned(),
    });
    lessons.collect()
}

async fn arrives(store: &Store, tree: &CourseTree, revision: &str) {
    let outline = outline(tree);
    store.begin_course(&outline).await.unwrap();
    store.put_bodies(&outline, &bodies(tree)).await.unwrap();
    store.finish_course(&outline, revision).await.unwrap();
}

async fn shown(store: &Store) -> Outline {
    store.outline(&course_id("c")).await.unwrap().unwrap()
}

fn lessons(outline: &Outline) -> Vec<String> {
    let lessons = outline.lessons();
    lessons
        .map(|(_, lesson)| lesson.head.id.to_string())
        .collect()
}

async fn found(store: &Store, words: &str) -> Vec<String> {
    let hits = store.search(words, 10).await.unwrap();
    let found: BTreeSet<String> = hits.iter().map(|hit| hit.lesson.to_string()).collect();
    found.into_iter().collect()
}

#[test]
fn each_lesson_that_came_can_be_read_and_found_before_the_last_is_here() {
    run(async {
        let World { store, folder: _f } = World::new().await;
        let tree = course("c", &[("a", "first words"), ("b", "other words")]);
        let outline = outline(&tree);
        store.begin_course(&outline).await.unwrap();
        store
            .put_bodies(&outline, &bodies(&tree)[..1])
            .await
            .unwrap();
        assert_eq!(lessons(&shown(&store).await), ["a"]);
        assert_eq!(found(&store, "first").await, ["a"]);
        let here = store.digests_here(&course_id("c")).await.unwrap();
        assert_eq!(here.len(), 1, "it goes on from there");
        assert_eq!(
            store.revision(&course_id("c")).await.unwrap().as_deref(),
            Some(""),
            "it isn't whole"
        );
        store
            .put_bodies(&outline, &bodies(&tree)[1..])
            .await
            .unwrap();
        store.finish_course(&outline, "7").await.unwrap();
        assert_eq!(lessons(&shown(&store).await), ["a", "b"]);
        assert_eq!(
            store.revision(&course_id("c")).await.unwrap().as_deref(),
            Some("7")
        );
    });
}

#[test]
fn a_course_that_came_is_the_one_that_an_import_makes() {
    run(async {
        let (came, put) = (World::new().await, World::new().await);
        let first = course("c", &[("a", "one"), ("b", "two"), ("gone", "three")]);
        let mut second = course("c", &[("b", "two, again"), ("new", "four"), ("a", "one")]);
        second.course.title = "Renamed".to_owned();
        second.modules[0].title = "Renamed too".to_owned();
        for (revision, tree) in [("1", &first), ("2", &second)] {
            arrives(&came.store, tree, revision).await;
            put.put_from(tree, lyceum::domain::Origin::Remote, revision)
                .await;
            assert_eq!(shown(&came.store).await, shown(&put.store).await);
        }
        for words in ["one", "two", "three", "four", "renamed", "too again"] {
            assert_eq!(
                found(&came.store, words).await,
                found(&put.store, words).await,
                "{words}"
            );
        }
        for id in ["a", "b", "new", "gone"] {
            let body = came.store.lesson_body(&lesson_id(id)).await.unwrap();
            assert_eq!(body, put.store.lesson_body(&lesson_id(id)).await.unwrap());
        }
    });
}

#[test]
fn what_stays_in_a_course_keeps_its_text_until_the_new_one_is_here() {
    run(async {
        let World { store, folder: _f } = World::new().await;
        arrives(&store, &course("c", &[("a", "old"), ("b", "gone")]), "1").await;
        let tree = course("c", &[("a", "new"), ("d", "also new")]);
        let outline = outline(&tree);
        store.begin_course(&outline).await.unwrap();
        let body = |id: &str| {
            let (store, id) = (store.clone(), lesson_id(id));
            async move { store.lesson_body(&id).await.unwrap() }
        };
        assert_eq!(body("a").await, Some(Body::Text("old".into())));
        assert!(body("b").await.is_some());
        store.put_bodies(&outline, &bodies(&tree)).await.unwrap();
        store.finish_course(&outline, "2").await.unwrap();
        assert_eq!(body("a").await, Some(Body::Text("new".into())));
        assert_eq!(body("b").await, None);
        assert_eq!(found(&store, "old gone").await, [] as [String; 0]);
    });
}

#[test]
fn a_course_with_another_courses_ids_is_refused_and_nothing_changes() {
    run(async {
        let world = World::new().await;
        world.put(&course("d", &[("a", "mine")]), "1").await;
        let outline = outline(&course("c", &[("a", "theirs")]));
        let refused = world.store.begin_course(&outline).await.unwrap_err();
        assert!(matches!(&refused, StoreError::IdTaken { id, .. } if id == "a"));
        assert_eq!(world.store.catalog().await.unwrap().len(), 1);
    });
}

#[test]
fn another_window_writes_while_a_course_arrives() {
    run(async {
        let world = World::new().await;
        let other = world.window().await;
        let long = "word ".repeat(10_000);
        let texts: Vec<String> = (0..12).map(|n| format!("{n} {long}")).collect();
        let texts: Vec<(&str, &str)> = ["a", "b", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n"]
            .into_iter()
            .zip(texts.iter().map(String::as_str))
            .collect();
        let tree = course("c", &texts);
        let outline = outline(&tree);
        world.store.begin_course(&outline).await.unwrap();
        let arriving = bodies(&tree);
        let (put, written) = tokio::join!(world.store.put_bodies(&outline, &arriving), async {
            for id in 1..=3 {
                other.append(&studied(id, "a", 5)).await.unwrap();
            }
            other.digests_here(&course_id("c")).await.unwrap().len()
        });
        put.unwrap();
        assert!(written < 12, "{written} lessons were there already");
    });
}

/// Many pieces of text with words that stand once: one at the beginning, one at the end.
fn long(first: &str, last: &str) -> String {
    format!(
        "{first}\n\n{}{last}\n",
        "A line of words.\n\n".repeat(20_000)
    )
}

#[test]
fn a_lesson_shows_whole_while_a_long_text_comes_in_its_place() {
    run(async {
        let World { store, folder: _f } = World::new().await;
        let (old, new) = (long("antique", "amber"), long("brisk", "bronze"));
        arrives(&store, &course("c", &[("a", &old)]), "1").await;
        let body = async || store.lesson_body(&lesson_id("a")).await.unwrap().unwrap();
        assert_eq!(body().await, Body::Text(old.as_str().into()));
        let tree = course("c", &[("a", &new)]);
        let outline = outline(&tree);
        store.begin_course(&outline).await.unwrap();
        let arriving = bodies(&tree);
        // Left after its first steps.
        tokio::select! {
            biased;
            put = store.put_bodies(&outline, &arriving) => put.unwrap(),
            () = async { store.append(&studied(1, "a", 5)).await.map(drop).unwrap() } => {}
        }
        assert_eq!(body().await, Body::Text(old.into()));
        assert_eq!(found(&store, "amber").await, ["a"]);
        assert_eq!(found(&store, "brisk").await, [] as [String; 0]);
        arrives(&store, &tree, "2").await;
        assert_eq!(body().await, Body::Text(new.as_str().into()));
        assert_eq!(found(&store, "amber").await, [] as [String; 0]);
        let mut beside = SqliteConnectOptions::new()
            .filename(store.path())
            .connect()
            .await
            .unwrap();
        let kept: (i64, i64) = sqlx::query_as(
            "SELECT (SELECT sum(length(content)) FROM text_pieces), (SELECT count(*) FROM texts)",
        )
        .fetch_one(&mut beside)
        .await
        .unwrap();
        assert_eq!(
            kept,
            (i64::try_from(new.len()).unwrap(), 1),
            "nothing is left of the others"
        );
    });
}

#[test]
fn a_long_lesson_is_found_once_wherever_its_words_stand() {
    run(async {
        let World { store, folder: _f } = World::new().await;
        let text = long("C++ antique", "amber");
        arrives(
            &store,
            &course("c", &[("a", &text), ("b", "amber lines")]),
            "1",
        )
        .await;
        for (words, lessons) in [
            ("line", &["a", "b"][..]),
            ("amber line", &["a", "b"]),
            ("antique amber", &["a"]),
            ("lesson amber", &["a", "b"]),
            ("c++ amber", &["a"]),
            ("antique c++ nothing", &[]),
        ] {
            let hits = store.search(words, 10).await.unwrap();
            let found: Vec<String> = hits.iter().map(|hit| hit.lesson.to_string()).collect();
            assert_eq!(found.len(), lessons.len(), "{words}: {found:?}");
            assert!(
                lessons.iter().all(|id| found.iter().any(|hit| hit == id)),
                "{words}: {found:?}"
            );
        }
        let hits = store.search("antique amber", 10).await.unwrap();
        assert!(
            hits[0].snippet.text.contains("antique"),
            "{:?}",
            hits[0].snippet
        );
    });
}

#[test]
fn an_image_shows_whole_while_a_large_one_comes_in_its_place() {
    run(async {
        let World { store, folder: _f } = World::new().await;
        let id = course_id("c");
        arrives(&store, &course("c", &[("a", "text")]), "1").await;
        let image = |byte, bytes: usize| CourseImage {
            path: "large.png".to_owned(),
            size: PixelSize::new(1, 1).unwrap(),
            bytes: vec![byte; bytes],
        };
        let (old, new) = (image(1, 900_001), image(2, 3_000_001));
        store.put_image(&id, &old).await.unwrap();
        let shown = async || store.image(&id, "large.png").await.unwrap().unwrap();
        assert_eq!(shown().await, old.bytes);
        // Left after its first steps.
        tokio::select! {
            biased;
            put = store.put_image(&id, &new) => put.unwrap(),
            () = async { store.append(&studied(1, "a", 5)).await.map(drop).unwrap() } => {}
        }
        assert_eq!(shown().await, old.bytes);
        store.put_image(&id, &new).await.unwrap();
        assert_eq!(shown().await, new.bytes);
        store.keep_images(&id, &["large.png"]).await.unwrap();
        assert_eq!(shown().await, new.bytes);
        store.keep_images(&id, &[]).await.unwrap();
        assert_eq!(store.image(&id, "large.png").await.unwrap(), None);
    });
}
