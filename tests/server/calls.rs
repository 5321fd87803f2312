//! What a client can ask, over HTTP.

use lyceum::academy::Academy;
use lyceum::domain::{CourseId, LessonId};
use lyceum::sync::{Http, Remote, ServerUrl, SyncError};
use lyceum::wire::problem::ProblemCode;
use lyceum::wire::{CatalogPage, Outcome, RemoteCourse, User};

use crate::running::{Running, learner, problem, token_until};
use crate::world::{World, after, complete, course, enroll, record, study};

fn remote(server: &Running, token: &str) -> Http {
    let url: ServerUrl = server.url("").parse().unwrap();
    Http::at(&url, Some(token))
}

async fn academy(world: &World, person: &crate::world::Person) -> Academy {
    let _ = world;
    person.academy.clone()
}

#[tokio::test]
async fn a_learner_gets_over_http_what_the_database_answers() {
    let mut world = World::new().await;
    let tree = course("walk", 0, &[("m1", &["l1", "l2"]), ("m2", &["l3"])]);
    world.publish(&tree).await;
    let (ada, token) = learner(&mut world, "ada").await;
    let server = Running::of(&mut world).await;
    let http = remote(&server, &token);
    let direct = academy(&world, &ada).await;

    let hello = http.hello().await.unwrap();
    assert_eq!(hello.user, direct.hello().await.unwrap().user);
    let manifest = http.manifest(None, 10).await.unwrap();
    assert_eq!(manifest, direct.manifest(None, 10).await.unwrap());
    assert!(
        http.manifest(Some(&CourseId::new("walk")), 10)
            .await
            .unwrap()
            .is_empty()
    );
    let id = CourseId::new("walk");
    let ids = std::slice::from_ref(&id);
    assert_eq!(
        http.listing(ids).await.unwrap(),
        direct.listing(ids).await.unwrap()
    );
    assert_eq!(
        http.outline(&id, None).await.unwrap(),
        Some(direct.outline(&id).await.unwrap())
    );
    let lessons = ["l3", "l1"].map(LessonId::new);
    let bodies = http.bodies(&id, &lessons).await.unwrap();
    assert_eq!(bodies, direct.bodies(&id, &lessons).await.unwrap());

    let did = vec![
        record(1, enroll("walk")),
        record(2, study("walk", "l1", 60)),
        record(3, complete("walk", "l1")),
    ];
    let batch = ada.batch(did).await;
    let pushed = http.push(&batch).await.unwrap();
    assert!(
        pushed
            .receipts
            .iter()
            .all(|receipt| matches!(receipt.outcome, Outcome::Applied(_)))
    );
    let again = http.push(&batch).await.unwrap();
    assert!(
        again
            .receipts
            .iter()
            .all(|receipt| matches!(receipt.outcome, Outcome::Duplicate(_)))
    );
    let pulled = http.pull(&after(None, 10)).await.unwrap();
    let mut directly = direct.pull(&after(None, 10)).await.unwrap();
    directly.server_time = pulled.server_time;
    assert_eq!(pulled, directly);
}

#[tokio::test]
async fn readers_without_a_store_have_their_calls() {
    let mut world = World::new().await;
    world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    world.publish(&course("run", 500, &[("m2", &["l2"])])).await;
    let (ada, token) = learner(&mut world, "ada").await;
    let server = Running::of(&mut world).await;
    let get = |path: &str| server.get(path).bearer_auth(&token).send();

    let page: CatalogPage = get("/v1/catalog?free=true")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(page.courses.len(), 1);
    let page: CatalogPage = get("/v1/catalog?size=1")
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let next = page.next.unwrap();
    let page: CatalogPage = get(&format!("/v1/catalog?size=1&after={next}"))
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!((page.courses.len(), page.next), (1, None));
    let walk: RemoteCourse = get("/v1/courses/walk").await.unwrap().json().await.unwrap();
    assert_eq!(
        walk,
        ada.academy.course(&CourseId::new("walk")).await.unwrap()
    );
    let me: User = get("/v1/profile").await.unwrap().json().await.unwrap();
    assert_eq!(me.email, "ada@example.org");
}

