//! Signing in at a provider: a real one of OpenID Connect, and one that misbehaves as it is told to.
#![expect(
    clippy::disallowed_methods,
    reason = "a provider under test runs beside the test"
)]

use std::collections::VecDeque;
use std::process::Command;
use std::sync::{Arc, Mutex};

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::{get, post};
use axum::{Json, Router};
use lyceum::sync::Http;
use lyceum::wire::{AtProvider, Begun, SignInStep, Way};
use serde_json::{Value, json};
use tempfile::NamedTempFile;

use crate::program::{Program, beside, installed};
use crate::sign_in::{Scene, begin, signed_in};

async fn at_provider(device: &Http, id: &str) -> AtProvider {
    let way = Way::Provider(id.to_owned());
    match device.begin(&begin(way)).await.unwrap() {
        Begun::AtProvider(at) => at,
        other => panic!("{other:?}"),
    }
}

impl Scene {
    /// The device asks, as if it had waited for as long as it was told to.
    async fn asks(&mut self, device: u8) -> SignInStep {
        self.world
            .run("update lyceum.login_challenges set next_poll_at = now()")
            .await;
        self.device(device).finish(None).await.unwrap()
    }
}

/// oidc-provider, with `ada`, whose address is verified, and `eve`, who says that it is hers.
struct School {
    program: Program,
    settings: String,
}

impl School {
    async fn start() -> School {
        // Modules are found from where the script lies. Another test may be reading it: it is replaced as a whole.
        let script = installed("oidc/provider.mjs");
        let copy = NamedTempFile::new_in(script.parent().unwrap()).unwrap();
        std::fs::copy(beside("provider.mjs"), copy.path()).unwrap();
        copy.persist(&script).unwrap();
        let mut program = Program::start(Command::new("node").arg(script));
        let issuer = answer(&mut program).await;
        let settings = format!(
            "[providers.school]\nname = 'School'\nissuer = '{issuer}'\nclient_id = 'lyceum'\ntrust_email = true\n"
        );
        School { program, settings }
    }

    async fn decides(&mut self, decision: &str) {
        self.program.say(decision);
        assert_eq!(answer(&mut self.program).await, "decided");
    }
}

/// What the script says, and not the library's advice.
async fn answer(program: &mut Program) -> String {
    loop {
        let line = program.line().await;
        if !line.contains("oidc-provider ") {
            return line;
        }
    }
}

#[tokio::test]
async fn a_real_provider_says_who_somebody_is() {
    let mut school = School::start().await;
    let mut scene = Scene::with(&school.settings).await;
    scene
        .world
        .run("insert into users (id, email) values ('a', 'ada@example.org')")
        .await;
    let at = at_provider(&scene.device(1), "school").await;
    assert!(
        at.address_with_code
            .as_ref()
            .is_some_and(|page| page.contains(&at.user_code)),
        "{at:?}"
    );
    assert!(matches!(
        scene.device(1).finish(None).await.unwrap(),
        SignInStep::Wait { seconds: 1..=5 }
    ));
    assert!(matches!(scene.asks(1).await, SignInStep::Wait { .. }));
    school
        .decides(&format!("approve {} ada", at.user_code))
        .await;
    let ada = signed_in(scene.asks(1).await);
    assert_eq!(ada.user.id, "a");
    let linked = "select provider || ' ' || provider_account_id from accounts";
    assert_eq!(scene.world.rows(linked).await, ["school ada"]);
    // The same answer again, and it isn't a new device.
    assert!(!signed_in(scene.device(1).finish(None).await.unwrap()).new);
}

#[tokio::test]
async fn an_address_that_a_real_provider_does_not_verify_opens_no_account() {
    let mut school = School::start().await;
    let mut scene = Scene::with(&school.settings).await;
    scene
        .world
        .run("insert into users (id, email) values ('a', 'ada@example.org')")
        .await;
    let at = at_provider(&scene.device(1), "school").await;
    school
        .decides(&format!("approve {} eve", at.user_code))
        .await;
    assert_eq!(scene.asks(1).await, SignInStep::Unverified);
}

#[tokio::test]
async fn a_person_may_decline_at_a_real_provider() {
    let mut school = School::start().await;
    let mut scene = Scene::with(&school.settings).await;
    let at = at_provider(&scene.device(1), "school").await;
    school.decides(&format!("deny {}", at.user_code)).await;
    assert_eq!(scene.asks(1).await, SignInStep::Denied);
    assert_eq!(scene.asks(1).await, SignInStep::Over);
}

/// What a provider answers next.
type Script = Arc<Mutex<VecDeque<(StatusCode, Value)>>>;

