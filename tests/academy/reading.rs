//! Who sees what: catalog, manifest, outlines and bodies.

use lyceum::domain::{CourseId, Difficulty};
use lyceum::wire::{Access, CatalogFilter, Role};

use crate::postgres::{rows, run};
use crate::world::{World, complete, course, enroll, record};

#[tokio::test]
async fn bodies_go_to_those_who_may_read_them() {
    let mut world = World::new().await;
    world
        .publish(&course("paid", 59_900, &[("m1", &["l1"])]))
        .await;
    let ada = world.learner("ada").await;
    let id = CourseId::new("paid");
    let outline = ada.academy.course(&id).await.unwrap();
    assert_eq!(outline.access, Access::Outline);
    assert_eq!(outline.modules[0].lessons[0].head.title, "Lesson l1");
    assert!(outline.clone().into_tree().is_none());
    let listed = ada
        .academy
        .manifest(None, 1000)
        .await
        .unwrap()
        .remove(0)
        .revision;
    assert_eq!(listed, outline.revision);

    for (status, access) in [
        ("ACTIVE", Access::Full),
        ("SUSPENDED", Access::Outline),
        ("COMPLETED", Access::Full),
        ("REFUNDED", Access::Outline),
    ] {
        world.run(&format!(
            "insert into enrollments (user_id, course_id, status, completed_at) values ('{}', 'paid', '{status}', now())
             on conflict (user_id, course_id) do update set status = '{status}'", ada.id)).await;
        let course = ada.academy.course(&id).await.unwrap();
        assert_eq!(course.access, access, "{status}");
        assert_eq!(
            course.modules[0].lessons[0].body.is_some(),
            access == Access::Full
        );
        let revision = ada
            .academy
            .manifest(None, 1000)
            .await
            .unwrap()
            .remove(0)
            .revision;
        assert_eq!(revision, course.revision);
        assert_eq!(
            revision == listed,
            access == Access::Outline,
            "the revision tells that the right changed"
        );
    }
}

#[tokio::test]
async fn an_unpublished_module_is_hidden_and_counts_for_nothing() {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1"]), ("m2", &["l2"])]))
        .await;
    world
        .run("update modules set published = false where id = 'm2'")
        .await;
    let ada = world.learner("ada").await;
    assert_eq!(
        ada.academy
            .course(&CourseId::new("rust"))
            .await
            .unwrap()
            .modules
            .len(),
        1
    );
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, complete("rust", "l1")),
    ])
    .await;
    assert_eq!(
        world
            .rows("select status, progress_percentage from enrollments")
            .await,
        ["COMPLETED|100"]
    );
}

#[tokio::test]
async fn the_catalog_is_read_page_by_page_and_filtered() {
    let mut world = World::new().await;
    for (slug, price) in [("a", 0), ("b", 100), ("c", 0), ("d", 0)] {
        let (module, lesson) = (format!("{slug}-m"), format!("{slug}-l"));
        world
            .publish(&course(slug, price, &[(&module, &[&lesson])]))
            .await;
    }
    world
        .run(
            "update courses set featured = true, difficulty = 'EXPERT' where id = 'c';
               update courses set title = 'On Übung' where id = 'd'",
        )
        .await;
    let ada = world.learner("ada").await;
    world.run(&format!(
        "insert into course_reviews (user_id, course_id, rating) values ('{}', 'a', 4), ('x', 'a', 5)", ada.id)).await;
    ada.does(vec![record(1, enroll("a"))]).await;

    let all = CatalogFilter::default();
    let first = ada.academy.catalog(&all, None, 3).await.unwrap();
    assert_eq!(first.next.as_deref(), Some("c"));
    let a = &first.courses[0];
    assert_eq!(
        (a.rating, a.reviews, a.modules, a.lessons),
        (Some(4.5), 2, 1, 1)
    );
    assert_eq!(
        a.enrollment.as_ref().map(|e| e.status.as_str()),
        Some("active")
    );
    let second = ada
        .academy
        .catalog(&all, first.next.as_deref(), 3)
        .await
        .unwrap();
    assert_eq!(second.courses.len(), 1);
    assert_eq!(second.next, None);

    let slugs = async |filter: CatalogFilter| {
        let page = ada.academy.catalog(&filter, None, 10).await.unwrap();
        page.courses
            .into_iter()
            .map(|c| c.course.slug)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        slugs(CatalogFilter {
            free: true,
            ..all.clone()
        })
        .await,
        ["a", "c", "d"]
    );
    assert_eq!(
        slugs(CatalogFilter {
            featured: true,
            ..all.clone()
        })
        .await,
        ["c"]
    );
    assert_eq!(
        slugs(CatalogFilter {
            enrolled: true,
            ..all.clone()
        })
        .await,
        ["a"]
    );
    assert_eq!(
        slugs(CatalogFilter {
            difficulty: Some(Difficulty::Expert),
            ..all.clone()
        })
        .await,
        ["c"]
    );
    assert_eq!(
        slugs(CatalogFilter {
            text: Some("ON".to_owned()),
            ..all.clone()
        })
        .await,
        ["d"]
    );
}

