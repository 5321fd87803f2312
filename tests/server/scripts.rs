//! The program in scripts: the token comes from the environment, and nothing asks.

use std::process::Output;

use lyceum::wire::{Begin, Scope, Way};

use crate::home::Home;
use crate::mail::MailServer;
use crate::running::Running;
use crate::sign_in::{Scene, begin, signed_in, token};
use crate::world::{World, course};

/// A command with the token of the device of this number.
async fn with_token(home: &Home, number: u8, arguments: &[&str]) -> Output {
    let mut command = home.command(arguments);
    command
        .env("LYCEUM_VAULT", "environment")
        .env("LYCEUM_TOKEN", token(number));
    tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap()
}

#[track_caller]
fn said(output: &Output) -> String {
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(
        output.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
    assert!(!said.contains("lyceum_"), "{said}");
    said
}

/// Signs the device of this number in.
async fn sign_in(scene: &Scene, mail: &mut MailServer, number: u8, who: &str, scopes: &[Scope]) {
    let begin = Begin {
        scopes: scopes.to_vec(),
        ..begin(Way::Code(format!("{who}@example.org")))
    };
    scene.device(number).begin(&begin).await.unwrap();
    let code = mail.mail().await.code();
    signed_in(scene.device(number).finish(Some(&code)).await.unwrap());
    mail.mail().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_script_syncs_with_the_token_of_its_environment() {
    let mut mail = MailServer::start().await;
    let mut scene = Scene::with(&mail.settings()).await;
    let walk = course("walk", 0, &[("m1", &["l1"])]);
    scene.world.publish(&walk).await;
    sign_in(&scene, &mut mail, 1, "ada", &[Scope::Learn]).await;
    let home = Home::new();
    let url = format!("url = \"{}\"\n", scene.server.url(""));
    home.write("config/config.toml", &url);

    said(&with_token(&home, 1, &["sync"]).await);
    said(&with_token(&home, 1, &["fetch", "walk"]).await);
    said(&with_token(&home, 1, &["complete", "walk", "1.1"]).await);
    said(&with_token(&home, 1, &["sync"]).await);
    let done = "select lesson_id from user_progress where completed";
    assert_eq!(scene.world.rows(done).await, ["l1"]);
    let who = said(&with_token(&home, 1, &["whoami"]).await);
    assert!(who.contains("ada@example.org"), "{who}");

    let stranger = with_token(&home, 2, &["sync"]).await;
    assert_eq!(stranger.status.code(), Some(1));
    let complaint = String::from_utf8_lossy(&stranger.stderr);
    let advice = format!("run `lyceum login {}`", scene.server.url(""));
    assert!(complaint.contains(&advice), "{complaint}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_not_signed_in_is_told_the_command_for_it() {
    let mut world = World::new().await;
    let server = Running::of(&mut world).await;
    let home = Home::new();
    let url = server.url("");
    home.write("config/config.toml", &format!("url = \"{url}\"\n"));
    home.write_course("course");
    let said = format!("not signed in: run `lyceum login {url}`");
    for arguments in [
        vec!["sync"],
        vec!["whoami"],
        vec!["fetch", "walk"],
        vec!["devices"],
        vec!["publish", "course", "--to", &url],
        vec!["db", "--url", &url, "grant", "ada@example.org"],
    ] {
        let mut command = home.command(&arguments);
        let output = tokio::task::spawn_blocking(move || command.output().unwrap());
        let output = output.await.unwrap();
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {complaint}");
        assert!(complaint.contains(&said), "{arguments:?}: {complaint}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_admin_grants_appoints_and_revokes_through_the_server() {
    let mut mail = MailServer::start().await;
    let mut scene = Scene::with(&mail.settings()).await;
    let walk = course("walk", 0, &[("m1", &["l1"])]);
    scene.world.publish(&walk).await;
    scene
        .world
        .run("insert into users (id, email, role) values ('r', 'root@example.org', 'ADMIN')")
        .await;
    let admin = [Scope::Learn, Scope::Admin];
    sign_in(&scene, &mut mail, 1, "root", &[Scope::Learn]).await;
    sign_in(&scene, &mut mail, 2, "root", &admin).await;
    sign_in(&scene, &mut mail, 3, "ada", &[Scope::Learn]).await;
    let home = Home::new();
    let url = scene.server.url("");
    let db = async |number: u8, arguments: &[&str]| {
        let all = [&["db", "--url", &url], arguments].concat();
        with_token(&home, number, &all).await
    };

    let promote = ["grant", "ada@example.org", "--role", "instructor"];
    let refused = db(1, &promote).await;
    assert_eq!(refused.status.code(), Some(1), "without the scope");
    said(&db(2, &promote).await);
    said(&db(2, &["editor", "add", "walk", "ada@example.org"]).await);
    let made = said(&db(2, &["grant", "new@example.org"]).await);
    assert!(made.contains("Made an account"), "{made}");
    // Without a role nobody loses one.
    said(&db(2, &["grant", "root@example.org"]).await);
    let roles = "select email || ' ' || role from users where email not like 'author%' order by 1";
    assert_eq!(
        scene.world.rows(roles).await,
        [
            "ada@example.org INSTRUCTOR",
            "new@example.org STUDENT",
            "root@example.org ADMIN"
        ]
    );
    let out = said(&db(2, &["revoke", "ada@example.org"]).await);
    assert!(out.contains("1 device"), "{out}");
    assert!(scene.device(3).devices().await.is_err());
    for nonsense in ["nobody", " @ "] {
        assert!(!db(2, &["grant", nonsense]).await.status.success());
    }
    let refused = db(2, &["doctor"]).await;
    assert_eq!(refused.status.code(), Some(2));
}
