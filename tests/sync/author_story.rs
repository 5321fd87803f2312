//! Authors publish, learners read on with their progress, over the database and over its server.

use std::collections::BTreeMap;

use lyceum::content::{self, Loaded};
use lyceum::domain::versions::{Change, LearnersProgress};
use lyceum::domain::{
    Body, Cents, CourseId, CourseImage, CourseTree, Lesson, LessonId, PixelSize, Seconds,
};
use lyceum::store::News;
use lyceum::sync::author::{Author, Difference, Edition, compare, fetch, rehearse, send};
use lyceum::sync::{Answer, Remote, SyncError};
use lyceum::wire::{Access, PublishOptions, Published};

use crate::behind::{Behind, InDatabase, Way, over_one_academy};
use crate::device::{Device, complete, enroll, study};
use crate::postgres::{rows, run};
use crate::world::{YES, course, id, with_texts};

over_one_academy!(postgres, crate::behind::InPostgres:
    an_edit_reaches_learners_with_their_progress,
    of_two_who_edit_at_once_the_second_is_told_and_sees_the_first,
    only_instructors_publish_and_only_their_own,
    a_course_that_the_web_made_goes_through_files_unchanged,
    what_is_too_large_is_named_before_anything_is_sent,
    a_rehearsal_says_what_publishing_would_and_changes_nothing,
    a_draft_is_seen_by_its_editors_and_a_course_can_be_taken_back,
    only_what_the_academy_lacks_is_sent
);
over_one_academy!(http, crate::http::OverHttp:
    an_edit_reaches_learners_with_their_progress,
    of_two_who_edit_at_once_the_second_is_told_and_sees_the_first,
    a_course_that_the_web_made_goes_through_files_unchanged,
    a_rehearsal_says_what_publishing_would_and_changes_nothing,
    a_draft_is_seen_by_its_editors_and_a_course_can_be_taken_back
);

/// An academy with people who publish.
pub(crate) trait Teaching: Behind<Remote: Author> {
    /// The academy as an instructor calls it.
    async fn teacher(&self, name: &str) -> Self::Remote;
    /// Does something as the web application.
    async fn web(&self, statement: &str);
    /// The rows of a query, as texts.
    async fn rows(&self, query: &str) -> Vec<String>;
}

impl<W: Way<Remote: Author>> Teaching for InDatabase<W> {
    async fn teacher(&self, name: &str) -> W::Remote {
        let remote = self.another(name).await;
        self.web(&format!(
            "update users set role = 'INSTRUCTOR' where email = '{name}@example.org'"
        ))
        .await;
        remote
    }

    async fn web(&self, statement: &str) {
        run(&mut self.database.lock().await.operator, statement).await;
    }

    async fn rows(&self, query: &str) -> Vec<String> {
        rows(&mut self.database.lock().await.operator, query).await
    }
}

/// A course held against the academy's by one who publishes.
pub(crate) struct Draft {
    pub(crate) tree: CourseTree,
    pub(crate) base: Option<String>,
    pub(crate) difference: Difference,
}

impl Draft {
    pub(crate) async fn of(remote: &impl Author, tree: &CourseTree) -> Draft {
        Draft::known_as(remote, tree, &BTreeMap::new())
            .await
            .unwrap()
    }

    async fn known_as(
        remote: &impl Author,
        tree: &CourseTree,
        known_as: &BTreeMap<LessonId, Vec<String>>,
    ) -> Answer<Draft> {
        let edition = Edition::of(remote, &tree.course.id).await?;
        let versions = compare(remote, edition.as_ref(), tree, known_as).await?;
        let mut tree = CourseTree::new(
            tree.course.clone(),
            tree.modules.clone(),
            tree.images.clone(),
        );
        for lesson in tree
            .modules
            .iter_mut()
            .flat_map(|module| &mut module.lessons)
        {
            if let Some(known) = versions.ids().get(&lesson.head.id) {
                lesson.head.id = known.clone();
            }
        }
        Ok(Draft {
            difference: Difference::between(edition.as_ref(), &versions, &tree),
            base: edition.as_ref().map(Edition::base),
            tree,
        })
    }

    pub(crate) async fn send(&self, remote: &impl Author) -> Answer<Published> {
        self.send_as(remote, true).await
    }

    async fn send_as(&self, remote: &impl Author, publish: bool) -> Answer<Published> {
        let options = PublishOptions {
            base: self.base.clone(),
            publish,
            dry_run: false,
        };
        send(remote, &self.tree, &options, &mut |_, _| {}).await
    }
}

fn lessons(changes: &[Change<LearnersProgress>]) -> Vec<(&str, u64)> {
    let lesson = |change: &'_ Change<LearnersProgress>| -> u64 { change.progress.0 };
    changes
        .iter()
        .map(|change| (change.id.as_str(), lesson(change)))
        .collect()
}

