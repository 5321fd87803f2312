//! Signing in with a code, over HTTP and with a real mail server.

use std::collections::HashSet;

use lyceum::server::sign_in::{SignInDesk, SignInSettings};
use lyceum::server::{App, Bounds, Database};
use lyceum::sync::{Http, Remote, ServerUrl, SyncError};
use lyceum::wire::{Begin, Begun, Role, Scope, SignInStep, SignedIn, Way};
use secrecy::SecretString;
use tokio::net::TcpListener;

use crate::mail::MailServer;
use crate::running::{Running, client, database};
use crate::world::World;

/// A server where devices sign in.
pub(crate) struct Scene {
    pub(crate) world: World,
    pub(crate) server: Running,
}

impl Scene {
    pub(crate) async fn with(settings: &str) -> Scene {
        let mut world = World::new().await;
        let database = database(&mut world).await;
        Scene::at(world, database, settings).await
    }

    /// The same, where the server reaches the database in this way.
    pub(crate) async fn at(world: World, database: Database, settings: &str) -> Scene {
        let _ring = rustls::crypto::ring::default_provider().install_default();
        let settings = SignInSettings::read(settings).unwrap();
        let secret = |name: &str| match name {
            "pepper" => Some(SecretString::from("salt and pepper")),
            "provider-school" => Some(SecretString::from("the secret of the client")),
            _ => None,
        };
        let desk = SignInDesk::new(database.primary().clone(), settings, None, &secret).unwrap();
        let app = App::with_sign_in(database, Bounds::default(), Some(desk));
        let here = std::net::SocketAddr::from(([127, 0, 0, 1], 0));
        let server = Running::on(app, here, None).await;
        Scene { world, server }
    }

    /// A device with a token of its own.
    pub(crate) fn device(&self, number: u8) -> Http {
        let token = token(number);
        let url: ServerUrl = self.server.url("").parse().unwrap();
        Http::at(&url, Some(&token))
    }
}

/// A device's token, of the right form.
pub(crate) fn token(number: u8) -> String {
    format!(
        "lyceum_{}",
        format!("{number:03}").repeat(15).get(..43).unwrap()
    )
}

pub(crate) fn begin(way: Way) -> Begin {
    Begin {
        way,
        device: "ada's laptop".to_owned(),
        scopes: vec![Scope::Learn],
    }
}

fn by_code(address: &str) -> Begin {
    begin(Way::Code(address.to_owned()))
}

