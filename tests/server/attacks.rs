//! What somebody hostile sends, and what becomes of it.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::GzEncoder;
use lyceum::domain::CourseId;
use lyceum::server::Bounds;
use lyceum::wire::problem::ProblemCode;
use lyceum::wire::{Batch, CourseOutline, Hello, Outcome, PushAnswer};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::running::{Running, learner, problem};
use crate::world::{Person, World, course, enroll, record, study};

/// An academy with a free and a paid course, its server, and Ada with her token.
struct Scene {
    world: World,
    server: Running,
    ada: Person,
    token: String,
}

async fn scene() -> Scene {
    scene_with(Bounds::default()).await
}

async fn scene_with(bounds: Bounds) -> Scene {
    let mut world = World::new().await;
    world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    world
        .publish(&course("paid", 900, &[("m2", &["p1"])]))
        .await;
    let (ada, token) = learner(&mut world, "ada").await;
    let server = Running::with(&mut world, bounds).await;
    Scene {
        world,
        server,
        ada,
        token,
    }
}

impl Scene {
    async fn posts(&self, path: &str, body: &Value) -> reqwest::Response {
        let request = crate::running::client().post(self.server.url(path));
        request
            .bearer_auth(&self.token)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    async fn posts_bytes(
        &self,
        path: &str,
        headers: &[(&str, &str)],
        body: Vec<u8>,
    ) -> reqwest::Response {
        let mut request = crate::running::client()
            .post(self.server.url(path))
            .bearer_auth(&self.token);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body).send().await.unwrap()
    }

    async fn batch(&self) -> Value {
        let batch = self.ada.batch(vec![
            record(1, enroll("walk")),
            record(2, study("walk", "l1", 60)),
        ]);
        serde_json::to_value(batch.await).unwrap()
    }

    /// The first line of what is answered to these bytes, until the server closes; empty where it says nothing.
    async fn says_to(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.server.address).await.unwrap();
        stream.write_all(bytes).await.unwrap();
        let mut answer = Vec::new();
        // A connection that is cut is an answer too.
        let _cut = stream.read_to_end(&mut answer).await;
        let answer = String::from_utf8_lossy(&answer).into_owned();
        answer.lines().next().unwrap_or_default().to_owned()
    }

    async fn still_answers(&self) {
        let hello = self
            .server
            .get("/v1/hello")
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap();
        assert_eq!(hello.status(), 200);
    }
}

#[tokio::test]
async fn ids_of_somebody_else_get_nothing_of_theirs() {
    let mut scene = scene().await;
    let (bob, bobs) = learner(&mut scene.world, "bob").await;
    bob.does(vec![
        record(7, enroll("walk")),
        record(8, study("walk", "l1", 90)),
    ])
    .await;
    // A token says who somebody is, whatever else is said.
    let client = crate::running::client();
    for (name, value) in [
        ("x-user", bob.id.as_str()),
        ("x-forwarded-user", &bob.id),
        ("cookie", &bobs),
    ] {
        let request = client.get(scene.server.url(&format!("/v1/hello?user={}", bob.id)));
        let hello = request
            .header(name, value)
            .bearer_auth(&scene.token)
            .send()
            .await
            .unwrap();
        let hello: Hello = hello.json().await.unwrap();
        assert_eq!(hello.user.id, scene.ada.id);
    }
    // Bob's place in the log isn't one of Ada's.
    let place = json!({"seq": 2, "record": "00000000-0000-0000-0000-000000000008"});
    let pulled = scene
        .posts(
            "/v1/pull",
            &json!({"after": place, "size": 10, "snapshot": null}),
        )
        .await;
    assert_eq!(problem(pulled).await.code, ProblemCode::Diverged);
    // Bob's record under Ada's name is hers, and his stays.
    let mut batch = scene.batch().await;
    batch["records"][0]["record"]["id"] = json!("00000000-0000-0000-0000-000000000008");
    batch["user"] = json!(bob.id);
    let answer: PushAnswer = scene.posts("/v1/push", &batch).await.json().await.unwrap();
    assert!(matches!(answer.receipts[0].outcome, Outcome::Applied(_)));
    assert_eq!(bob.academy.hello().await.unwrap().head.seq, 2);
    // What must be paid for stays shut.
    let bodies = scene.posts("/v1/courses/paid/bodies", &json!(["p1"])).await;
    assert_eq!(problem(bodies).await.code, ProblemCode::Forbidden);
    let through = scene.posts("/v1/courses/walk/bodies", &json!(["p1"])).await;
    assert_eq!(
        through.json::<Value>().await.unwrap(),
        json!({"bodies": []})
    );
    let outline = scene
        .server
        .get("/v1/courses/paid/outline")
        .bearer_auth(&scene.token);
    let outline: CourseOutline = outline.send().await.unwrap().json().await.unwrap();
    assert_eq!(outline.course.id, CourseId::new("paid"));
    assert_eq!(outline.modules[0].lessons[0].digest, None);
}