async fn an_edit_reaches_learners_with_their_progress<A: Teaching>() {
    let academy = A::new().await;
    let grace = academy.teacher("grace").await;
    let walk = course("walk", 0, &["w1", "w2", "w3", "w4"]);
    let first = Draft::of(&grace, &walk).await;
    assert!(first.difference.is_new);
    assert!(first.send(&grace).await.unwrap().created);

    let (ada, laptop, now) = (academy.ada(), Device::new(1).await, academy.now().await);
    laptop.does(now, enroll("walk")).await;
    for lesson in ["w1", "w2", "w3"] {
        laptop.does(now, study("walk", lesson, 40)).await;
        laptop.does(now, complete("walk", lesson)).await;
    }
    laptop.syncs(&ada, now, YES).await.unwrap();

    // The second has another name and no id, the third comes first, the fourth is another lesson.
    let mut edited = course("walk", 0, &["w3", "w1", "new", "w5"]);
    edited.modules[0].lessons[1].body = Body::Text("# w1\n\nA better text.".into());
    edited.modules[0].lessons[2] = Lesson {
        body: walk.modules[0].lessons[1].body.clone(),
        ..edited.modules[0].lessons[2].clone()
    };
    let new = LessonId::new("new");
    let known_as = BTreeMap::from([(new, vec!["modules/w2.md".to_owned()])]);
    let draft = Draft::known_as(&grace, &edited, &known_as).await.unwrap();
    let changes = &draft.difference.lessons;
    assert_eq!(lessons(&changes.added), [("w5", 0)]);
    assert_eq!(lessons(&changes.changed), [("w1", 1), ("w2", 1)]);
    assert_eq!(lessons(&changes.moved), [("w3", 1)]);
    assert_eq!(lessons(&changes.renamed), [("w2", 1)]);
    assert_eq!(lessons(&changes.removed), [("w4", 0)]);
    draft.send(&grace).await.unwrap();

    laptop.syncs(&ada, academy.now().await, YES).await.unwrap();
    let shown = laptop.shows("walk").await;
    assert_eq!(shown.len(), 4);
    for lesson in ["w1", "w2", "w3"] {
        let progress = &shown[&LessonId::new(lesson)];
        assert_eq!(progress.seconds, Seconds(40), "{lesson}");
        assert!(progress.completion.is_some(), "{lesson}");
    }
    let text = laptop
        .store
        .lesson_body(&LessonId::new("w1"))
        .await
        .unwrap();
    assert!(text.unwrap().markdown().contains("A better text"));
    assert!(Draft::of(&grace, &draft.tree).await.difference.is_none());
    laptop.rebuilds_to_the_same().await;
}

async fn a_rehearsal_says_what_publishing_would_and_changes_nothing<A: Teaching>() {
    let academy = A::new().await;
    let (grace, alan) = (
        academy.teacher("grace").await,
        academy.teacher("alan").await,
    );
    let walk = course("walk", 0, &["w1", "w2"]);
    Draft::of(&grace, &walk).await.send(&grace).await.unwrap();
    let mut with_its_slug = course("other", 0, &["o1"]);
    with_its_slug.course.slug = walk.course.slug.clone();
    let with_its_lesson = course("other", 0, &["w1"]);
    let options = |base: Option<String>| PublishOptions {
        base,
        publish: true,
        dry_run: false,
    };
    for (tree, said) in [
        (&with_its_slug, "another course has the slug"),
        (&with_its_lesson, "belongs to another course"),
    ] {
        let refused = rehearse(&alan, tree, &options(None)).await.unwrap_err();
        assert!(refused.to_string().contains(said), "{refused}");
        let sent = Draft::of(&alan, tree).await.send(&alan).await.unwrap_err();
        assert_eq!(sent.to_string(), refused.to_string());
    }
    let fine = course("other", 0, &["o1"]);
    rehearse(&alan, &fine, &options(None)).await.unwrap();
    assert_eq!(Edition::of(&alan, &fine.course.id).await.unwrap(), None);
    let stale = rehearse(&grace, &walk, &options(Some("old".to_owned()))).await;
    assert!(matches!(stale, Err(SyncError::Stale)), "{stale:?}");
    let theirs = rehearse(&alan, &walk, &options(None)).await;
    assert!(matches!(theirs, Err(SyncError::Forbidden(_))), "{theirs:?}");
}