#[track_caller]
pub(crate) fn signed_in(step: SignInStep) -> SignedIn {
    match step {
        SignInStep::SignedIn(signed_in) => signed_in,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_code_by_mail_signs_in_and_the_owner_hears_of_the_device() {
    let mut mail = MailServer::start().await;
    let mut scene = Scene::with(&mail.settings()).await;
    let device = scene.device(1);
    assert!(device.offer().await.unwrap().code);
    assert!(matches!(
        device.hello().await,
        Err(SyncError::Unauthorized(_))
    ));
    let begun = device.begin(&by_code("Ada@example.org")).await.unwrap();
    assert_eq!(begun, Begun::CodeSent { expires_in: 600 });

    let with_code = mail.mail().await;
    assert_eq!(
        (with_code.to.as_str(), with_code.from.as_str()),
        ("Ada@example.org", "academy@example.org")
    );
    assert_eq!(with_code.automatic, "auto-generated");
    assert!(
        with_code.text.contains("\"ada's laptop\""),
        "{}",
        with_code.text
    );
    assert!(!with_code.subject.contains(&with_code.code()));

    let typed = with_code.code().to_lowercase().replace('-', " ");
    let ada = signed_in(device.finish(Some(&typed)).await.unwrap());
    assert_eq!(
        (ada.user.email.as_str(), ada.user.role),
        ("ada@example.org", Role::Student)
    );
    assert_eq!(device.hello().await.unwrap().user.email, "ada@example.org");
    let devices = device.devices().await.unwrap();
    assert_eq!(devices.len(), 1);
    assert!(devices[0].current);

    let about = mail.mail().await;
    assert_eq!(about.to, "ada@example.org");
    assert!(about.text.contains("ada's laptop"), "{}", about.text);
    // Programs that read mail open what is in it: that changes nothing.
    let page = about.page().replace("https://academy.example.org", "");
    let opened = scene.server.get(&page).send().await.unwrap();
    assert_eq!(opened.status(), 200);
    assert_eq!(opened.headers()["cache-control"], "no-store");
    assert!(device.hello().await.is_ok());
    let revoked = client().post(scene.server.url(&page)).send().await.unwrap();
    assert_eq!(revoked.status(), 200);
    assert!(matches!(
        device.hello().await,
        Err(SyncError::Unauthorized(_))
    ));
    assert!(mail.has_no_more());
    let hashed = "select count(*)::text from lyceum.login_challenges where code_mac is not null";
    assert_eq!(scene.world.rows(hashed).await, ["0"]);
}

#[tokio::test]
async fn known_and_unknown_addresses_get_the_same_answer_and_only_one_of_them_a_mail() {
    let mut mail = MailServer::start().await;
    let settings = format!("{}\n[registration]\nopen = false\n", mail.settings());
    let mut scene = Scene::with(&settings).await;
    scene
        .world
        .run("insert into users (id, email) values ('a', 'ada@example.org')")
        .await;
    let unknown = scene
        .device(1)
        .begin(&by_code("eve@example.org"))
        .await
        .unwrap();
    let known = scene
        .device(2)
        .begin(&by_code("ada@example.org"))
        .await
        .unwrap();
    assert_eq!(unknown, known);
    assert_eq!(mail.mail().await.to, "ada@example.org");
    assert!(mail.has_no_more());
    let wrong = scene.device(1).finish(Some("ABCD-EFGH")).await.unwrap();
    assert_eq!(
        wrong,
        scene.device(2).finish(Some("ABCD-EFGH")).await.unwrap()
    );
}

#[tokio::test]
async fn another_code_takes_the_place_of_the_one_before() {
    let mut mail = MailServer::start().await;
    let scene = Scene::with(&mail.settings()).await;
    let device = scene.device(1);
    device.begin(&by_code("ada@example.org")).await.unwrap();
    let first = mail.mail().await.code();
    device.begin(&by_code("ada@example.org")).await.unwrap();
    let second = mail.mail().await.code();
    assert!(matches!(
        device.finish(Some(&first)).await.unwrap(),
        SignInStep::Wrong { tries_left: 4 }
    ));
    signed_in(device.finish(Some(&second)).await.unwrap());
}

#[tokio::test]
async fn a_network_that_begins_too_often_is_told_when_to_come_back() {
    let mut mail = MailServer::start().await;
    let settings = format!("{}\n[limits]\naddress_hour = 2\n", mail.settings());
    let scene = Scene::with(&settings).await;
    for number in 1..=2 {
        scene
            .device(number)
            .begin(&by_code("ada@example.org"))
            .await
            .unwrap();
        mail.mail().await;
    }
    let third = scene
        .device(3)
        .begin(&by_code("ada@example.org"))
        .await
        .unwrap();
    assert!(
        matches!(
            third,
            Begun::TooMany {
                retry_after: 3000..=3600
            }
        ),
        "{third:?}"
    );
}

#[tokio::test]
async fn a_mail_server_that_is_away_is_said_for_every_address() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = format!("[mail]\nserver = 'smtp://{address}'\nfrom = 'academy@example.org'\n");
    let scene = Scene::with(&settings).await;
    let device = scene.device(1);
    // The first mail finds out: when it is tried again, that it failed is known.
    device.begin(&by_code("ada@example.org")).await.unwrap();
    for _ in 0..2 {
        drop(listener.accept().await.unwrap());
    }
    let begun = device.begin(&by_code("ada@example.org")).await.unwrap();
    assert!(matches!(begun, Begun::Unavailable { .. }), "{begun:?}");
}

#[tokio::test]
async fn tokens_of_another_form_and_of_another_academy_are_good_for_nothing() {
    let mut mail = MailServer::start().await;
    let one = Scene::with(&mail.settings()).await;
    let other = Scene::with(&mail.settings()).await;
    one.device(1)
        .begin(&by_code("ada@example.org"))
        .await
        .unwrap();
    signed_in(
        one.device(1)
            .finish(Some(&mail.mail().await.code()))
            .await
            .unwrap(),
    );
    assert!(one.device(1).hello().await.is_ok());
    assert!(matches!(
        other.device(1).hello().await,
        Err(SyncError::Unauthorized(_))
    ));
    let url: ServerUrl = one.server.url("").parse().unwrap();
    let weak = Http::at(&url, Some("1234"));
    assert!(weak.begin(&by_code("ada@example.org")).await.is_err());
}

#[tokio::test]
async fn a_device_signs_out_and_others_are_signed_out_from_it() {
    let mut mail = MailServer::start().await;
    let scene = Scene::with(&mail.settings()).await;
    for number in 1..=3 {
        scene
            .device(number)
            .begin(&by_code("ada@example.org"))
            .await
            .unwrap();
        let code = mail.mail().await.code();
        signed_in(scene.device(number).finish(Some(&code)).await.unwrap());
        mail.mail().await;
    }
    let [one, two, three] = [1, 2, 3].map(|number| scene.device(number));
    one.sign_out().await.unwrap();
    assert!(matches!(
        one.devices().await,
        Err(SyncError::Unauthorized(_))
    ));
    let devices = two.devices().await.unwrap();
    let other = devices.iter().find(|device| !device.current).unwrap();
    two.revoke_device(other.id).await.unwrap();
    assert!(three.hello().await.is_err());
    assert!(matches!(
        two.revoke_device(other.id).await,
        Err(SyncError::NotFound(_))
    ));
    assert_eq!(two.revoke_other_devices().await.unwrap(), 0);
}

#[tokio::test]
async fn an_admin_changes_roles_and_editors_with_a_token_for_it_only() {
    let mut mail = MailServer::start().await;
    let mut scene = Scene::with(&mail.settings()).await;
    scene.world.run("insert into users (id, email, role) values ('r', 'root@example.org', 'ADMIN'), ('a', 'ada@example.org', 'STUDENT')").await;
    let tree = crate::world::course("walk", 0, &[("m1", &["l1"])]);
    scene.world.publish(&tree).await;
    for (number, scopes) in [
        (1, vec![Scope::Learn]),
        (2, vec![Scope::Learn, Scope::Admin]),
    ] {
        let begin = Begin {
            scopes,
            ..by_code("root@example.org")
        };
        scene.device(number).begin(&begin).await.unwrap();
        let code = mail.mail().await.code();
        signed_in(scene.device(number).finish(Some(&code)).await.unwrap());
        mail.mail().await;
    }
    assert!(
        scene
            .device(1)
            .set_role("ada@example.org", Some(Role::Instructor))
            .await
            .is_err()
    );
    let admin = scene.device(2);
    assert!(
        !admin
            .set_role("ada@example.org", Some(Role::Instructor))
            .await
            .unwrap()
    );
    assert!(
        admin
            .set_editor("walk", "ada@example.org", true)
            .await
            .unwrap()
    );
    assert!(
        admin
            .set_editor("walk", "ada@example.org", false)
            .await
            .unwrap()
    );
    assert_eq!(admin.sign_out_all_of("root@example.org").await.unwrap(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn devices_that_sign_in_at_once_make_one_account_and_each_its_own_token() {
    let mut mail = MailServer::start().await;
    let mut scene = Scene::with(&mail.settings()).await;
    let name = |number: u8| format!("laptop {number}");
    let mut codes = Vec::new();
    for number in 1..=4 {
        let begin = Begin {
            device: name(number),
            ..by_code("ada@example.org")
        };
        scene.device(number).begin(&begin).await.unwrap();
        codes.push(mail.mail().await.code());
    }
    // A code is good on the device that asked for it only.
    let other = scene.device(2).finish(Some(&codes[0])).await.unwrap();
    assert!(matches!(other, SignInStep::Wrong { .. }), "{other:?}");

    // Each device twice: an answer may be lost, and the call made again.
    let both = (1..=4).zip(&codes).flat_map(|one| [one; 2]);
    let steps = both.map(|(number, code)| {
        let device = scene.device(number);
        async move { device.finish(Some(code)).await.unwrap() }
    });
    let steps = futures_util::future::join_all(steps).await;
    let signed_in: Vec<SignedIn> = steps.into_iter().map(signed_in).collect();
    assert_eq!(signed_in.iter().filter(|device| device.new).count(), 4);
    let people: HashSet<_> = signed_in.iter().map(|device| &device.user.id).collect();
    assert_eq!(people.len(), 1);
    let devices = "select name from lyceum.devices order by 1";
    assert_eq!(
        scene.world.rows(devices).await,
        (1..=4).map(name).collect::<Vec<_>>()
    );
}