#[tokio::test]
async fn a_row_of_the_webs_with_odd_values_is_still_read() {
    let mut world = World::new().await;
    world.run(
        "insert into courses (id, title, description, slug, price, duration, difficulty, published)
         values ('odd', 'Odd', '', 'Odd_Slug.1', 0, -5, 'BEGINNER', true);
         insert into modules (id, course_id, title, description, \"order\", duration, published)
         values ('m', 'odd', 'M', '', 7, 0, null);
         insert into lessons (id, module_id, title, content, \"order\", duration, lesson_type)
         values ('l', 'm', 'L', 'text', 3, -1, null)").await;
    let ada = world.learner("ada").await;
    let tree = ada
        .academy
        .course(&CourseId::new("odd"))
        .await
        .unwrap()
        .into_tree()
        .unwrap();
    assert_eq!(tree.course.slug.as_str(), "odd-slug-1");
    assert_eq!(tree.modules[0].lessons[0].head.path, "7/3.md");
    assert_eq!(
        ada.academy
            .catalog(&CatalogFilter::default(), None, 9)
            .await
            .unwrap()
            .courses
            .len(),
        1
    );
}

#[tokio::test]
async fn a_text_is_found_from_the_beginning_of_its_words_in_any_script() {
    let mut world = World::new().await;
    for (slug, title) in [
        ("cpp", "Modern C++ and back"),
        ("ml", "Machine-Learning in practice"),
        ("zh", "机器学习入门"),
        ("th", "การเรียนรู้ของเครื่อง"),
    ] {
        let mut tree = course(slug, 0, &[(&format!("{slug}m"), &[&format!("{slug}l")])]);
        tree.course.title = title.to_owned();
        world.publish(&tree).await;
    }
    let ada = world.learner("ada").await;
    let found = async |text: &str| {
        let filter = CatalogFilter {
            text: Some(text.to_owned()),
            ..CatalogFilter::default()
        };
        let page = ada.academy.catalog(&filter, None, 10).await.unwrap();
        let slugs: Vec<String> = page.courses.into_iter().map(|c| c.course.slug).collect();
        slugs.join(" ")
    };
    for (text, slugs) in [
        ("c++", "cpp"),
        ("machine-lear", "ml"),
        ("学习", "zh"),
        ("เรียน", "th"),
        ("nowhere", ""),
        ("++", "cpp"),
        ("MODERN", "cpp"),
    ] {
        assert_eq!(found(text).await, slugs, "{text}");
    }
    world
        .run("update courses set title = 'Ancient COBOL' where id = 'cpp'")
        .await;
    assert_eq!(found("cobol").await, "cpp");
    assert_eq!(found("modern").await, "");
}

#[tokio::test]
async fn a_page_of_the_manifest_has_some_courses_whatever_size_is_asked_for() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let ada = world.learner("ada").await;
    let mut sql = world.database.connect(&ada.login).await;
    for size in ["-1", "0", "null", "2147483647"] {
        let page = format!("select course_id from lyceum.manifest_v1(null, {size})");
        assert_eq!(crate::postgres::rows(&mut sql, &page).await, ["rust"]);
    }
}

/// The tables that were looked at while somebody asked for a course that they don't get, and how often.
async fn looks(sql: &mut sqlx::PgConnection, course: &str) -> Vec<String> {
    const LOOKS: &str = "
        create temp table looks on commit drop as
        select relid, seq_scan + coalesce(idx_scan, 0) as looks from pg_stat_xact_user_tables";
    const SINCE: &str = "
        select t.relname, t.seq_scan + coalesce(t.idx_scan, 0) - b.looks
          from pg_stat_xact_user_tables t join looks b using (relid)
         where t.seq_scan + coalesce(t.idx_scan, 0) > b.looks
         order by t.relname";
    let ask = format!(
        "do $$ begin perform lyceum.outline_v1('{course}'); exception when sqlstate 'LY005' then null; end $$"
    );
    run(sql, "begin").await;
    run(sql, LOOKS).await;
    run(sql, &ask).await;
    let since = rows(sql, SINCE).await;
    run(sql, "rollback").await;
    since
}

#[tokio::test]
async fn a_hidden_course_costs_the_same_looks_as_one_that_is_not_there() {
    let mut world = World::new().await;
    world
        .publish(&course("hidden", 0, &[("m1", &["l1"])]))
        .await;
    world
        .run("update courses set published = false where id = 'hidden'")
        .await;
    for (name, role) in [("ada", Role::Student), ("ivo", Role::Instructor)] {
        let person = world.person(name, role).await;
        let mut sql = world.database.connect(&person.login).await;
        // The first time there are plans to make.
        looks(&mut sql, "hidden").await;
        let hidden = looks(&mut sql, "hidden").await;
        assert!(!hidden.is_empty());
        assert_eq!(hidden, looks(&mut sql, "nowhere").await);
    }
}
