//! Signing devices in, as a server calls the academy's functions for it.

use std::net::IpAddr;

use lyceum::academy::sign_in::{
    Identity, Limits, NewDevice, Poll, Proof, Registration, SignIns, Start,
};
use lyceum::academy::{TokenDigest, accounts};
use lyceum::wire::{Role, Scope, SignInStep, SignedIn};
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;

use crate::command_line::{db, said};
use crate::postgres::{Cluster, rows, run, try_run};
use crate::world::World;

/// An academy with a server that signs devices in.
struct Scene {
    world: World,
    sign_ins: SignIns,
    server: PgConnection,
}

async fn scene() -> Scene {
    let mut world = World::new().await;
    let login = format!("server_{}", world.database.name);
    accounts::grant_server(&mut world.operator, &login)
        .await
        .unwrap();
    let url = world.database.cluster.url(&login, &world.database.name);
    let pool = PgPoolOptions::new()
        .max_connections(4)
        .connect_lazy_with(url.options().clone());
    let server = world.database.connect(&login).await;
    Scene {
        world,
        sign_ins: SignIns::new(pool),
        server,
    }
}

/// A device of this number, in a network of its own.
fn device(number: u8) -> NewDevice<'static> {
    NewDevice {
        token: token(number),
        name: "ada's laptop",
        scopes: &[Scope::Learn],
        network: IpAddr::from([192, 0, 2, number]),
    }
}

fn token(number: u8) -> TokenDigest {
    TokenDigest::of(&text(number))
}

fn text(number: u8) -> String {
    format!("token {number}")
}

/// A code's MAC: for the database it is just 32 bytes.
fn mac(code: u8) -> String {
    format!("{code:02x}").repeat(32)
}

impl Scene {
    async fn start(&self, device: NewDevice<'_>, address: &str, code: u8) -> Start {
        self.sign_ins
            .start_by_code(&device, address, &mac(code), Limits::default())
            .await
            .unwrap()
    }

    async fn finish(&self, device: u8, code: u8) -> SignInStep {
        self.finish_where(device, code, &Registration::default())
            .await
    }

    async fn finish_where(&self, device: u8, code: u8, registration: &Registration) -> SignInStep {
        let proof = Proof::CodeMac(mac(code));
        let revoke = TokenDigest::of(&format!("revoke {device}"));
        self.sign_ins
            .finish(token(device), &proof, revoke, registration)
            .await
            .unwrap()
    }

    async fn sign_in(&self, number: u8, address: &str) -> SignedIn {
        assert_eq!(self.start(device(number), address, 7).await, started());
        signed_in(self.finish(number, 7).await)
    }

    async fn sign_in_by(&self, number: u8, identity: Identity) -> SignInStep {
        let limits = Limits::default();
        self.sign_ins
            .start_at_provider(&device(number), "github", limits)
            .await
            .unwrap();
        let proof = Proof::Identity(identity);
        let registration = Registration::default();
        self.sign_ins
            .finish(token(number), &proof, token(number + 100), &registration)
            .await
            .unwrap()
    }

    /// The caller's answer to a query that begins as a request with a token does.
    async fn with_token(&mut self, device: u8, query: &str) -> Result<Vec<String>, sqlx::Error> {
        let text = text(device);
        let begin =
            format!("begin; select lyceum.act_for_v1(lyceum.caller_of_token_v1(sha256('{text}')))");
        if let Err(error) = try_run(&mut self.server, &begin).await {
            try_run(&mut self.server, "rollback").await?;
            return Err(error);
        }
        let statement = sqlx::AssertSqlSafe(query.to_owned());
        let answer = sqlx::query_scalar::<_, String>(statement)
            .fetch_all(&mut self.server)
            .await;
        let end = if answer.is_ok() { "commit" } else { "rollback" };
        try_run(&mut self.server, end).await?;
        answer
    }

    async fn is_signed_in(&mut self, device: u8) -> bool {
        match self
            .with_token(device, "select lyceum.hello_v1(1)::text")
            .await
        {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(sqlstate(&error), "LY001");
                false
            }
        }
    }
}

fn started() -> Start {
    Start::Started { expires_in: 600 }
}

