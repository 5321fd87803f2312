//! The server behind a real PgBouncer in transaction mode.

use std::collections::HashMap;
use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use lyceum::domain::CourseId;
use lyceum::server::{App, Bounds, ConnectionOptions, Database};
use lyceum::sync::{Http, Remote, SyncError};
use lyceum::wire::{Begun, Outcome, SignInStep, Way};

use crate::mail::MailServer;
use crate::running::{Running, learner, server_login};
use crate::sign_in::{Scene, begin, signed_in};
use crate::world::{World, after, course, enroll, record, study};

/// A PgBouncer that ends with the test.
struct Bouncer {
    folder: tempfile::TempDir,
    child: Child,
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ended = self.child.kill();
        let _waited = self.child.wait();
    }
}

impl Bouncer {
    /// In front of one database, with two connections to it for everybody.
    fn before(sockets: &Path, database: &str, login: &str) -> Bouncer {
        let folder = tempfile::Builder::new()
            .prefix("lyceum-pgb-")
            .tempdir_in("/tmp")
            .unwrap();
        let at = folder.path().display();
        let config = format!(
            "[databases]\n{database} = host={} port=5432 dbname={database} user={login}\n\
             [pgbouncer]\nlisten_addr =\nunix_socket_dir = {at}\nlisten_port = 6432\n\
             auth_type = any\npool_mode = transaction\ndefault_pool_size = 2\nmax_client_conn = 100\n\
             ignore_startup_parameters = extra_float_digits\n",
            sockets.display()
        );
        let file = folder.path().join("pgbouncer.ini");
        fs::write(&file, config).unwrap();
        // It refuses to run as root; whoever owns the server's sockets will do.
        let owner = fs::metadata(sockets).unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        chown(folder.path(), Some(owner.uid()), Some(owner.gid())).unwrap();
        let child = Command::new("pgbouncer")
            .arg("--quiet")
            .arg(&file)
            .uid(owner.uid())
            .gid(owner.gid())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("this test needs pgbouncer (apt-get install pgbouncer)");
        let bouncer = Bouncer { folder, child };
        while !bouncer.folder.path().join(".s.PGSQL.6432").exists() {
            std::thread::yield_now();
        }
        bouncer
    }

    fn url(&self, login: &str, database: &str) -> String {
        let at = self.folder.path().display();
        format!("postgres://{login}@localhost:6432/{database}?host={at}")
    }
}

/// The academy's database as a server reaches it through a pooler. Both live as long as the test.
async fn pooled(world: &mut World) -> (Bouncer, Database) {
    let login = server_login(world).await;
    let name = world.database.name.clone();
    let sockets = world.database.url_text(&login);
    let sockets = sockets.rsplit_once("host=").unwrap().1.to_owned();
    let bouncer = Bouncer::before(Path::new(&sockets), &name, &login);
    let url = bouncer.url(&login, &name).parse().unwrap();
    let reach = ConnectionOptions {
        behind_pooler: true,
        ..ConnectionOptions::default()
    };
    (bouncer, Database::at(&url, None, reach))
}

#[tokio::test]
async fn through_a_pooler_calls_of_many_share_two_connections() {
    let mut world = World::new().await;
    world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    let (_bouncer, database) = pooled(&mut world).await;
    let app = App::new(database, Bounds::default());
    let server = Running::on(app, SocketAddr::from(([127, 0, 0, 1], 0)), None).await;

    let mut people = Vec::new();
    for n in 0..8 {
        people.push(learner(&mut world, &format!("p{n}")).await);
    }
    let address = server.url("").parse().unwrap();
    let learn = people.iter().map(|(person, token)| {
        let http = Http::at(&address, Some(token));
        async move {
            for n in 1..=10 {
                let did = match n {
                    1 => record(1, enroll("walk")),
                    n => record(n, study("walk", "l1", 10)),
                };
                let batch = person.batch(vec![did]).await;
                let answer = http.push(&batch).await.unwrap();
                assert!(matches!(answer.receipts[0].outcome, Outcome::Applied(_)));
                assert_eq!(http.hello().await.unwrap().user.id, person.id);
                http.outline(&CourseId::new("walk"), None).await.unwrap();
            }
            http.pull(&after(None, 100)).await.unwrap().records.len()
        }
    });
    let counts = futures_util::future::join_all(learn).await;
    assert_eq!(counts, [10; 8]);
}

#[tokio::test]
async fn through_a_pooler_many_sign_in_at_once() {
    let mut mail = MailServer::start().await;
    let mut world = World::new().await;
    let (_bouncer, database) = pooled(&mut world).await;
    let scene = Scene::at(world, database, &mail.settings()).await;
    let address = |number: u8| format!("p{number}@example.org");
    let devices: Vec<Http> = (1..=8).map(|number| scene.device(number)).collect();

    let begin = (1..=8).zip(&devices).map(async |(number, device)| {
        let begin = begin(Way::Code(address(number)));
        let begun = device.begin(&begin).await.unwrap();
        assert_eq!(begun, Begun::CodeSent { expires_in: 600 });
    });
    futures_util::future::join_all(begin).await;
    let mut codes = HashMap::new();
    for _ in &devices {
        let mail = mail.mail().await;
        codes.insert(mail.to.clone(), mail.code());
    }
    let finish = (1..=8).zip(&devices).map(async |(number, device)| {
        let code = &codes[&address(number)];
        let wrong = device.finish(Some("AAAA-AAAA")).await.unwrap();
        assert!(matches!(wrong, SignInStep::Wrong { .. }), "{wrong:?}");
        let step = device.finish(Some(code)).await.unwrap();
        assert_eq!(signed_in(step).user.email, address(number));
        assert_eq!(device.hello().await.unwrap().user.email, address(number));
        device.sign_out().await.unwrap();
        let gone = device.hello().await;
        assert!(matches!(gone, Err(SyncError::Unauthorized(_))));
    });
    futures_util::future::join_all(finish).await;
}
