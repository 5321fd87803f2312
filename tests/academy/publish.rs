//! Publishing: who may, what is refused, and that progress survives every change of a course.

use lyceum::academy::Refusal;
use lyceum::domain::{Body, CourseId};
use lyceum::wire::{Access, CatalogFilter, PublishOptions, Role};

use crate::world::{
    World, complete, course, enroll, lesson, module, numbered, record, reopen, study,
};

const PROGRESS: &str = "select module_id, lesson_id, time_spent, completed, completed_at from user_progress order by lesson_id";

async fn revision(person: &crate::world::Person, course: &str) -> Option<String> {
    Some(
        person
            .academy
            .course(&CourseId::new(course))
            .await
            .unwrap()
            .revision,
    )
}

#[tokio::test]
async fn what_is_published_is_fetched_unchanged() {
    let mut world = World::new().await;
    let tree = course("rust", 0, &[("m1", &["l1", "l2"]), ("m2", &["l3"])]);
    let author = world.publish(&tree).await;
    let ada = world.learner("ada").await;
    let fetched = ada.academy.course(&tree.course.id).await.unwrap();
    assert_eq!(fetched.access, Access::Full);
    assert_eq!(fetched.into_tree().unwrap(), numbered(tree.clone()));

    let base = revision(&author, "rust").await;
    let again = author.publish(&tree, base.clone()).await.unwrap();
    assert_eq!(
        Some(again.revision),
        base,
        "publishing the same again changes nothing"
    );
}

#[tokio::test]
async fn a_lesson_that_moves_keeps_its_progress_when_its_old_module_goes() {
    let mut world = World::new().await;
    let mut tree = course("rust", 0, &[("m1", &["l1", "l2"]), ("m2", &["l3"])]);
    let author = world.publish(&tree).await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 40)),
        record(3, complete("rust", "l1")),
    ])
    .await;
    // The web had counted for the lesson under a second module key.
    world.run(&format!(
        "insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent, created_at)
         values ('{}', 'rust', null, 'l1', 7, now() + interval '1 day')", ada.id)).await;

    tree.modules = vec![module("m2", &["l3", "l1"])];
    let base = revision(&author, "rust").await;
    author.publish(&tree, base).await.unwrap();
    assert_eq!(
        world.rows(PROGRESS).await,
        ["m2|l1|47|true|2026-03-01T12:03:00"]
    );
    assert_eq!(
        world
            .rows("select progress_percentage from enrollments")
            .await,
        ["50"]
    );
    assert_eq!(
        world
            .rows("select id, module_id, \"order\" from lessons order by 3")
            .await,
        ["l3|m2|1", "l1|m2|2"]
    );
}

#[tokio::test]
async fn orders_are_swapped_and_parts_exchanged_in_one_go() {
    let mut world = World::new().await;
    let mut tree = course("rust", 0, &[("m1", &["l1", "l2"]), ("m2", &["l3", "l4"])]);
    let author = world.publish(&tree).await;
    tree.modules = vec![module("m2", &["l2", "l4", "l1"]), module("m1", &["l3"])];
    let base = revision(&author, "rust").await;
    author.publish(&tree, base).await.unwrap();
    assert_eq!(
        author
            .academy
            .course(&tree.course.id)
            .await
            .unwrap()
            .into_tree()
            .unwrap(),
        numbered(tree)
    );
}

#[tokio::test]
async fn a_lesson_that_returns_with_its_id_gets_its_progress_back() {
    let mut world = World::new().await;
    let full = course("rust", 0, &[("m1", &["l1", "l2", "l3"])]);
    let author = world.publish(&full).await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 40)),
        record(3, complete("rust", "l1")),
        record(4, complete("rust", "l2")),
        record(5, reopen("rust", "l2", 4)),
        record(6, study("rust", "l2", 5)),
    ])
    .await;
    let before = world.rows(PROGRESS).await;

    let less = course("rust", 0, &[("m1", &["l3"])]);
    let base = revision(&author, "rust").await;
    author.publish(&less, base).await.unwrap();
    assert_eq!(
        world.rows("select count(*) from user_progress").await,
        ["0"]
    );

    let base = revision(&author, "rust").await;
    author.publish(&full, base).await.unwrap();
    assert_eq!(world.rows(PROGRESS).await, before);
}

