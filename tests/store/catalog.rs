//! Courses: adding, updating, listing, searching.

use lyceum::domain::{Body, Fact, Mark, Origin, Seconds, Snippet};
use lyceum::store::{CourseChange, StoreError};

use crate::world::*;

#[test]
fn a_course_is_added_once_and_updated_when_its_revision_changes() {
    run(async {
        let world = World::new().await;
        let tree = course("c", &[("a", "first"), ("b", "second")]);
        assert_eq!(world.put(&tree, "1").await, CourseChange::Added);
        assert_eq!(world.put(&tree, "1").await, CourseChange::Unchanged);
        assert_eq!(
            world.put(&course("c", &[("b", "other")]), "2").await,
            CourseChange::Updated
        );
        assert_eq!(
            world
                .store
                .revision(&course_id("c"))
                .await
                .unwrap()
                .as_deref(),
            Some("2")
        );
        assert_eq!(
            world.store.lesson_body(&lesson_id("a")).await.unwrap(),
            None
        );
        assert_eq!(
            world.store.lesson_body(&lesson_id("b")).await.unwrap(),
            Some(Body::Text("other".into()))
        );
    });
}

#[test]
fn the_outline_is_what_was_put_with_what_was_learned() {
    run(async {
        let world = World::new().await;
        let tree = course("c", &[("a", "x"), ("b", "y"), ("z", "z")]);
        world.put(&tree, "1").await;
        let records = [
            enrolled(1),
            studied(2, "a", 40),
            completed(3, "a"),
            left_at(4, "b", 7),
        ];
        world.store.append_all(&records).await.unwrap();
        let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
        assert_eq!(outline.course, tree.course);
        for (_, lesson) in outline.lessons() {
            assert_eq!(lesson.head.objectives, ["to say what it is"]);
        }
        let marks: Vec<_> = outline
            .lessons()
            .map(|(_, lesson)| lesson.progress.mark())
            .collect();
        assert_eq!(marks, [Mark::Done, Mark::Begun, Mark::New]);
        let summary = world.store.catalog().await.unwrap().remove(0);
        assert_eq!(summary.course, tree.course);
        assert_eq!((summary.lessons, summary.lessons_done), (3, 1));
        assert_eq!(summary.seconds, Seconds(40));
        assert_eq!(summary.enrolled_at, Some(at(1)));
        assert_eq!(summary.last_read, Some(at(4)));
        assert_eq!(summary.minutes.0, 15);
    });
}

#[test]
fn an_unknown_course_has_no_outline() {
    run(async {
        let world = World::new().await;
        assert_eq!(world.store.outline(&course_id("c")).await.unwrap(), None);
        assert_eq!(world.store.revision(&course_id("c")).await.unwrap(), None);
    });
}

#[test]
fn what_was_learned_outlives_the_lesson_it_was_learned_in() {
    run(async {
        let world = World::new().await;
        world
            .put(&course("c", &[("a", "x"), ("b", "y")]), "1")
            .await;
        let records = [studied(1, "a", 100), completed(2, "a")];
        world.store.append_all(&records).await.unwrap();
        world.put(&course("c", &[("b", "y")]), "2").await;
        let summary = world.store.catalog().await.unwrap().remove(0);
        assert_eq!((summary.lessons, summary.lessons_done), (1, 0));
        assert_eq!(summary.seconds, Seconds(100));
        world
            .put(&course("c", &[("b", "y"), ("a", "back again")]), "3")
            .await;
        let summary = world.store.catalog().await.unwrap().remove(0);
        assert_eq!((summary.lessons, summary.lessons_done), (2, 1));
    });
}

