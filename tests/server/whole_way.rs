//! From an empty home to a lesson that is synced, with everything that takes part in it: the program in a terminal, a
//! keyring, a server, a database and a mail server. And the proof that nothing secret is left anywhere.

use std::fs;
use std::path::{Path, PathBuf};

use crate::home::{Home, LYCEUM};
use crate::mail::MailServer;
use crate::session::Session;
use crate::sign_in::Scene;
use crate::terminal::Terminal;
use crate::world::course;

/// The program in a terminal, where it writes down all that it can.
fn lyceum(home: &Home, session: &Session, arguments: &[&str]) -> Terminal {
    let [(name, address)] = session.variables();
    let all = [&["--log", "trace"], arguments].concat();
    Terminal::start(
        Path::new(LYCEUM),
        home.path(),
        &all,
        &[(name, address.as_str())],
    )
}

#[track_caller]
fn runs(home: &Home, session: &Session, arguments: &[&str]) -> String {
    let (status, said) = lyceum(home, session, arguments).ended();
    assert_eq!(status, 0, "{arguments:?}: {said}");
    said
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let below = |path: PathBuf| {
        if path.is_dir() {
            files_below(&path)
        } else {
            vec![path]
        }
    };
    entries.flat_map(below).collect()
}

/// Whether there is a token in it, whichever.
fn has_token(bytes: &[u8]) -> bool {
    let is_sign = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_".contains(byte);
    bytes
        .windows(7 + 43)
        .any(|window| window.starts_with(b"lyceum_") && window[7..].iter().all(is_sign))
}

fn has(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|window| window == text.as_bytes())
}

#[tokio::test(flavor = "multi_thread")]
async fn from_an_empty_home_to_a_synced_lesson_and_no_secret_left_behind() {
    let session = tokio::task::spawn_blocking(Session::with_keyring)
        .await
        .unwrap();
    let mut mail = MailServer::start().await;
    let mut scene = Scene::with(&mail.settings()).await;
    scene
        .world
        .publish(&course("walk", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let home = Home::new();
    let url = scene.server.url("");

    let mut login = lyceum(&home, &session, &["login", &url]);
    login.shows("Your e-mail address: ");
    login.send("ada@example.org\r");
    login.shows("The code: ");
    let code = mail.mail().await.code();
    let process = login.child.process_id().unwrap();
    for seen_by_others in ["cmdline", "environ"] {
        let bytes = fs::read(format!("/proc/{process}/{seen_by_others}")).unwrap_or_default();
        assert!(!has_token(&bytes), "{seen_by_others} has a token");
    }
    let limits = fs::read_to_string(format!("/proc/{process}/limits")).unwrap();
    let core = limits
        .lines()
        .find(|line| line.starts_with("Max core file size"))
        .unwrap();
    assert!(core.split_whitespace().nth(4) == Some("0"), "{core}");
    login.send(&format!("{code}\r"));
    let (status, said) = login.ended();
    assert_eq!(status, 0, "{said}");
    assert!(said.contains("as ada@example.org, student"), "{said}");
    assert!(
        said.contains("in the keyring") && !has_token(said.as_bytes()),
        "{said}"
    );

    runs(&home, &session, &["sync"]);
    runs(&home, &session, &["fetch", "walk"]);
    runs(&home, &session, &["complete", "walk", "1.1"]);
    let said = runs(&home, &session, &["sync"]);
    assert!(said.contains("ada@example.org"), "{said}");
    let done = "select lesson_id from user_progress where completed";
    assert_eq!(scene.world.rows(done).await, ["l1"]);
    let said = runs(&home, &session, &["devices"]);
    assert!(said.contains("this device"), "{said}");
    let said = runs(&home, &session, &["logout"]);
    assert!(said.contains("Signed out"), "{said}");
    assert_eq!(
        scene.world.rows("select name from lyceum.devices").await,
        [""; 0]
    );

    let log = home.path().join("state/lyceum.log");
    assert!(
        fs::read_to_string(&log).unwrap().contains("TRACE"),
        "the log has all there is to say"
    );
    for file in files_below(home.path()) {
        let bytes = fs::read(&file).unwrap();
        assert!(!has_token(&bytes), "{} has a token", file.display());
        assert!(
            !has(&bytes, &code) && !has(&bytes, &code.replace('-', "")),
            "{} has the code",
            file.display()
        );
    }
}
