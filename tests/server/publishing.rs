//! An author publishes over HTTP: texts and images first, then the course that names them.

use lyceum::domain::{Body, CourseId, CourseImage, CourseTree, LessonId, PixelSize};
use lyceum::sync::author::send;
use lyceum::sync::{Answer, Http, Remote, SyncError};
use lyceum::wire::problem::ProblemCode;
use lyceum::wire::{GivenCourse, Publication, PublishOptions, Published, Role, digest_of};
use reqwest::RequestBuilder;

use crate::running::{Running, client, learner, problem, token};
use crate::world::{World, course};

struct Scene {
    world: World,
    server: Running,
    token: String,
    author: Http,
}

async fn scene() -> Scene {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let mut world = World::new().await;
    let author = world.person("author", Role::Instructor).await;
    let token = token(&mut world, &author).await;
    let server = Running::of(&mut world).await;
    let url = server.url("").parse().unwrap();
    let author = Http::at(&url, Some(&token));
    Scene {
        world,
        server,
        token,
        author,
    }
}

fn illustrated() -> CourseTree {
    CourseTree {
        images: vec![CourseImage {
            path: "assets/map.png".to_owned(),
            size: PixelSize::new(4, 3).unwrap(),
            bytes: b"not quite a map".to_vec(),
        }],
        ..course("walk", 0, &[("m1", &["l1", "l2"])])
    }
}

fn options(base: Option<String>) -> PublishOptions {
    PublishOptions {
        base,
        publish: true,
        dry_run: false,
    }
}

async fn publish(author: &Http, tree: &CourseTree, base: Option<String>) -> Answer<Published> {
    send(author, tree, &options(base), &mut |_, _| {}).await
}

impl Scene {
    fn put(&self, digest: &str, bytes: &[u8]) -> RequestBuilder {
        client()
            .put(self.server.url(&format!("/v1/uploads/{digest}")))
            .bearer_auth(&self.token)
            .body(bytes.to_vec())
    }

    async fn publishes(&self, tree: &CourseTree) -> reqwest::Response {
        let publication = Publication {
            course: GivenCourse::from(tree),
            options: options(None),
        };
        let request = client().post(self.server.url("/v1/publish"));
        let request = request.bearer_auth(&self.token).json(&publication);
        request.send().await.unwrap()
    }
}

#[tokio::test]
async fn a_course_is_published_changed_and_read_over_http() {
    let mut scene = scene().await;
    let tree = illustrated();
    let published = publish(&scene.author, &tree, None).await.unwrap();
    assert!(published.created && published.published);
    assert_eq!(
        scene
            .world
            .rows("select count(*) from lyceum.uploads")
            .await,
        ["0"]
    );

    let mut changed = tree.clone();
    changed.modules[0].lessons[1].body = Body::Text("Another text.".into());
    changed.images[0].bytes = b"a better map".to_vec();
    let stale = publish(&scene.author, &changed, None).await;
    assert!(
        matches!(stale, Err(SyncError::Stale)),
        "without a base it is another course"
    );
    publish(&scene.author, &changed, Some(published.revision))
        .await
        .unwrap();
    let images = "select convert_from(bytes, 'UTF8') from lyceum.images";
    assert_eq!(
        scene.world.rows(images).await,
        ["a better map"],
        "the old one is gone"
    );

    let (_, token) = learner(&mut scene.world, "ada").await;
    let ada = Http::at(&scene.server.url("").parse().unwrap(), Some(&token));
    let walk = CourseId::new("walk");
    let bodies = ada.bodies(&walk, &[LessonId::new("l2")]).await.unwrap();
    assert_eq!(bodies.bodies[0].content, "Another text.");
    let outline = ada.outline(&walk, None).await.unwrap().unwrap();
    let bytes = ada.image(&walk, &outline.images[0].digest).await.unwrap();
    assert_eq!(bytes, b"a better map");
    let refused = publish(&ada, &course("mine", 0, &[("n", &["k"])]), None).await;
    assert!(
        matches!(refused, Err(SyncError::Forbidden(_))),
        "{refused:?}"
    );
}

#[tokio::test]
async fn what_was_not_uploaded_is_named() {
    let scene = scene().await;
    let tree = illustrated();
    let refused = problem(scene.publishes(&tree).await).await;
    assert_eq!(refused.code, ProblemCode::Incomplete);
    assert!(refused.detail.contains("Lesson l"), "{}", refused.detail);
    for lesson in tree.lessons() {
        let text = lesson.body.markdown().as_bytes();
        let kept = scene.put(&digest_of(text), text).send().await.unwrap();
        assert_eq!(kept.status(), 204);
    }
    let refused = problem(scene.publishes(&tree).await).await;
    assert!(
        refused.detail.contains("assets/map.png"),
        "{}",
        refused.detail
    );
    let bytes = &tree.images[0].bytes;
    assert_eq!(
        scene
            .put(&digest_of(bytes), bytes)
            .send()
            .await
            .unwrap()
            .status(),
        204
    );
    assert_eq!(scene.publishes(&tree).await.status(), 200);
}

#[tokio::test]
async fn an_upload_is_what_its_address_says_and_no_larger_than_it_may_be() {
    let scene = scene().await;
    let wrong = scene
        .put(&digest_of(b"this"), b"that")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(wrong).await.code, ProblemCode::Malformed);
    let large = vec![7; CourseImage::MAX_BYTES + 1];
    let refused = scene.put(&digest_of(&large), &large).send().await.unwrap();
    assert_eq!(problem(refused).await.code, ProblemCode::TooLarge);
    let largest = vec![7; CourseImage::MAX_BYTES];
    let kept = scene
        .put(&digest_of(&largest), &largest)
        .send()
        .await
        .unwrap();
    assert_eq!(kept.status(), 204);
}

#[tokio::test]
async fn nobody_takes_another_courses_image_by_its_digest() {
    let mut scene = scene().await;
    let mut theirs = illustrated();
    theirs.course.price = lyceum::domain::Cents(900);
    publish(&scene.author, &theirs, None).await.unwrap();
    let thief = scene.world.person("thief", Role::Instructor).await;
    let token = token(&mut scene.world, &thief).await;
    let stolen = CourseTree {
        images: theirs.images,
        ..course("own", 0, &[("n1", &["k1"])])
    };
    let thief = Http::at(&scene.server.url("").parse().unwrap(), Some(&token));
    let mut without_bytes = GivenCourse::from(&stolen);
    without_bytes.images.truncate(1);
    let publication = Publication {
        course: without_bytes,
        options: options(None),
    };
    for lesson in stolen.lessons() {
        let text = lesson.body.markdown().as_bytes();
        let request = client().put(
            scene
                .server
                .url(&format!("/v1/uploads/{}", digest_of(text))),
        );
        request
            .bearer_auth(&token)
            .body(text.to_vec())
            .send()
            .await
            .unwrap();
    }
    let request = client().post(scene.server.url("/v1/publish"));
    let refused = request
        .bearer_auth(&token)
        .json(&publication)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(refused).await.code, ProblemCode::Incomplete);
    assert!(thief.outline(&CourseId::new("own"), None).await.is_err());
}