/// A GitHub that answers as it is told to, on a port of this machine.
async fn github(answers: &[(u16, Value)]) -> (String, Script) {
    let script: Script = Arc::default();
    for (status, answer) in answers {
        script
            .lock()
            .unwrap()
            .push_back((StatusCode::from_u16(*status).unwrap(), answer.clone()));
    }
    let device = || async {
        Json(
            json!({"device_code": "d", "user_code": "WDJB-MJHT", "verification_uri": "https://github.com/login/device",
                    "expires_in": 900, "interval": 5}),
        )
    };
    let token = |State(script): State<Script>| async move {
        let (status, answer) = script.lock().unwrap().pop_front().unwrap();
        (status, Json(answer))
    };
    let router = Router::new()
        .route("/login/device/code", post(device))
        .route("/login/oauth/access_token", post(token))
        .route(
            "/api/v3/user",
            get(|| async { Json(json!({"id": 42, "login": "ada", "name": null})) }),
        )
        .route(
            "/api/v3/user/emails",
            get(|| async {
                Json(
                    json!([{"email": "old@example.org", "primary": false, "verified": true},
                        {"email": "ada@example.org", "primary": true, "verified": true}]),
                )
            }),
        )
        .with_state(Arc::clone(&script));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let settings = format!(
        "[providers.github]\nclient_id = 'x'\nsite = 'http://{address}'\ntrust_email = true\n"
    );
    (settings, script)
}

#[tokio::test]
async fn github_refuses_with_status_200_and_is_asked_slower_for_good() {
    // As GitHub does it: refusals with the status 200.
    let pending = json!({"error": "authorization_pending"});
    let slow_down = json!({"error": "slow_down", "interval": 10});
    let token =
        json!({"access_token": "gho_x", "token_type": "bearer", "scope": "read:user,user:email"});
    let (settings, script) = github(&[
        (200, pending.clone()),
        (200, slow_down),
        (200, pending),
        (200, token),
    ])
    .await;
    let mut scene = Scene::with(&settings).await;
    let at = at_provider(&scene.device(1), "github").await;
    assert_eq!((at.user_code.as_str(), at.seconds), ("WDJB-MJHT", 5));
    assert_eq!(scene.asks(1).await, SignInStep::Wait { seconds: 5 });
    assert_eq!(scene.asks(1).await, SignInStep::Wait { seconds: 10 });
    assert_eq!(scene.asks(1).await, SignInStep::Wait { seconds: 10 });
    // However often a device asks, the provider hears of it once in the interval.
    assert!(matches!(
        scene.device(1).finish(None).await.unwrap(),
        SignInStep::Wait { seconds: 9..=10 }
    ));
    assert_eq!(script.lock().unwrap().len(), 1);
    let ada = signed_in(scene.asks(1).await);
    assert_eq!(
        (ada.user.email.as_str(), ada.user.name.as_deref()),
        ("ada@example.org", Some("ada"))
    );
}

#[tokio::test]
async fn a_provider_that_breaks_is_asked_again_and_one_that_expires_is_over() {
    let (settings, _) = github(&[
        (500, json!({"message": "oops"})),
        (200, json!({"unexpected": true})),
        (400, json!({"error": "expired_token"})),
    ])
    .await;
    let mut scene = Scene::with(&settings).await;
    at_provider(&scene.device(1), "github").await;
    assert!(matches!(scene.asks(1).await, SignInStep::Wait { .. }));
    assert!(matches!(scene.asks(1).await, SignInStep::Wait { .. }));
    assert_eq!(scene.asks(1).await, SignInStep::Over);
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_at_once() {
    let settings = "[providers.github]\nclient_id = 'x'\nsite = 'http://127.0.0.1:1'\n";
    let scene = Scene::with(settings).await;
    let begun = scene
        .device(1)
        .begin(&begin(Way::Provider("github".to_owned())))
        .await
        .unwrap();
    assert!(
        matches!(&begun, Begun::Unavailable { why } if why.contains("GitHub")),
        "{begun:?}"
    );
    assert_eq!(
        scene.device(1).finish(None).await.unwrap(),
        SignInStep::Over
    );
}

#[tokio::test]
async fn a_provider_that_sends_elsewhere_is_not_followed() {
    let router = Router::new()
        .fallback(|| async { axum::response::Redirect::temporary("http://127.0.0.1:1/") });
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    let scene = Scene::with(&format!(
        "[providers.x]\nissuer = 'http://{address}'\nclient_id = 'x'\n"
    ))
    .await;
    let begun = scene
        .device(1)
        .begin(&begin(Way::Provider("x".to_owned())))
        .await
        .unwrap();
    assert!(matches!(begun, Begun::Unavailable { .. }), "{begun:?}");
}

#[tokio::test]
async fn a_cancelled_sign_in_is_over_whatever_the_provider_says() {
    let token = json!({"access_token": "gho_x", "token_type": "bearer"});
    let (settings, script) = github(&[(200, token)]).await;
    let mut scene = Scene::with(&settings).await;
    at_provider(&scene.device(1), "github").await;
    scene.device(1).sign_out().await.unwrap();
    assert_eq!(scene.asks(1).await, SignInStep::Over);
    assert_eq!(script.lock().unwrap().len(), 1);
}