#[tokio::test]
async fn a_bomb_is_refused_before_it_is_unpacked() {
    let scene = scene().await;
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&vec![b' '; 20_000_000]).unwrap();
    let gzip = gzip.finish().unwrap();
    let zstd = zstd::encode_all(&vec![b' '; 20_000_000][..], 3).unwrap();
    for (encoding, bomb) in [("gzip", gzip), ("zstd", zstd)] {
        let headers = [
            ("content-type", "application/json"),
            ("content-encoding", encoding),
        ];
        let answer = scene.posts_bytes("/v1/push", &headers, bomb).await;
        assert_eq!(
            problem(answer).await.code,
            ProblemCode::TooLarge,
            "{encoding}"
        );
    }
    scene.still_answers().await;
}

#[tokio::test]
async fn a_body_of_the_wrong_type_size_or_form_is_refused() {
    let scene = scene().await;
    let batch = scene.batch().await.to_string().into_bytes();
    let json = ("content-type", "application/json");
    type Headers<'h> = &'h [(&'h str, &'h str)];
    let cases: [(Headers<'_>, Vec<u8>, ProblemCode); 9] = [
        (&[], batch.clone(), ProblemCode::UnsupportedMediaType),
        (
            &[("content-type", "text/plain")],
            batch.clone(),
            ProblemCode::UnsupportedMediaType,
        ),
        (
            &[("content-type", "application/jsonp")],
            batch.clone(),
            ProblemCode::UnsupportedMediaType,
        ),
        (
            &[json, ("content-encoding", "br")],
            batch.clone(),
            ProblemCode::UnsupportedMediaType,
        ),
        (
            &[json, ("content-encoding", "gzip")],
            batch.clone(),
            ProblemCode::Malformed,
        ),
        (&[json], Vec::new(), ProblemCode::Malformed),
        (&[json], b"[]".to_vec(), ProblemCode::Malformed),
        (&[json], vec![b'['; 100_000], ProblemCode::Malformed),
        (&[json], vec![b' '; 300_000], ProblemCode::TooLarge),
    ];
    for (headers, body, code) in cases {
        let answer = scene.posts_bytes("/v1/push", headers, body).await;
        assert_eq!(problem(answer).await.code, code, "{headers:?}");
    }
}

#[tokio::test]
async fn no_text_breaks_out_of_where_it_stands() {
    let scene = scene().await;
    let texts = [
        "'; drop table lyceum.records; --",
        "\" or 1=1",
        "$1",
        "%00",
        "../../etc/passwd",
        "..%2f..%2fetc%2fpasswd",
        "\u{202e}\u{feff}",
        "𝒜",
        "a\nb",
        "\\u0000",
    ];
    for text in texts {
        let encoded: String = url::form_urlencoded::byte_serialize(text.as_bytes()).collect();
        for path in [
            format!("/v1/catalog?text={encoded}"),
            format!("/v1/catalog?after={encoded}"),
            format!("/v1/manifest?after={encoded}"),
            format!("/v1/courses/{}", encoded.replace('+', "%20")),
            format!("/problems/{}", encoded.replace('+', "%20")),
        ] {
            let answer = scene
                .server
                .get(&path)
                .bearer_auth(&scene.token)
                .send()
                .await
                .unwrap();
            assert!(
                !answer.status().is_server_error(),
                "{path}: {}",
                answer.status()
            );
        }
        let mut batch = scene.batch().await;
        batch["records"][1]["record"]["payload"]["lesson"] = json!(text);
        batch["records"][1]["record"]["kind"] = json!(text);
        let answer = scene.posts("/v1/push", &batch).await;
        assert_eq!(answer.status(), StatusCode::OK, "{text:?}");
    }
    let alone = scene
        .batch()
        .await
        .to_string()
        .replace("\"l1\"", "\"\\ud800\"");
    let json = [("content-type", "application/json")];
    let answer = scene
        .posts_bytes("/v1/push", &json, alone.into_bytes())
        .await;
    assert_eq!(problem(answer).await.code, ProblemCode::Malformed);
    let nul = scene
        .batch()
        .await
        .to_string()
        .replace("\"l1\"", "\"\\u0000\"");
    let answer = scene.posts_bytes("/v1/push", &json, nul.into_bytes()).await;
    let answer: PushAnswer = answer.json().await.unwrap();
    assert!(matches!(answer.receipts[0].outcome, Outcome::Duplicate(_)));
    assert!(matches!(
        answer.receipts[1].outcome,
        Outcome::Refused { .. }
    ));
}

#[tokio::test]
async fn what_was_pushed_twice_counts_once() {
    let scene = scene().await;
    let batch = scene.batch().await;
    for _ in 0..3 {
        assert_eq!(scene.posts("/v1/push", &batch).await.status(), 200);
    }
    let batch: Batch = serde_json::from_value(batch).unwrap();
    assert_eq!(batch.records.len(), 2);
    assert_eq!(scene.ada.academy.hello().await.unwrap().head.seq, 2);
}

#[tokio::test]
async fn another_origin_is_allowed_nothing() {
    let scene = scene().await;
    let client = crate::running::client();
    let preflight = client
        .request(reqwest::Method::OPTIONS, scene.server.url("/v1/push"))
        .header("origin", "https://evil.example.org")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization")
        .send()
        .await
        .unwrap();
    assert_eq!(preflight.status(), 405);
    let hello = client
        .get(scene.server.url("/v1/hello"))
        .header("origin", "https://evil.example.org")
        .bearer_auth(&scene.token)
        .send()
        .await
        .unwrap();
    for answer in [preflight, hello] {
        let allows = answer
            .headers()
            .keys()
            .any(|name| name.as_str().starts_with("access-control"));
        assert!(!allows, "{:?}", answer.headers());
    }
}

#[tokio::test]
async fn smuggled_requests_are_not_answered() {
    let scene = scene().await;
    let refused: [&[u8]; 7] = [
        // Two lengths, a length and chunks, chunks that aren't.
        b"POST /v1/push HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello!",
        b"POST /v1/push HTTP/1.1\r\nHost: h\r\nContent-Length: -1\r\n\r\n",
        b"POST /v1/push HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n",
        b"POST /v1/push HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: h\r\nX: a\rInjected: b\r\n\r\n",
        b"GET /healthz HTTP/1.1\r\nHost: h\r\nX\0Y: a\r\n\r\n",
        b"GET /healthz\r\n\r\n",
    ];
    for bytes in refused {
        let said = scene.says_to(bytes).await;
        assert!(
            said.is_empty() || said.starts_with("HTTP/1.1 4"),
            "{said} to {bytes:?}"
        );
    }
    // Both a length and chunks: the chunks count, and the connection ends, so nothing can hide behind them.
    let both = b"POST /v1/push HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n";
    let mut stream = TcpStream::connect(scene.server.address).await.unwrap();
    stream.write_all(both).await.unwrap();
    let mut answer = String::new();
    let _cut = stream.read_to_string(&mut answer).await;
    assert!(!answer.contains("200 OK"), "{answer}");
    // More of a head than anybody needs.
    let many: String = (0..200).map(|n| format!("X-{n}: a\r\n")).collect();
    let said = scene
        .says_to(format!("GET /healthz HTTP/1.1\r\nHost: h\r\n{many}\r\n").as_bytes())
        .await;
    assert!(said.starts_with("HTTP/1.1 431"), "{said}");
    let long = "a".repeat(200_000);
    let said = scene
        .says_to(format!("GET /healthz HTTP/1.1\r\nHost: h\r\nX: {long}\r\n\r\n").as_bytes())
        .await;
    assert!(
        said.is_empty() || said.starts_with("HTTP/1.1 431"),
        "{said}"
    );
    let said = scene
        .says_to(format!("GET /{long} HTTP/1.1\r\nHost: h\r\n\r\n").as_bytes())
        .await;
    assert!(said.is_empty() || said.starts_with("HTTP/1.1 4"), "{said}");
    scene.still_answers().await;
}

#[tokio::test]
async fn a_slow_head_a_slow_body_and_a_silent_connection_end() {
    let quick = Bounds {
        head: Duration::from_millis(200),
        request: Duration::from_millis(300),
        idle: Duration::from_millis(500),
        ..Bounds::default()
    };
    let scene = scene_with(quick).await;
    let said = scene.says_to(b"GET /healthz HTTP/1.1\r\nHost:").await;
    assert!(said.is_empty() || said.contains("408"), "{said}");
    let said = scene.says_to(b"").await;
    assert_eq!(said, "");
    let head = format!(
        "POST /v1/push HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{{",
        scene.token
    );
    let said = scene.says_to(head.as_bytes()).await;
    assert!(said.contains("504"), "{said}");
    scene.still_answers().await;
}

#[tokio::test]
async fn who_reads_too_slowly_is_let_go() {
    let quick = Bounds {
        reading: Duration::from_millis(300),
        ..Bounds::default()
    };
    let scene = scene_with(quick).await;
    let mut stream = TcpStream::connect(scene.server.address).await.unwrap();
    // Answers of some 100 KB each, and none is read: the buffers on the way fill up.
    let asked = "GET /openapi.json HTTP/1.1\r\nHost: h\r\n\r\n".repeat(500);
    let written = stream.write_all(asked.as_bytes()).await;
    // The server has closed its end: reading comes to an end by itself, before all answers are there.
    let mut answer = Vec::new();
    let read = tokio::time::timeout(Duration::from_secs(60), async {
        // Nothing is read until the server has given up.
        while stream.write_all(b"\r\n").await.is_ok() {
            tokio::task::yield_now().await;
        }
        stream.read_to_end(&mut answer).await
    });
    assert!(read.await.is_ok());
    drop(written);
    scene.still_answers().await;
}

#[tokio::test]
async fn a_flood_is_told_when_to_come_back_and_others_get_through() {
    let strict = Bounds {
        per_address: 1,
        per_token: 20,
        ..Bounds::default()
    };
    let scene = scene_with(strict).await;
    scene.still_answers().await;
    let mut refused = 0;
    // All at once: one after the other, a slow machine would send them no faster than they are allowed.
    let flood = (0..100).map(|n| {
        let forged = scene.server.get("/v1/hello");
        forged.bearer_auth(format!("forged-{n}")).send()
    });
    for answer in futures_util::future::join_all(flood).await {
        let answer = answer.unwrap();
        if answer.status() == 429 {
            let wait: u64 = answer.headers()["retry-after"]
                .to_str()
                .unwrap()
                .parse()
                .unwrap();
            assert!((1..60).contains(&wait));
            assert_eq!(problem(answer).await.code, ProblemCode::RateLimited);
            refused += 1;
        }
    }
    assert!(refused > 50, "{refused}");
    scene.still_answers().await;
}

#[tokio::test]
async fn more_connections_than_there_is_room_for_are_closed_and_do_no_harm() {
    let small = Bounds {
        connections_per_address: 5,
        ..Bounds::default()
    };
    let scene = scene_with(small).await;
    let mut open = Vec::new();
    for _ in 0..5 {
        open.push(TcpStream::connect(scene.server.address).await.unwrap());
    }
    let said = scene
        .says_to(b"GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
        .await;
    assert_eq!(said, "");
    open.pop();
    let answered = async {
        while scene
            .says_to(b"GET /healthz HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n")
            .await
            .is_empty()
        {}
    };
    tokio::time::timeout(Duration::from_secs(30), answered)
        .await
        .unwrap();
}