#[track_caller]
fn signed_in(step: SignInStep) -> SignedIn {
    match step {
        SignInStep::SignedIn(signed_in) => signed_in,
        other => panic!("{other:?}"),
    }
}

fn sqlstate(error: &sqlx::Error) -> String {
    let database = error.as_database_error().unwrap();
    database.code().unwrap().into_owned()
}

fn person(subject: &str, email: &str, trusted: bool) -> Identity {
    Identity {
        subject: subject.to_owned(),
        email: Some(email.to_owned()),
        name: Some("Ada".to_owned()),
        trusted,
    }
}

#[tokio::test]
async fn the_first_sign_in_makes_a_student_with_a_proven_address() {
    let mut scene = scene().await;
    let ada = scene.sign_in(1, "Ada@Example.org").await;
    assert_eq!(ada.user.email, "ada@example.org");
    assert_eq!(ada.user.role, Role::Student);
    assert!(ada.new);
    let verified = "select (email_verified is not null)::text from users";
    assert_eq!(scene.world.rows(verified).await, ["true"]);
    assert!(scene.is_signed_in(1).await);
    assert!(!scene.is_signed_in(2).await);
}

#[tokio::test]
async fn an_account_is_found_however_its_address_is_written() {
    let mut scene = scene().await;
    scene
        .world
        .run("insert into users (id, email, role) values ('a', 'Ada@Example.org', 'INSTRUCTOR')")
        .await;
    let ada = scene.sign_in(1, "ada@example.ORG").await;
    assert_eq!(
        (ada.user.id.as_str(), ada.user.role),
        ("a", Role::Instructor)
    );
}

#[tokio::test]
async fn a_code_may_be_guessed_five_times() {
    let scene = scene().await;
    scene.start(device(1), "ada@example.org", 7).await;
    for tries_left in [4, 3, 2, 1, 0] {
        assert_eq!(scene.finish(1, 8).await, SignInStep::Wrong { tries_left });
    }
    assert_eq!(scene.finish(1, 7).await, SignInStep::Over);
}

#[tokio::test]
async fn a_code_serves_only_the_device_that_asked_and_nobody_else_burns_its_tries() {
    let scene = scene().await;
    scene.start(device(1), "ada@example.org", 7).await;
    scene.start(device(2), "eve@example.org", 9).await;
    for _ in 0..5 {
        assert!(matches!(scene.finish(2, 7).await, SignInStep::Wrong { .. }));
    }
    assert_eq!(scene.finish(3, 7).await, SignInStep::Over);
    signed_in(scene.finish(1, 7).await);
}

#[tokio::test]
async fn a_used_code_signs_nobody_in_again_and_a_lost_answer_is_given_again() {
    let scene = scene().await;
    let first = scene.sign_in(1, "ada@example.org").await;
    let again = signed_in(scene.finish(1, 7).await);
    assert_eq!((first.new, again.new), (true, false));
    assert_eq!(first.device, again.device);
    assert!(scene.sign_ins.revoke(token(1)).await.unwrap());
    assert_eq!(scene.finish(1, 7).await, SignInStep::Over);
}

#[tokio::test]
async fn a_code_is_good_for_ten_minutes_of_the_academys_clock() {
    let mut scene = scene().await;
    scene.start(device(1), "ada@example.org", 7).await;
    let passes =
        "update lyceum.login_challenges set expires_at = expires_at - interval '601 seconds'";
    scene.world.run(passes).await;
    assert_eq!(scene.finish(1, 7).await, SignInStep::Over);
}

