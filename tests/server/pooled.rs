//! The server behind a real PgBouncer in transaction mode.

use std::fs;
use std::net::SocketAddr;
use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use lyceum::domain::CourseId;
use lyceum::server::{App, Bounds, Database, Reach};
use lyceum::sync::{Http, Remote};
use lyceum::wire::Outcome;

use crate::running::{Running, learner, server_login};
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

#[tokio::test]
async fn through_a_pooler_calls_of_many_share_two_connections() {
    let mut world = World::new().await;
    world.publish(&course("walk", 0, &[("m1", &["l1"])])).await;
    let login = server_login(&mut world).await;
    let name = world.database.name.clone();
    let sockets = world.database.url_text(&login);
    let sockets = sockets.rsplit_once("host=").unwrap().1.to_owned();
    let bouncer = Bouncer::before(Path::new(&sockets), &name, &login);
    let url = bouncer.url(&login, &name).parse().unwrap();
    let reach = Reach {
        behind_pooler: true,
        ..Reach::default()
    };
    let app = App::new(Database::at(&url, None, reach), Bounds::default());
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
                http.outline(&CourseId::new("walk")).await.unwrap();
            }
            http.pull(&after(None, 100)).await.unwrap().records.len()
        }
    });
    let counts = futures_util::future::join_all(learn).await;
    assert_eq!(counts, [10; 8]);
}