async fn of_two_who_edit_at_once_the_second_is_told_and_sees_the_first<A: Teaching>() {
    let academy = A::new().await;
    let (grace, alan) = (
        academy.teacher("grace").await,
        academy.teacher("alan").await,
    );
    let walk = course("walk", 0, &["w1", "w2"]);
    Draft::of(&grace, &walk).await.send(&grace).await.unwrap();
    academy
        .web(
            "insert into lyceum.course_editors (course_id, user_id)
             select 'walk', id from users where email = 'alan@example.org'",
        )
        .await;
    let one = Draft::of(&grace, &with_texts(walk.clone(), &["one"])).await;
    let two = Draft::of(&alan, &with_texts(walk.clone(), &["two"])).await;
    one.send(&grace).await.unwrap();
    let stale = two.send(&alan).await;
    assert!(matches!(stale, Err(SyncError::Stale)), "{stale:?}");
    let again = Draft::of(&alan, &walk).await;
    assert_eq!(lessons(&again.difference.lessons.changed), [("w1", 0)]);
    Draft::of(&alan, &two.tree).await.send(&alan).await.unwrap();
    assert_eq!(
        academy
            .rows("select content from lessons where id = 'w1'")
            .await,
        ["two"]
    );
}

async fn only_instructors_publish_and_only_their_own<A: Teaching>() {
    let academy = A::new().await;
    let (grace, alan, ada) = (
        academy.teacher("grace").await,
        academy.teacher("alan").await,
        academy.ada(),
    );
    let walk = course("walk", 0, &["w1"]);
    Draft::of(&grace, &walk).await.send(&grace).await.unwrap();
    for stranger in [&alan, &ada] {
        for refused in [
            Edition::of(stranger, &id("walk")).await.map(drop),
            stranger.unpublish(&id("walk"), "1.1.edit").await.map(drop),
        ] {
            assert!(
                matches!(refused, Err(SyncError::Forbidden(_))),
                "{refused:?}"
            );
        }
    }
    let refused = ada.lacking(&id("mine"), &[]).await;
    assert!(
        matches!(refused, Err(SyncError::Forbidden(_))),
        "{refused:?}"
    );
    // Another course with the same slug, and one with a lesson of this one.
    let mut theirs = course("walk", 0, &["x1"]);
    theirs.course.id = CourseId::new("other");
    let refused = Draft::of(&alan, &theirs).await.send(&alan).await;
    assert!(
        matches!(&refused, Err(SyncError::Refused(why)) if why.contains("slug \"walk\"")),
        "{refused:?}"
    );
    let refused = Draft::of(&grace, &theirs).await.send(&grace).await;
    assert!(
        matches!(&refused, Err(SyncError::Refused(why)) if why.contains("id = \"walk\"")),
        "its own editor is told how: {refused:?}"
    );
}