#[tokio::test]
async fn codes_for_an_address_are_limited_by_network_and_in_all() {
    let mut scene = scene().await;
    let from = |number: u8, network: [u8; 4]| NewDevice {
        network: IpAddr::from(network),
        ..device(number)
    };
    for number in 1..=5 {
        let begun = scene.start(from(number, [192, 0, 2, 1]), "ada@example.org", 7);
        assert_eq!(begun.await, started());
    }
    let sixth = scene
        .start(from(6, [192, 0, 2, 1]), "ADA@example.org", 7)
        .await;
    assert!(
        matches!(sixth, Start::TooMany { retry_after } if (3590..=3600).contains(&retry_after)),
        "{sixth:?}"
    );
    // Ada herself is elsewhere, and isn't locked out by somebody in another network.
    let elsewhere = scene
        .start(from(7, [198, 51, 100, 1]), "ada@example.org", 7)
        .await;
    assert_eq!(elsewhere, started());
    for number in 8..=21 {
        let begun = scene.start(from(number, [203, 0, 113, number]), "ada@example.org", 7);
        assert_eq!(begun.await, started(), "{number}");
    }
    let more = scene
        .start(from(22, [203, 0, 113, 22]), "ada@example.org", 7)
        .await;
    assert!(matches!(more, Start::TooMany { .. }), "{more:?}");
    // The day goes by.
    scene
        .world
        .run("update lyceum.login_challenges set created_at = created_at - interval '25 hours'")
        .await;
    let next_day = scene
        .start(from(23, [192, 0, 2, 1]), "ada@example.org", 7)
        .await;
    assert_eq!(next_day, started());
    let kept = "select count(*)::text from lyceum.login_challenges";
    assert_eq!(scene.world.rows(kept).await, ["1"]);
}

#[tokio::test]
async fn a_network_may_not_try_many_addresses() {
    let scene = scene().await;
    let limits = Limits {
        network_hour: 3,
        ..Limits::default()
    };
    // One holder of IPv6 addresses has 64 bits of them.
    for (number, host, free) in [
        (1, "2001:db8::1", true),
        (2, "2001:db8::2", true),
        (3, "2001:db8::ff:3", true),
        (4, "2001:db8::4", false),
        (5, "2001:db8:0:1::4", true),
    ] {
        let device = NewDevice {
            network: host.parse().unwrap(),
            ..device(number)
        };
        let address = format!("victim{number}@example.org");
        let begun = scene
            .sign_ins
            .start_by_code(&device, &address, &mac(1), limits)
            .await
            .unwrap();
        assert_eq!(begun == started(), free, "{host}: {begun:?}");
    }
}

#[tokio::test]
async fn limits_hold_for_requests_at_the_same_moment() {
    let scene = scene().await;
    let begun = (1..=20).map(|number| {
        let sign_ins = &scene.sign_ins;
        async move {
            let device = NewDevice {
                network: IpAddr::from([192, 0, 2, 1]),
                ..device(number)
            };
            let limits = Limits::default();
            sign_ins
                .start_by_code(&device, "ada@example.org", &mac(1), limits)
                .await
                .unwrap()
        }
    });
    let begun = futures_util::future::join_all(begun).await;
    let through = begun.iter().filter(|begun| **begun == started()).count();
    assert_eq!(through, 5);
}