#[tokio::test]
async fn without_a_good_token_nothing_is_answered() {
    let mut world = World::new().await;
    let (ada, good) = learner(&mut world, "ada").await;
    let expired = token_until(&mut world, &ada, "now() - interval '1 second'").await;
    let server = Running::of(&mut world).await;
    for path in [
        "/v1/hello",
        "/v1/catalog",
        "/v1/manifest",
        "/v1/courses/c",
        "/v1/profile",
    ] {
        let asked = server.get(path).send().await.unwrap();
        assert_eq!(asked.headers()["www-authenticate"], "Bearer");
        assert_eq!(problem(asked).await.code, ProblemCode::NotSignedIn);
        for bad in ["", "forged", &expired, &format!("{good} {good}")] {
            let asked = server.get(path).bearer_auth(bad).send().await.unwrap();
            assert_eq!(problem(asked).await.code, ProblemCode::NotSignedIn, "{bad}");
        }
        let basic = server
            .get(path)
            .basic_auth(&good, Some(&good))
            .send()
            .await
            .unwrap();
        assert_eq!(problem(basic).await.code, ProblemCode::NotSignedIn);
    }
    assert!(remote(&server, &good).hello().await.is_ok());
    world.run("delete from lyceum.devices").await;
    let revoked = remote(&server, &good).hello().await.unwrap_err();
    assert!(matches!(revoked, SyncError::Unauthorized(_)), "{revoked:?}");
}

#[tokio::test]
async fn somebody_erased_is_told_so() {
    let mut world = World::new().await;
    let (ada, token) = learner(&mut world, "ada").await;
    let server = Running::of(&mut world).await;
    let http = remote(&server, &token);
    http.hello().await.unwrap();
    world
        .run(&format!("delete from users where id = '{}'", ada.id))
        .await;
    let gone = http.hello().await.unwrap_err();
    assert!(
        matches!(gone, SyncError::Unauthorized(_) | SyncError::UserGone),
        "{gone:?}"
    );
}

#[tokio::test]
async fn health_and_readiness_are_told_apart() {
    let mut world = World::new().await;
    let server = Running::of(&mut world).await;
    let text = |path: &'static str| async { server.get(path).send().await.unwrap() };
    assert_eq!(text("/healthz").await.status(), 200);
    assert_eq!(text("/readyz").await.status(), 200);
    world
        .run("update lyceum.instance set program = '0.0.1'")
        .await;
    assert_eq!(
        problem(text("/readyz").await).await.code,
        ProblemCode::Unavailable
    );
    assert_eq!(text("/healthz").await.status(), 200);
    let figures = text("/metrics").await.text().await.unwrap();
    assert!(
        figures.contains("lyceum_requests_total{route=\"/healthz\""),
        "{figures}"
    );
    assert!(figures.contains("lyceum_pool_connections"), "{figures}");
}

#[tokio::test]
async fn an_address_that_is_wrong_gets_a_problem_like_any_other() {
    let mut world = World::new().await;
    let (_, token) = learner(&mut world, "ada").await;
    let server = Running::of(&mut world).await;
    let get = |path: &str| server.get(path).bearer_auth(&token).send();
    let codes = [
        ("/", ProblemCode::NotFound),
        ("/v1/nowhere", ProblemCode::NotFound),
        ("/v1/push", ProblemCode::MethodNotAllowed),
        ("/v1/catalog?size=many", ProblemCode::Malformed),
        ("/v1/courses/none", ProblemCode::NotFound),
        ("/v1/courses/%00", ProblemCode::Malformed),
        ("/v1/courses/%ff", ProblemCode::Malformed),
        ("/v1/catalog?text=%00", ProblemCode::Malformed),
    ];
    for (path, code) in codes {
        assert_eq!(problem(get(path).await.unwrap()).await.code, code, "{path}");
    }
}

#[tokio::test]
async fn what_has_not_changed_costs_a_304() {
    let mut world = World::new().await;
    let author = world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    let (_, token) = learner(&mut world, "ada").await;
    let server = Running::of(&mut world).await;
    for path in ["/v1/courses/walk", "/v1/courses/walk/outline"] {
        let get = |tag: &str| {
            let request = server.get(path).bearer_auth(&token);
            request.header("if-none-match", tag).send()
        };
        let first = get("\"another\"").await.unwrap();
        assert_eq!(first.status(), 200);
        let tag = first.headers()["etag"].to_str().unwrap().to_owned();
        let again = get(&tag).await.unwrap();
        assert_eq!(again.status(), 304);
        assert_eq!(again.headers()["etag"], tag.as_str());
        let walk = CourseId::new("walk");
        let base = author.academy.revision(&walk).await.unwrap();
        let mut changed = course("walk", 0, &[("m1", &["l1"])]);
        changed.course.title = format!("Another title for {path}");
        author.publish(&changed, Some(base)).await.unwrap();
        assert_eq!(get(&tag).await.unwrap().status(), 200);
    }
}

#[tokio::test]
async fn answers_are_packed_as_the_client_likes() {
    let mut world = World::new().await;
    let server = Running::of(&mut world).await;
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder()
        .no_gzip()
        .no_zstd()
        .build()
        .unwrap();
    for encoding in ["gzip", "zstd"] {
        let request = client.get(server.url("/openapi.json"));
        let request = request.header("accept-encoding", encoding);
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["content-encoding"], encoding);
    }
}
