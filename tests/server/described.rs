//! The OpenAPI document and the page that reads it.

use serde_json::Value;

use crate::running::Running;
use crate::world::World;

#[tokio::test]
async fn the_document_has_every_route_and_every_code() {
    let mut world = World::new().await;
    let server = Running::of(&mut world).await;
    let api: Value = server
        .get("/openapi.json")
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert!(
        api["openapi"].as_str().unwrap().starts_with("3.1"),
        "{}",
        api["openapi"]
    );
    for path in [
        "/v1/hello",
        "/v1/push",
        "/v1/pull",
        "/v1/courses/{course}/images/{digest}",
        "/healthz",
    ] {
        assert!(api["paths"][path].is_object(), "{path}");
    }
    let codes = api["components"]["schemas"]["ProblemCode"].to_string();
    assert!(codes.contains("\"diverged\""), "{codes}");
    for (path, methods) in api["paths"].as_object().unwrap() {
        for (method, said) in methods.as_object().unwrap() {
            let summary = said["summary"].as_str().unwrap_or_default();
            assert!(
                !summary.is_empty(),
                "{method} {path} says nothing of itself"
            );
            let is_open = !path.starts_with("/v1/") || path.starts_with("/v1/sign-in");
            assert!(
                is_open || said["security"].is_array(),
                "{method} {path} names no token"
            );
        }
    }
}

#[tokio::test]
async fn the_page_needs_nothing_from_outside() {
    let mut world = World::new().await;
    let server = Running::of(&mut world).await;
    let page = server.get("/docs").send().await.unwrap();
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .unwrap()
        .to_owned();
    assert!(policy.contains("default-src 'none'") && policy.contains("connect-src 'self'"));
    let page = page.text().await.unwrap();
    assert!(
        !page.contains("http://") && !page.contains("https://"),
        "{page}"
    );
}