#[tokio::test]
async fn a_lesson_that_the_web_removed_and_made_again_gets_its_progress_back_with_the_next_record()
{
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 40)),
        record(3, complete("rust", "l1")),
    ])
    .await;
    world
        .run(
            "create temp table kept as select * from lessons where id = 'l1';
               delete from lessons where id = 'l1';
               insert into lessons select * from kept",
        )
        .await;
    assert_eq!(
        world.rows("select count(*) from user_progress").await,
        ["0"]
    );
    ada.does(vec![record(4, study("rust", "l1", 5))]).await;
    assert_eq!(
        world.rows(PROGRESS).await,
        ["m1|l1|45|true|2026-03-01T12:03:00"]
    );
}

#[tokio::test]
async fn only_editors_and_admins_publish_and_see_drafts() {
    let mut world = World::new().await;
    let tree = course("rust", 0, &[("m1", &["l1"])]);
    let author = world.person("author", Role::Instructor).await;
    let draft = PublishOptions {
        base: None,
        publish: false,
        dry_run: false,
    };
    author.academy.publish(&tree, &draft).await.unwrap();

    let other = world.person("other", Role::Instructor).await;
    let student = world.learner("ada").await;
    let admin = world.person("admin", Role::Admin).await;
    for stranger in [&other, &student] {
        let fetched = stranger.academy.course(&tree.course.id).await;
        assert_eq!(fetched.unwrap_err().refusal(), Some(Refusal::NotFound));
        assert!(
            stranger
                .academy
                .manifest(None, 1000)
                .await
                .unwrap()
                .is_empty()
        );
        let page = stranger
            .academy
            .catalog(&CatalogFilter::default(), None, 10)
            .await
            .unwrap();
        assert!(page.courses.is_empty());
        let base = revision(&author, "rust").await;
        assert_eq!(
            stranger.publish(&tree, base).await.unwrap_err().refusal(),
            Some(Refusal::Forbidden)
        );
    }
    for insider in [&author, &admin] {
        let fetched = insider.academy.course(&tree.course.id).await.unwrap();
        assert!(!fetched.published && fetched.access == Access::Edit);
        assert_eq!(
            insider.academy.manifest(None, 1000).await.unwrap()[0].revision,
            fetched.revision
        );
    }
    world
        .run(&format!(
            "insert into lyceum.course_editors values ('rust', '{}')",
            other.id
        ))
        .await;
    let base = revision(&other, "rust").await;
    assert!(other.publish(&tree, base).await.unwrap().published);
    assert_eq!(student.academy.manifest(None, 1000).await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_started_from_an_older_revision_is_told() {
    let mut world = World::new().await;
    let mut tree = course("rust", 0, &[("m1", &["l1"])]);
    let author = world.publish(&tree).await;
    let base = revision(&author, "rust").await;
    world
        .run("update lessons set content = 'the web was here'")
        .await;
    tree.course.title = "A new title".to_owned();
    let refusal = author.publish(&tree, base).await.unwrap_err();
    assert_eq!(refusal.refusal(), Some(Refusal::Stale));
    assert!(
        refusal.to_string().contains("changed since you fetched it"),
        "{refusal}"
    );
}

#[tokio::test]
async fn what_can_not_be_taken_is_said_in_words() {
    let mut world = World::new().await;
    world.publish(&course("first", 0, &[("m1", &["l1"])])).await;
    let author = world.person("author", Role::Instructor).await;
    let mut cases = Vec::new();

    let mut empty = course("rust", 0, &[("r1", &["rl1"])]);
    empty.modules[0].lessons[0].body = Body::Text(" \n".into());
    cases.push((
        empty,
        Refusal::Incomplete,
        "lesson \"Lesson rl1\" has no content",
    ));
    cases.push((
        course("rust", 0, &[("r1", &[])]),
        Refusal::Incomplete,
        "module \"Module r1\" has no lesson",
    ));
    cases.push((
        course("rust", 0, &[]),
        Refusal::Incomplete,
        "it has no module",
    ));
    let mut slug = course("rust", 0, &[("r1", &["rl1"])]);
    slug.course.slug = "first".parse().unwrap();
    cases.push((
        slug,
        Refusal::SlugTaken,
        "another course has the slug \"first\"",
    ));
    cases.push((
        course("rust", 0, &[("r1", &["l1"])]),
        Refusal::ForeignId,
        "the id \"l1\" of the lesson \"Lesson l1\" belongs to another",
    ));
    cases.push((
        course("rust", 0, &[("m1", &["rl1"])]),
        Refusal::ForeignId,
        "the id \"m1\" of the module \"Module m1\" belongs to another",
    ));
    cases.push((
        course("rust", 0, &[("r1", &["x", "x"])]),
        Refusal::Malformed,
        "the id \"x\" is given twice",
    ));
    let mut title = course("rust", 0, &[("r1", &["rl1"])]);
    title.course.title = "x".repeat(201);
    cases.push((title, Refusal::Malformed, "1 to 200 characters"));
    let mut long = course("rust", 0, &[("r1", &["rl1", "rl2"])]);
    long.modules[0].lessons[1].body = Body::Text("x".repeat(9 << 20).into());
    cases.push((
        long,
        Refusal::Malformed,
        "lesson \"Lesson rl2\" has 9 MB of text",
    ));
    let id = "x".repeat(1 << 20);
    cases.push((
        course("rust", 0, &[("r1", &[&id])]),
        Refusal::Malformed,
        "can't be taken",
    ));

    for (tree, refusal, words) in cases {
        let error = author.publish(&tree, None).await.unwrap_err();
        assert_eq!(error.refusal(), Some(refusal), "{error}");
        assert!(error.to_string().contains(words), "{error}");
    }
    assert_eq!(world.rows("select id from courses").await, ["first"]);
}

#[tokio::test]
async fn a_file_that_no_program_of_ours_wrote_is_refused_in_words() {
    let mut world = World::new().await;
    let author = world.person("author", Role::Instructor).await;
    let good = serde_json::to_value(course("rust", 0, &[("r1", &["rl1"])])).unwrap();
    let mut sql = world.database.connect(&author.login).await;
    for (path, value, words) in [
        ("/course/price", serde_json::Value::Null, "has no price"),
        (
            "/modules/0/lessons/0/minutes",
            (-5).into(),
            "takes less than no time",
        ),
        ("/course/difficulty", "hopeless".into(), "can't be taken"),
    ] {
        let mut tree = good.clone();
        *tree.pointer_mut(path).unwrap() = value;
        let refused = sqlx::query("select lyceum.publish_v1($1)")
            .bind(sqlx::types::Json(tree))
            .execute(&mut sql)
            .await
            .unwrap_err();
        assert!(refused.to_string().contains(words), "{refused}");
    }
}

#[tokio::test]
async fn what_another_courses_part_is_called_is_not_told() {
    let mut world = World::new().await;
    let mut secret = course("first", 0, &[("m1", &["l1"])]);
    secret.modules[0].lessons[0].head.title = "The answers".to_owned();
    world.publish(&secret).await;
    let curious = world.person("curious", Role::Instructor).await;
    let probe = course("probe", 0, &[("p1", &["l1"])]);
    let refusal = curious.publish(&probe, None).await.unwrap_err();
    assert_eq!(refusal.refusal(), Some(Refusal::ForeignId));
    assert!(!refusal.to_string().contains("answers"), "{refusal}");
}

#[tokio::test]
async fn a_course_that_was_deleted_is_not_made_again_by_whoever_had_it() {
    let mut world = World::new().await;
    let tree = course("rust", 0, &[("m1", &["l1"])]);
    let author = world.publish(&tree).await;
    let base = revision(&author, "rust").await;
    world.run("delete from courses").await;
    let refusal = author.publish(&tree, base).await.unwrap_err();
    assert_eq!(refusal.refusal(), Some(Refusal::Stale), "{refusal}");
    author.publish(&tree, None).await.unwrap();
}

#[tokio::test]
async fn time_that_no_column_holds_stays_at_the_most_that_it_can() {
    let mut world = World::new().await;
    let mut tree = course("rust", 0, &[("m1", &["l1"]), ("m2", &["l2"])]);
    let author = world.publish(&tree).await;
    let ada = world.learner("ada").await;
    let full = "insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
                values ('ADA', 'rust', 'm1', 'l1', 2000000000), ('ADA', 'rust', 'm2', 'l1', 2000000000)";
    world.run(&full.replace("ADA", &ada.id)).await;
    tree.modules = vec![module("m2", &["l2", "l1"])];
    let base = revision(&author, "rust").await;
    author.publish(&tree, base).await.unwrap();
    assert_eq!(
        world
            .rows("select module_id, time_spent from user_progress")
            .await,
        ["m2|2147483647"]
    );
}

#[tokio::test]
async fn publishing_the_same_again_writes_nothing() {
    let mut world = World::new().await;
    let tree = course("rust", 0, &[("m1", &["l1", "l2"]), ("m2", &["l3"])]);
    let author = world.publish(&tree).await;
    let everything = "select xmin::text from courses union all select xmin::text from modules
                      union all select xmin::text from lessons union all select xmin::text from lyceum.lesson_details";
    let before = world.rows(everything).await;
    let base = revision(&author, "rust").await;
    let again = author.publish(&tree, base.clone()).await.unwrap();
    assert_eq!(Some(again.revision), base);
    assert_eq!(world.rows(everything).await, before);
}

#[tokio::test]
async fn a_draft_may_be_incomplete_but_not_replace_what_is_published() {
    let mut world = World::new().await;
    let author = world.person("author", Role::Instructor).await;
    let draft = PublishOptions {
        base: None,
        publish: false,
        dry_run: false,
    };
    let empty = course("rust", 0, &[("m1", &[])]);
    assert!(
        !author
            .academy
            .publish(&empty, &draft)
            .await
            .unwrap()
            .published
    );
    let mut tree = empty.clone();
    tree.modules[0].lessons.push(lesson("l1"));
    let base = revision(&author, "rust").await;
    author.publish(&tree, base).await.unwrap();
    let options = PublishOptions {
        base: revision(&author, "rust").await,
        publish: false,
        dry_run: false,
    };
    let refusal = author.academy.publish(&empty, &options).await.unwrap_err();
    assert_eq!(refusal.refusal(), Some(Refusal::Incomplete));
}

#[tokio::test]
async fn time_noted_for_a_module_stays_with_the_course_when_the_module_goes() {
    let mut world = World::new().await;
    let mut tree = course("rust", 0, &[("m1", &["l1"]), ("m2", &["l2"])]);
    let author = world.publish(&tree).await;
    let ada = world.learner("ada").await;
    world.run(&format!(
        "insert into user_progress (user_id, course_id, module_id, time_spent, completed, completed_at)
         values ('{}', 'rust', 'm1', 90, true, now())", ada.id)).await;
    tree.modules.remove(0);
    let base = revision(&author, "rust").await;
    author.publish(&tree, base).await.unwrap();
    assert_eq!(world.rows(PROGRESS).await, ["-|-|90|false|-"]);
}
