//! The client killed in the middle of a sync, and the server under it: sums are exact all the same.

use std::io::Read;
use std::process::{Child, Stdio};
use std::sync::{OnceLock, mpsc};

use lyceum::domain::{CourseId, DeviceId, Fact, LessonId, Record, RecordId, Seconds};
use lyceum::store::Store;
use lyceum::wire::Role;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use uuid::Uuid;

use crate::academies::Database;
use crate::device::{enroll, study};
use crate::home::Home;
use crate::postgres::{Cluster, Durability, rows};
use crate::world::{at, course};

const KILLS: usize = 50;
const RECORDS: u128 = 3_000;

fn record(number: u128, fact: Fact) -> Record {
    let seconds = i64::try_from(number).unwrap();
    Record {
        id: RecordId(Uuid::from_u128(number)),
        device: DeviceId(Uuid::from_u128(0xd)),
        occurred_at: at(seconds),
        local_date: at(seconds).utc().date_naive(),
        fact,
    }
}

/// A profile with a course's worth of records that nobody has sent, and the academy that should get them.
pub(crate) async fn world(cluster: &'static Cluster) -> (Home, Database, String) {
    let mut database = Database::on(cluster).await;
    database.publish(&course("free", 0, &["f1", "f2"])).await;
    let login = database.login("ada", Role::Student).await;
    let url = database.inner.url_text(&login);
    let home = Home::new();
    std::fs::create_dir_all(home.store().parent().unwrap()).unwrap();
    let store = Store::open(&home.store()).await.unwrap();
    let mut records = vec![record(1, enroll("free"))];
    records.extend((2..=RECORDS).map(|number| record(number, study("free", "f1", 2))));
    store.append_all(&records).await.unwrap();
    store.close().await;
    (home, database, url)
}

/// The seconds of all of them.
pub(crate) fn total() -> u64 {
    2 * (u64::try_from(RECORDS).unwrap() - 1)
}

/// What the academy and the profile have in the end.
pub(crate) async fn is_exact(home: &Home, database: &mut Database) {
    let total = total();
    let there = rows(
        &mut database.operator,
        "select count(*), sum(counted), (select sum(time_spent) from user_progress) from lyceum.records",
    );
    assert_eq!(there.await, [format!("{RECORDS}|{total}|{total}")]);
    let store = Store::open(&home.store()).await.unwrap();
    let outline = store
        .outline(&CourseId::new("free"))
        .await
        .unwrap()
        .unwrap();
    let lesson = outline
        .lessons()
        .find(|(_, l)| l.head.id == LessonId::new("f1"));
    assert_eq!(lesson.unwrap().1.progress.seconds, Seconds(total));
    let fates = store.fates().await.unwrap();
    assert_eq!((fates.to_send, fates.held, fates.refused), (0, 0, 0));
    store.close().await;
}

/// A `lyceum sync` that goes on.
struct Syncing {
    process: Child,
    events: mpsc::Receiver<Event>,
    _watcher: RecommendedWatcher,
}

#[derive(PartialEq)]
enum Event {
    /// It wrote into its store.
    Wrote,
    /// It came to its end.
    Ended,
}

impl Syncing {
    #[expect(
        clippy::disallowed_methods,
        reason = "something must hear the process end"
    )]
    fn start(home: &Home, url: &str) -> Syncing {
        let (sender, events) = mpsc::channel();
        let wrote = sender.clone();
        let mut watcher =
            notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
                if event.is_ok_and(|event| event.kind.is_modify()) {
                    // Nobody listens any more once the process was killed.
                    let _late = wrote.send(Event::Wrote);
                }
            })
            .unwrap();
        let folder = home.store().parent().unwrap().to_owned();
        watcher.watch(&folder, RecursiveMode::NonRecursive).unwrap();
        let mut process = home
            .command(&["sync", "--yes"])
            .env("LYCEUM_URL", url)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = process.stdout.take().unwrap();
        std::thread::spawn(move || {
            let _read = output.read_to_end(&mut Vec::new());
            let _late = sender.send(Event::Ended);
        });
        Syncing {
            process,
            events,
            _watcher: watcher,
        }
    }

    /// Waits until it has written so often, or has come to its end.
    fn after_writes(&self, writes: usize) {
        for _ in 0..writes {
            if self.events.recv().unwrap() == Event::Ended {
                return;
            }
        }
    }

    fn dies(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    fn ends(mut self) {
        self.process.wait().unwrap();
    }
}

pub(crate) fn syncs_to_the_end(home: &Home, url: &str) {
    let last = home
        .command(&["sync", "--yes"])
        .env("LYCEUM_URL", url)
        .output()
        .unwrap();
    assert!(last.status.success(), "{last:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_client_that_is_killed_fifty_times_sends_everything_once() {
    let (home, mut database, url) = world(Cluster::shared()).await;
    for kill in 0..KILLS {
        let syncing = Syncing::start(&home, &url);
        // Anywhere from the start of the program to the end of the sync.
        syncing.after_writes(kill * 13 % 97);
        syncing.dies();
    }
    syncs_to_the_end(&home, &url);
    is_exact(&home, &mut database).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_is_killed_under_a_sync_loses_and_doubles_nothing() {
    static CLUSTER: OnceLock<Cluster> = OnceLock::new();
    let cluster = CLUSTER.get_or_init(|| Cluster::start(Durability::On));
    let (home, database, url) = world(cluster).await;
    let (inner, operator) = (database.inner, database.operator);
    drop(operator);
    for crash in 0..8 {
        let syncing = Syncing::start(&home, &url);
        syncing.after_writes(3 + crash * 5);
        cluster.crash();
        cluster.restart();
        syncing.ends();
    }
    syncs_to_the_end(&home, &url);
    let operator = inner.operator().await;
    let mut database = Database { inner, operator };
    is_exact(&home, &mut database).await;
}