#[test]
fn one_slug_under_two_ids_is_two_courses() {
    run(async {
        let world = World::new().await;
        let mut other = course("other", &[("b", "")]);
        other.course.slug = "c".parse().unwrap();
        for (tree, origin) in [
            (course("c", &[("a", "")]), Origin::Bundled),
            (other, Origin::Folder),
        ] {
            world.store.put_course(&tree, origin, "1").await.unwrap();
        }
        let found = world
            .store
            .find_course(&"c".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(found, [course_id("c"), course_id("other")]);
    });
}

#[test]
fn a_lesson_has_another_revision_when_its_course_changes_or_comes_from_elsewhere() {
    run(async {
        let world = World::new().await;
        let revision = async || world.store.lesson_revision(&lesson_id("a")).await.unwrap();
        assert_eq!(revision().await, None);
        let tree = course("c", &[("a", "text")]);
        world.put_from(&tree, Origin::Bundled, "1").await;
        let bundled = revision().await;
        assert!(bundled.is_some());
        world.put_from(&tree, Origin::Folder, "1").await;
        let imported = revision().await;
        assert_ne!(imported, bundled);
        assert_eq!(revision().await, imported);
        world.put(&course("c", &[("a", "other")]), "2").await;
        assert_ne!(revision().await, imported);
    });
}

#[test]
fn a_bundled_course_never_replaces_an_imported_one() {
    run(async {
        let world = World::new().await;
        let mine = course("c", &[("a", "mine")]);
        world
            .put_from(&course("c", &[("a", "old")]), Origin::Bundled, "1")
            .await;
        assert_eq!(
            world.put_from(&mine, Origin::Folder, "1").await,
            CourseChange::Updated
        );
        let newer = course("c", &[("a", "new")]);
        assert_eq!(
            world.put_from(&newer, Origin::Bundled, "2").await,
            CourseChange::Unchanged
        );
        assert_eq!(
            world.store.lesson_body(&lesson_id("a")).await.unwrap(),
            Some(Body::Text("mine".into()))
        );
    });
}

#[test]
fn a_lesson_id_of_another_course_is_refused_and_nothing_changes() {
    run(async {
        let world = World::new().await;
        world.put(&course("c", &[("a", "x")]), "1").await;
        let refused = world
            .store
            .put_course(&course("d", &[("a", "y")]), Origin::Folder, "1")
            .await
            .unwrap_err();
        assert!(matches!(&refused, StoreError::IdTaken { id, .. } if id == "a"));
        assert_eq!(world.store.catalog().await.unwrap().len(), 1);
    });
}

#[test]
fn search_finds_words_in_texts_and_titles_and_forgets_old_texts() {
    run(async {
        let world = World::new().await;
        world
            .put(
                &course(
                    "c",
                    &[("a", "A naïve model guesses."), ("b", "Other words.")],
                ),
                "1",
            )
            .await;
        let hits = world.store.search("NAIVE gues", 10).await.unwrap();
        assert_eq!(hits.len(), 1);
        let hit = &hits[0];
        let marked: Vec<_> = hit
            .snippet
            .marks
            .iter()
            .map(|range| &hit.snippet.text[range.clone()])
            .collect();
        assert_eq!(marked, ["naïve", "guesses"]);
        assert_eq!(hit.lesson_title, "Lesson a");
        let by_title = world.store.search("lesson b", 10).await.unwrap();
        assert_eq!(by_title[0].lesson, lesson_id("b"));

        world
            .put(&course("c", &[("a", "Nothing of it.")]), "2")
            .await;
        assert_eq!(world.store.search("naive", 10).await.unwrap(), []);
        assert_eq!(world.store.search("nothing", 10).await.unwrap().len(), 1);
    });
}

#[test]
fn passages_in_quotes_and_signs_are_found_as_they_stand() {
    run(async {
        let world = World::new().await;
        let lessons = [
            ("a", "Say what a token is. See `std::vec`."),
            ("b", "Say a token, what it is. C is old."),
            ("c", "And then C++ came, before c#."),
            ("d", "| One | Two |\n|---|---|\n| cell | other |\n"),
            ("e", "H₂O, and the power $x^2$ of $\\log_2$."),
            (
                "f",
                "The Daten\u{AD}bank, to \u{FB01}nd cafe\u{301}s that don’t close.",
            ),
            ("g", "机器学习。ผมชอบเรียน។ រៀន\u{200B}សរសេរ हिन्दी भाषा"),
        ];
        world.put(&course("c", &lessons), "1").await;
        for (query, found) in [
            ("say what a token is", &["a", "b"][..]),
            ("\"Say what a token is\"", &["a"]),
            ("\"say what a tok", &["a"]),
            ("\"what it\" old", &["b"]),
            ("C++", &["c"]),
            ("c# C++", &["c"]),
            ("::", &["a"]),
            ("std::ve", &["a"]),
            ("token, what?", &["a", "b"]),
            ("&&", &[]),
            ("H2O", &["e"]),
            ("h₂o x2", &["e"]),
            ("\"power x² of\"", &["e"]),
            ("log₂", &["e"]),
            ("datenbank", &["f"]),
            ("find cafés don't", &["f"]),
            ("学习", &["g"]),
            ("เรียน", &["g"]),
            ("រៀនសរសេរ", &["g"]),
            ("हिन्दी भा", &["g"]),
            ("习学", &[]),
        ] {
            let hits = world.store.search(query, 10).await.unwrap();
            let mut ids: Vec<_> = hits.iter().map(|hit| hit.lesson.as_str()).collect();
            ids.sort_unstable();
            assert_eq!(ids, found, "{query}");
        }
        let hits = world.store.search("c++", 10).await.unwrap();
        let Snippet { text, marks } = &hits[0].snippet;
        let marked: Vec<_> = marks.iter().map(|mark| &text[mark.clone()]).collect();
        assert_eq!(marked, ["C++"]);
        let hits = world.store.search("cell", 10).await.unwrap();
        assert!(hits[0].snippet.text.contains("One\nTwo\ncell\nother"));
    });
}

#[test]
fn any_text_can_be_searched_for() {
    run(async {
        let world = World::new().await;
        let tree = course("c", &[("a", "c++ and \"quotes\" AND more cafés")]);
        world.put(&tree, "1").await;
        for query in [
            "",
            " ",
            "\"",
            "c++",
            "AND",
            "a OR b",
            "NEAR(a b)",
            "-x",
            "col:a",
            "*",
            "^a",
            "'; --",
            "\0",
            "\u{f8f0}",
            "日本",
            "('",
        ] {
            world.store.search(query, 5).await.unwrap();
        }
        let page = "word ".repeat(100_000);
        assert_eq!(world.store.search(&page, 5).await.unwrap(), []);
        for query in ["AND more", "c++", "\"quo", "cafe\u{301}s caf\u{e9}s"] {
            assert_eq!(
                world.store.search(query, 5).await.unwrap().len(),
                1,
                "{query}"
            );
        }
    });
}

#[test]
fn records_of_a_course_that_is_not_here_are_kept_and_not_listed() {
    run(async {
        let world = World::new().await;
        let fact = Fact::Enroll {
            course: course_id("gone"),
        };
        world.store.append(&record(1, fact)).await.unwrap();
        assert_eq!(world.store.catalog().await.unwrap(), []);
    });
}

#[test]
fn images_come_and_go_with_their_course() {
    use lyceum::domain::{CourseImage, PixelSize};
    run(async {
        let world = World::new().await;
        let image = |path: &str, byte| CourseImage {
            path: path.into(),
            size: PixelSize::new(4, 3).unwrap(),
            bytes: vec![byte; 10],
        };
        let mut tree = course("c", &[("a", "![x](/x.png)")]);
        tree.images = vec![image("x.png", 1), image("y.png", 2)];
        world.put(&tree, "1").await;
        let shown = world.store.lesson_images(&lesson_id("a")).await.unwrap();
        assert_eq!(shown.lesson, "modules/01/a.md");
        assert_eq!(shown.images.len(), 2);
        let bytes = world.store.image(&course_id("c"), "x.png").await.unwrap();
        assert_eq!(bytes, Some(vec![1; 10]));

        tree.images = vec![image("x.png", 3)];
        world.put(&tree, "2").await;
        let replaced = world.store.lesson_images(&lesson_id("a")).await.unwrap();
        assert_eq!(replaced.images[0].path, shown.images[0].path);
        assert_ne!(replaced.images[0].digest, shown.images[0].digest);
        let bytes = world.store.image(&course_id("c"), "x.png").await.unwrap();
        assert_eq!(bytes, Some(vec![3; 10]));
        assert_eq!(
            world.store.image(&course_id("c"), "y.png").await.unwrap(),
            None
        );
        assert_eq!(
            world.store.image(&course_id("d"), "x.png").await.unwrap(),
            None
        );
    });
}

#[test]
fn titles_come_as_they_can_be_shown() {
    run(async {
        let world = World::new().await;
        let mut tree = course("c", &[("a", "words")]);
        let hostile = "To\u{202e}do";
        tree.course.title = hostile.to_owned();
        tree.modules[0].title = hostile.to_owned();
        tree.modules[0].lessons[0].head.title = hostile.to_owned();
        world.put(&tree, "1").await;
        let clean = "To⟨U+202E⟩do";
        let catalog = world.store.catalog().await.unwrap();
        assert_eq!(catalog[0].course.title, clean);
        let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
        assert_eq!(outline.course.title, clean);
        assert_eq!(outline.modules[0].title, clean);
        assert_eq!(outline.modules[0].lessons[0].head.title, clean);
        let hits = world.store.search("words", 10).await.unwrap();
        assert_eq!(
            (hits[0].course_title.as_str(), hits[0].lesson_title.as_str()),
            (clean, clean)
        );
    });
}