#[tokio::test]
async fn who_may_register_is_the_operators_choice() {
    let scene = scene().await;
    let closed = Registration {
        open: false,
        domains: Vec::new(),
    };
    let school = Registration {
        open: true,
        domains: vec!["school.example".to_owned()],
    };
    for (number, address, registration, may) in [
        (1, "ada@example.org", &closed, false),
        (2, "ada@example.org", &school, false),
        (3, "ada@School.Example", &school, true),
        // Now she has an account.
        (4, "ada@school.example", &closed, true),
        (5, "eve@evil.school.example", &school, false),
        (6, "eve@school.example@evil.org", &school, false),
    ] {
        assert_eq!(
            scene
                .sign_ins
                .may_sign_in(address, registration)
                .await
                .unwrap(),
            may,
            "{address}"
        );
        scene.start(device(number), address, 7).await;
        match scene.finish_where(number, 7, registration).await {
            SignInStep::SignedIn(_) if may => {}
            SignInStep::Closed if !may => {}
            other => panic!("{address}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn two_devices_may_sign_a_new_address_in_at_once() {
    let mut scene = scene().await;
    for number in 1..=4 {
        scene.start(device(number), "ada@example.org", 7).await;
    }
    let (a, b, c, d) = tokio::join!(
        scene.finish(1, 7),
        scene.finish(2, 7),
        scene.finish(3, 7),
        scene.finish(4, 7)
    );
    let users: Vec<String> = [a, b, c, d]
        .into_iter()
        .map(|step| signed_in(step).user.id)
        .collect();
    assert!(users.iter().all(|user| *user == users[0]), "{users:?}");
    assert_eq!(
        scene.world.rows("select count(*)::text from users").await,
        ["1"]
    );
    let devices = scene
        .with_token(1, "select jsonb_array_length(lyceum.devices_v1())::text")
        .await
        .unwrap();
    assert_eq!(devices, ["4"]);
}

#[tokio::test]
async fn a_token_lasts_longer_by_being_used_but_not_for_ever() {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    let days_left =
        "select round(extract(epoch from expires_at - now()) / 86400)::text from lyceum.devices";
    assert_eq!(scene.world.rows(days_left).await, ["90"]);
    let later = |days: u32| {
        format!(
        "update lyceum.devices set signed_in_at = signed_in_at - interval '{days} days', seen_at = seen_at - interval '{days} days',
                expires_at = expires_at - interval '{days} days'")
    };
    scene.world.run(&later(80)).await;
    assert_eq!(scene.world.rows(days_left).await, ["10"]);
    assert!(scene.is_signed_in(1).await);
    assert_eq!(scene.world.rows(days_left).await, ["90"]);
    // The hour may have ended since.
    let hour = "select (seen_at in (date_trunc('hour', now()), date_trunc('hour', now() - interval '5 minutes')))::text
                  from lyceum.devices";
    assert_eq!(scene.world.rows(hour).await, ["true"]);
    for _ in 0..3 {
        scene.world.run(&later(80)).await;
        assert!(scene.is_signed_in(1).await);
    }
    // 320 days after the sign-in; a year is the end, whatever is done with it.
    assert_eq!(scene.world.rows(days_left).await, ["45"]);
    scene.world.run(&later(46)).await;
    assert!(!scene.is_signed_in(1).await);
}

#[tokio::test]
async fn a_token_is_looked_up_without_waiting_for_another_request_of_the_same_device() {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    scene
        .world
        .run("update lyceum.devices set seen_at = seen_at - interval '2 hours'")
        .await;
    scene
        .world
        .run("begin; select from lyceum.devices for update")
        .await;
    assert!(scene.is_signed_in(1).await);
    scene.world.run("commit").await;
}

#[tokio::test]
async fn a_standby_knows_a_token_whose_use_it_can_not_note() {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    scene
        .world
        .run("update lyceum.devices set seen_at = seen_at - interval '2 hours'")
        .await;
    try_run(&mut scene.server, "set default_transaction_read_only = on")
        .await
        .unwrap();
    assert!(scene.is_signed_in(1).await);
}

#[tokio::test]
async fn devices_are_listed_and_revoked_by_their_owner_alone() {
    let mut scene = scene().await;
    let ada = scene.sign_in(1, "ada@example.org").await;
    scene.sign_in(2, "ada@example.org").await;
    scene.sign_in(3, "ada@example.org").await;
    scene.sign_in(4, "eve@example.org").await;
    let current =
        "select d ->> 'id' from jsonb_array_elements(lyceum.devices_v1(sha256('token 1'))) d
                    where (d ->> 'current')::boolean";
    assert_eq!(
        scene.with_token(1, current).await.unwrap(),
        [ada.device.to_string()]
    );

    let revoke = format!("select lyceum.revoke_device_v1('{}')::text", ada.device);
    assert_eq!(scene.with_token(4, &revoke).await.unwrap(), ["false"]);
    assert!(scene.is_signed_in(1).await);
    assert_eq!(scene.with_token(2, &revoke).await.unwrap(), ["true"]);
    assert!(!scene.is_signed_in(1).await);

    let others = "select lyceum.revoke_other_devices_v1(sha256('token 2'))::text";
    assert_eq!(scene.with_token(2, others).await.unwrap(), ["1"]);
    assert!(scene.is_signed_in(2).await);
    assert!(!scene.is_signed_in(3).await);
    assert!(scene.is_signed_in(4).await);
}

#[tokio::test]
async fn whoever_has_the_mail_about_a_device_can_revoke_it() {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    let revoke = TokenDigest::of("revoke 1");
    let name = scene.sign_ins.revoke_by_mail(revoke).await.unwrap();
    assert_eq!(name.as_deref(), Some("ada's laptop"));
    assert_eq!(scene.sign_ins.revoke_by_mail(revoke).await.unwrap(), None);
    assert!(!scene.is_signed_in(1).await);
}

#[tokio::test]
async fn a_provider_is_asked_once_in_an_interval_and_slower_for_good() {
    let mut scene = scene().await;
    let sign_ins = scene.sign_ins.clone();
    assert_eq!(sign_ins.poll(token(1)).await.unwrap(), Poll::Over);
    sign_ins
        .start_at_provider(&device(1), "github", Limits::default())
        .await
        .unwrap();
    assert!(
        sign_ins
            .note_provider(token(1), "code", 5, 900)
            .await
            .unwrap()
    );
    let passes = "update lyceum.login_challenges set next_poll_at = now()";
    assert_eq!(
        sign_ins.poll(token(1)).await.unwrap(),
        Poll::Wait { seconds: 5 }
    );
    scene.world.run(passes).await;
    let ask = |poll_seconds| Poll::Ask {
        provider: "github".to_owned(),
        device_code: "code".to_owned(),
        poll_seconds,
    };
    assert_eq!(sign_ins.poll(token(1)).await.unwrap(), ask(5));
    assert_eq!(
        sign_ins.poll(token(1)).await.unwrap(),
        Poll::Wait { seconds: 5 }
    );
    assert_eq!(sign_ins.slow_down(token(1)).await.unwrap(), Some(10));
    scene.world.run(passes).await;
    assert_eq!(sign_ins.poll(token(1)).await.unwrap(), ask(10));
    assert_eq!(sign_ins.slow_down(token(1)).await.unwrap(), Some(15));
    sign_ins.end(token(1)).await.unwrap();
    assert_eq!(sign_ins.poll(token(1)).await.unwrap(), Poll::Over);
    assert_eq!(sign_ins.slow_down(token(1)).await.unwrap(), None);
}

#[tokio::test]
async fn an_address_links_accounts_only_where_it_is_vouched_for() {
    let mut scene = scene().await;
    let ada = scene.sign_in(1, "ada@example.org").await.user.id;
    let stranger = scene
        .sign_in_by(2, person("17", "ada@example.org", false))
        .await;
    assert_eq!(stranger, SignInStep::Unverified);
    let linked = scene
        .sign_in_by(3, person("18", "ADA@example.org", true))
        .await;
    assert_eq!(signed_in(linked).user.id, ada);
    // From now on by the link, whatever address the provider says.
    let moved = scene
        .sign_in_by(4, person("18", "countess@example.org", false))
        .await;
    assert_eq!(signed_in(moved).user.id, ada);
    let accounts = "select provider || ' ' || provider_account_id from accounts";
    assert_eq!(scene.world.rows(accounts).await, ["github 18"]);
    let new = scene
        .sign_in_by(5, person("19", "bob@example.org", true))
        .await;
    assert_eq!(signed_in(new).user.name.as_deref(), Some("Ada"));
}

#[tokio::test]
async fn admins_act_with_a_token_for_that_alone() {
    let mut scene = scene().await;
    scene.world.run("insert into users (id, email, role) values ('root', 'root@example.org', 'ADMIN'), ('ada', 'ada@example.org', 'STUDENT')").await;
    let admins = |number| NewDevice {
        scopes: &[Scope::Learn, Scope::Admin],
        ..device(number)
    };
    scene.start(admins(1), "ada@example.org", 7).await;
    assert_eq!(scene.finish(1, 7).await, SignInStep::NotAdmin);
    scene.sign_in(2, "root@example.org").await;
    scene.start(admins(3), "root@example.org", 7).await;
    signed_in(scene.finish(3, 7).await);

    let promote = "select lyceum.set_role_v1('Ada@example.org', 'instructor')::text";
    let refused = scene.with_token(2, promote).await.unwrap_err();
    assert_eq!(sqlstate(&refused), "LY004");
    assert_eq!(scene.with_token(3, promote).await.unwrap(), ["false"]);
    // It holds with the next request.
    scene.sign_in(4, "ada@example.org").await;
    let role = "select lyceum.hello_v1(1) -> 'user' ->> 'role'";
    assert_eq!(scene.with_token(4, role).await.unwrap(), ["instructor"]);
    assert_eq!(
        scene
            .with_token(
                3,
                "select lyceum.set_role_v1('new@example.org', 'student')::text"
            )
            .await
            .unwrap(),
        ["true"]
    );

    // Without a role nobody loses one.
    let unchanged = "select lyceum.set_role_v1('root@example.org', null)::text";
    assert_eq!(scene.with_token(3, unchanged).await.unwrap(), ["false"]);
    for nonsense in [" @ ", "nobody", "a@b@c"] {
        let call = format!("select lyceum.set_role_v1('{nonsense}', 'student')::text");
        let refused = scene.with_token(3, &call).await.unwrap_err();
        assert_eq!(sqlstate(&refused), "LY016", "{nonsense}");
    }

    scene.world.run("insert into courses (id, title, description, slug, price, duration, difficulty) values ('c', 'C', 'C', 'c', 0, 0, 'BEGINNER')").await;
    for (changed, call) in [
        ("true", "'c', 'ada@example.org', true"),
        ("false", "'c', 'ada@example.org', true"),
        ("true", "'c', 'ada@example.org', false"),
    ] {
        let call = format!("select lyceum.set_editor_v1({call})::text");
        assert_eq!(
            scene.with_token(3, &call).await.unwrap(),
            [changed],
            "{call}"
        );
    }
    let student = scene
        .with_token(
            3,
            "select lyceum.set_editor_v1('c', 'new@example.org', true)::text",
        )
        .await
        .unwrap_err();
    assert_eq!(sqlstate(&student), "LY004");

    assert_eq!(
        scene
            .with_token(3, "select lyceum.sign_out_v1('ada@example.org')::text")
            .await
            .unwrap(),
        ["1"]
    );
    assert!(!scene.is_signed_in(4).await);

    // An admin who isn't one any more has the scope for nothing.
    scene
        .world
        .run("update users set role = 'STUDENT' where id = 'root'")
        .await;
    let refused = scene.with_token(3, promote).await.unwrap_err();
    assert_eq!(sqlstate(&refused), "LY004");
    let audit = "select distinct caller from lyceum.audit_log where changed_values -> 'new' ->> 'role' = 'INSTRUCTOR'";
    assert_eq!(scene.world.rows(audit).await, ["root"]);
}

#[tokio::test]
async fn scopes_end_with_their_transaction() {
    let mut scene = scene().await;
    scene
        .world
        .run("insert into users (id, email, role) values ('root', 'root@example.org', 'ADMIN')")
        .await;
    let admins = NewDevice {
        scopes: &[Scope::Learn, Scope::Admin],
        ..device(1)
    };
    scene.start(admins, "root@example.org", 7).await;
    signed_in(scene.finish(1, 7).await);
    try_run(
        &mut scene.server,
        "begin; select lyceum.act_for_v1(lyceum.caller_of_token_v1(sha256('token 1')));
         select set_config('lyceum.scopes', current_setting('lyceum.scopes'), false); commit",
    )
    .await
    .unwrap();
    let later = try_run(&mut scene.server,
        "begin; select lyceum.act_for_v1('root'); select lyceum.set_role_v1('eve@example.org', 'admin'); commit").await;
    assert_eq!(sqlstate(&later.unwrap_err()), "LY004");
}

#[tokio::test]
async fn only_a_server_that_acts_for_nobody_signs_in() {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    let ada = scene.world.learner("eve").await;
    let mut sql = scene.world.database.connect(&ada.login).await;
    for call in [
        "start_login_v1('{}')",
        "finish_login_v1('{}')",
        "caller_of_token_v1(sha256('token 1'))",
        "poll_login_v1('')",
        "may_sign_in_v1('ada@example.org', '{}')",
        "revoke_by_mail_v1('')",
        "set_role_v1('eve@example.org', 'admin')",
        "signed_in(sha256('token 1'), true)",
        "account_for('x@example.org', null, '{\"open\": true}')",
    ] {
        let refused = try_run(&mut sql, &format!("select lyceum.{call}"))
            .await
            .unwrap_err();
        assert_eq!(sqlstate(&refused), "42501", "{call}");
    }
    // A server that works for Eve can't become Ada.
    let as_eve = format!(
        "begin; select lyceum.act_for_v1('{}'); select lyceum.caller_of_token_v1(sha256('token 1'))",
        ada.id
    );
    assert_eq!(
        sqlstate(&try_run(&mut scene.server, &as_eve).await.unwrap_err()),
        "LY001"
    );
}

#[tokio::test]
async fn a_server_of_another_academy_in_the_cluster_signs_nobody_in() {
    let scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    let other = World::new().await;
    let login = format!("server_{}", scene.world.database.name);
    let mut stranger = other.database.connect(&login).await;
    for call in [
        "start_login_v1('{}')",
        "finish_login_v1('{}')",
        "caller_of_token_v1(sha256('token 1'))",
        "poll_login_v1('')",
        "may_sign_in_v1('ada@example.org', '{}')",
        "revoke_by_mail_v1('')",
        "revoke_token_v1('')",
        "slow_down_v1('')",
        "end_login_v1('')",
        "ask_provider_v1('', '', 1, 1)",
        "set_role_v1('eve@example.org', 'admin')",
    ] {
        let refused = try_run(&mut stranger, &format!("select lyceum.{call}")).await;
        let code = sqlstate(&refused.unwrap_err());
        assert!(matches!(code.as_str(), "LY001" | "LY004"), "{call}: {code}");
    }
}

#[tokio::test]
async fn erasing_an_account_signs_it_out_and_forgets_its_sign_ins() {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    scene.start(device(2), "ada@example.org", 7).await;
    scene.world.run("delete from users").await;
    let told = scene.with_token(1, "select lyceum.hello_v1(1)::text").await;
    assert_eq!(sqlstate(&told.unwrap_err()), "LY003");
    let left = "select name || ' ' || (user_id is null)::text from lyceum.devices
                union all select address from lyceum.login_challenges";
    assert_eq!(scene.world.rows(left).await, ["erased true"]);
}

#[tokio::test]
async fn what_is_no_sign_in_is_refused() {
    let scene = scene().await;
    let long = "x".repeat(81);
    for device in [
        NewDevice {
            name: "",
            ..device(1)
        },
        NewDevice {
            name: &long,
            ..device(1)
        },
    ] {
        let refused = scene
            .sign_ins
            .start_by_code(&device, "ada@example.org", &mac(1), Limits::default())
            .await;
        assert_eq!(
            refused.unwrap_err().refusal(),
            Some(lyceum::academy::Refusal::Malformed)
        );
    }
}

#[tokio::test]
async fn a_device_that_was_revoked_since_the_copy_is_back_until_its_token_expires_or_all_are_signed_out()
 {
    let mut scene = scene().await;
    scene.sign_in(1, "ada@example.org").await;
    scene.sign_in(2, "ada@example.org").await;
    let expires = "select expires_at::text from lyceum.devices order by id";
    let before = scene.world.rows(expires).await;
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("yesterday.dump");
    let file = file.to_str().unwrap();
    let login = format!("server_{}", scene.world.database.name);
    let output = db(&scene.world.database, "operator", &["backup", file]);
    assert!(output.status.success(), "{}", said(&output));
    assert!(scene.sign_ins.revoke(token(1)).await.unwrap());
    assert!(!scene.is_signed_in(1).await);

    let restored = async |options: &[&str]| {
        let copy = Cluster::shared().empty_database().await;
        let command = [&["restore", file], options].concat();
        let output = db(&copy, "operator", &command);
        assert!(output.status.success(), "{}", said(&output));
        copy
    };
    let copy = restored(&[]).await;
    scene.server = copy.connect(&login).await;
    let mut operator = copy.operator().await;
    assert_eq!(
        rows(&mut operator, expires).await,
        before,
        "no longer than it was"
    );
    assert!(scene.is_signed_in(1).await, "docs/operating.md says so");
    run(
        &mut operator,
        "update lyceum.devices set expires_at = now() - interval '1 second'",
    )
    .await;
    assert!(!scene.is_signed_in(1).await);

    let copy = restored(&["--sign-out"]).await;
    scene.server = copy.connect(&login).await;
    for device in [1, 2] {
        assert!(!scene.is_signed_in(device).await);
    }
}