/// A course as the web application makes it: no detail of ours, its own ids.
const BY_THE_WEB: &str = "
    insert into courses (id, title, description, slug, price, duration, difficulty, published)
    values ('clx1web', 'By the web', 'Made there.', 'by-the-web', 4900, 12, 'ADVANCED', false);
    insert into modules (id, course_id, title, description, \"order\", duration)
    values ('clx1m1', 'clx1web', 'One', '', 1, 12);
    insert into lessons (id, module_id, title, content, \"order\", duration, lesson_type, video_url)
    values ('clx1l1', 'clx1m1', 'It''s: \"first\"', E'# Hello\\n\\nText.', 1, 5, 'TEXT', null),
           ('clx1l2', 'clx1m1', 'A film', '', 2, 7, 'VIDEO', 'https://example.org/v');
    update courses set published = true where id = 'clx1web';
    insert into lyceum.course_editors (course_id, user_id)
    select 'clx1web', id from users where email = 'grace@example.org'";

fn written(tree: &CourseTree) -> Loaded {
    let folder = tempfile::tempdir().unwrap();
    let written = content::write(tree, folder.path()).unwrap();
    assert_eq!(written.lost, [] as [String; 0]);
    content::load(folder.path()).unwrap()
}

async fn a_course_that_the_web_made_goes_through_files_unchanged<A: Teaching>() {
    let academy = A::new().await;
    let grace = academy.teacher("grace").await;
    academy.web(BY_THE_WEB).await;
    let found = grace.find("by-the-web").await.unwrap().unwrap();
    assert_eq!(found.access, Access::Edit);
    let here = fetch(&grace, &found.course.id, &mut |_, _| {})
        .await
        .unwrap();
    let mut files = written(&here).tree;
    let same = Draft::of(&grace, &files).await;
    assert!(same.difference.is_none(), "{:?}", same.difference);

    files.modules[0].lessons[0].body = Body::Text("# Hello\n\nAnother text.".into());
    files.course.price = Cents(5900);
    let draft = Draft::of(&grace, &files).await;
    let fields: Vec<&str> = draft
        .difference
        .course
        .iter()
        .map(|field| field.name)
        .collect();
    assert_eq!(fields, ["price"]);
    assert_eq!(lessons(&draft.difference.lessons.changed), [("clx1l1", 0)]);
    draft.send(&grace).await.unwrap();
    let ids = "select id from lessons where module_id = 'clx1m1' order by \"order\"";
    assert_eq!(academy.rows(ids).await, ["clx1l1", "clx1l2"]);
    // It must be paid for: a learner gets no text, and no file.
    let refused = fetch(&academy.ada(), &found.course.id, &mut |_, _| {}).await;
    assert!(
        matches!(refused, Err(SyncError::Forbidden(_))),
        "{refused:?}"
    );
}

async fn what_is_too_large_is_named_before_anything_is_sent<A: Teaching>() {
    let academy = A::new().await;
    let grace = academy.teacher("grace").await;
    let long = "x".repeat(lyceum::wire::MAX_UPLOAD + 1);
    let walk = with_texts(course("walk", 0, &["w1", "w2"]), &["short", &long]);
    let refused = Draft::of(&grace, &walk).await.send(&grace).await;
    assert!(
        matches!(&refused, Err(SyncError::Refused(why)) if why.contains("1.2 Lesson w2") && why.contains("8 MB")),
        "{refused:?}"
    );
    assert_eq!(
        academy.rows("select count(*) from lyceum.uploads").await,
        ["0"]
    );
    let largest = with_texts(walk, &["short", &long[1..]]);
    Draft::of(&grace, &largest)
        .await
        .send(&grace)
        .await
        .unwrap();
}

async fn a_draft_is_seen_by_its_editors_and_a_course_can_be_taken_back<A: Teaching>() {
    let academy = A::new().await;
    let grace = academy.teacher("grace").await;
    let (ada, laptop) = (academy.ada(), Device::new(1).await);
    let walk = course("walk", 0, &["w1"]);
    let draft = Draft::of(&grace, &walk).await;
    assert!(!draft.send_as(&grace, false).await.unwrap().published);
    assert!(matches!(
        ada.outline(&id("walk"), None).await,
        Err(SyncError::NotFound(_))
    ));
    assert!(grace.outline(&id("walk"), None).await.is_ok());
    Draft::of(&grace, &walk).await.send(&grace).await.unwrap();

    let now = academy.now().await;
    laptop.does(now, enroll("walk")).await;
    laptop.does(now, study("walk", "w1", 30)).await;
    laptop.syncs(&ada, now, YES).await.unwrap();
    academy
        .web("update courses set featured = true where id = 'walk'")
        .await;
    let edition = Edition::of(&grace, &id("walk")).await.unwrap().unwrap();
    assert_eq!(edition.learners.enrolled, 1);
    let stale = grace.unpublish(&id("walk"), "0.0.edit").await;
    assert!(matches!(stale, Err(SyncError::Stale)), "{stale:?}");
    let taken = grace.unpublish(&id("walk"), &edition.base()).await.unwrap();
    assert!(!taken.published);
    laptop.syncs(&ada, academy.now().await, YES).await.unwrap();
    assert_eq!(laptop.store.archived().await.unwrap(), [id("walk")]);

    Draft::of(&grace, &walk).await.send(&grace).await.unwrap();
    let report = laptop.syncs(&ada, academy.now().await, YES).await.unwrap();
    assert_eq!(report.news, [News::Returned(id("walk"))]);
    assert_eq!(
        laptop.shows("walk").await[&LessonId::new("w1")].seconds,
        Seconds(30)
    );
}

async fn only_what_the_academy_lacks_is_sent<A: Teaching>() {
    let academy = A::new().await;
    let grace = academy.teacher("grace").await;
    let image = |path: &str, bytes: &[u8]| CourseImage {
        path: path.to_owned(),
        size: PixelSize::new(2, 3).unwrap(),
        bytes: bytes.to_vec(),
    };
    let mut walk = with_texts(
        course("walk", 0, &["w1", "w2", "w3"]),
        &["one", "two", "two"],
    );
    walk.images = vec![image("a.png", b"a picture"), image("b.png", b"a picture")];
    let sent = async |tree: &CourseTree| {
        let draft = Draft::of(&grace, tree).await;
        let options = PublishOptions {
            base: draft.base.clone(),
            publish: true,
            dry_run: false,
        };
        let mut most = 0;
        send(&grace, tree, &options, &mut |_, of| most = of)
            .await
            .unwrap();
        most
    };
    assert_eq!(
        sent(&walk).await,
        "one".len() + "two".len() + "a picture".len()
    );
    assert_eq!(sent(&walk).await, 0);
    walk.images.push(image("c.png", b"another"));
    let walk = with_texts(walk, &["one", "changed", "one"]);
    assert_eq!(sent(&walk).await, "changed".len() + "another".len());
    let texts = "select content from lessons where id like 'w_' order by id";
    assert_eq!(academy.rows(texts).await, ["one", "changed", "one"]);
    assert_eq!(
        academy.rows("select count(*) from lyceum.uploads").await,
        ["0"]
    );
}
