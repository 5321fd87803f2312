//! What a sync costs, over PostgreSQL itself. `scripts/bench sync` runs it: it says in LYCEUM_BENCH_DATABASE where an
//! academy is, and in LYCEUM which program is measured as a command.
#![expect(
    clippy::unwrap_used,
    reason = "a bench that can't set up its world has nothing to measure"
)]
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "measuring is reading the clock, and printing is how a bench reports"
)]

#[path = "terminal/keys.rs"]
mod keys;
#[path = "terminal/screen.rs"]
#[expect(dead_code, reason = "benches/terminal uses the rest")]
mod screen;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use chrono::Utc;
use lyceum::academy::{Academy, DatabaseUrl, accounts};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseTree, DeviceId, Difficulty, Fact, Lesson, LessonHead,
    LessonId, LessonKind, LessonNumber, Minutes, Module, ModuleId, RawRecord, Record, RecordId,
    Seconds, Timestamp,
};
use lyceum::store::Store;
use lyceum::sync::{Answers, Postgres, Program, Remote, sync};
use lyceum::wire::{Batch, MAX_RECORDS, PublishOptions, Pushed, Role};
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;
use uuid::Uuid;

use keys::{CATALOG, FRAME, OUTLINE, PANES, take_turns};
use screen::Screen;

const LESSONS: usize = 200;

/// A learner with a login, and a home for their program.
struct Learner {
    login: String,
    url: String,
    remote: Postgres,
    home: PathBuf,
}

struct World {
    operator: PgConnection,
    folder: PathBuf,
    address: String,
}

impl World {
    async fn learner(&mut self, name: &str, role: Role) -> Learner {
        let email = format!("{name}@example.org");
        let login = accounts::grant(&mut self.operator, &email, role)
            .await
            .unwrap()
            .login;
        let url = self
            .address
            .replace("postgres://postgres@", &format!("postgres://{login}@"));
        let home = self.folder.join(name);
        fs::create_dir_all(home.join("data/profiles/default")).unwrap();
        let database: DatabaseUrl = url.parse().unwrap();
        Learner {
            login,
            remote: Postgres::at(&database, None),
            url,
            home,
        }
    }
}

impl Learner {
    async fn store(&self) -> Store {
        Store::open(&self.home.join("data/profiles/default/lyceum.db"))
            .await
            .unwrap()
    }

    /// The command `lyceum sync`, with what the operating system says of its memory.
    fn command(&self) -> Child {
        let program = std::env::var_os("LYCEUM").unwrap();
        Command::new(program)
            .args(["sync", "--yes"])
            .env("LYCEUM_HOME", &self.home)
            .env("LYCEUM_URL", &self.url)
            .stdout(Stdio::null())
            .spawn()
            .unwrap()
    }

    /// The time of the whole command, and the most memory that it had, in MB.
    fn command_takes(&self) -> (Duration, u64) {
        let start = Instant::now();
        let mut child = self.command();
        let mut peak = 0;
        while child.try_wait().unwrap().is_none() {
            peak = peak.max(peak_memory(child.id()));
            std::thread::sleep(Duration::from_millis(1));
        }
        assert!(child.wait().unwrap().success());
        (start.elapsed(), peak / 1024)
    }
}

/// The most memory that a process had, in kB.
fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status"));
    let status = status.unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1));
    kb.and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// The time of the engine alone.
async fn engine_takes(learner: &Learner) -> Duration {
    let store = learner.store().await;
    let start = Instant::now();
    runs(&store, &learner.remote).await;
    let took = start.elapsed();
    store.close().await;
    took
}

async fn runs(store: &Store, remote: &impl Remote) {
    let stop = AtomicBool::new(false);
    let program = Program {
        device: DeviceId(Uuid::from_u128(1)),
        holder: Uuid::new_v4(),
        now: &|| Timestamp::new(Utc::now()),
        stop: &stop,
    };
    let answers = Answers {
        send_past: Some(true),
        ..Answers::default()
    };
    sync(store, remote, program, answers, &mut |_| {})
        .await
        .unwrap();
}

fn records(count: usize) -> Vec<Record> {
    let start = Utc::now() - chrono::TimeDelta::days(200);
    let record = |number: usize, fact| {
        let minutes = i64::try_from(number).unwrap();
        let at = Timestamp::new(start + chrono::TimeDelta::minutes(minutes * 2));
        Record {
            id: RecordId(Uuid::now_v7()),
            device: DeviceId(Uuid::from_u128(1)),
            occurred_at: at,
            local_date: at.utc().date_naive(),
            fact,
        }
    };
    let course = CourseId::new("course");
    let study = |number: usize| Fact::Study {
        course: course.clone(),
        lesson: LessonId::new(format!("lesson-{}", number % LESSONS)),
        seconds: Seconds(40),
    };
    let enroll = Fact::Enroll {
        course: course.clone(),
    };
    let mut all = vec![record(0, enroll)];
    all.extend((1..count).map(|number| record(number, study(number))));
    all
}

async fn waits(learner: &Learner, count: usize) {
    let store = learner.store().await;
    for part in records(count).chunks(5_000) {
        store.append_all(part).await.unwrap();
    }
    store.close().await;
}

/// The time that pgbench takes to push the same batches, one after the other over one connection.
async fn pgbench_takes(world: &World, learner: &Learner, count: usize) -> Duration {
    let hello = learner.remote.hello().await.unwrap();
    let path = world.folder.join("batches.sql");
    let mut file = fs::File::create(&path).unwrap();
    for part in records(count).chunks(MAX_RECORDS) {
        let pushed = part.iter().map(|record| Pushed {
            record: RawRecord::try_from(record).unwrap(),
            effective_at: None,
            counted: None,
        });
        let batch = Batch {
            instance: hello.instance,
            device: DeviceId(Uuid::from_u128(1)),
            base: None,
            sent_at: hello.server_time,
            records: pushed.collect(),
        };
        // No variable of pgbench has a name that the JSON has behind a colon, so it stays as it is.
        let text = serde_json::to_string(&batch).unwrap();
        writeln!(file, "select lyceum.push_v1('{text}');").unwrap();
    }
    let start = Instant::now();
    let output = Command::new("pgbench")
        .args(["-n", "-c", "1", "-t", "1", "-U", &learner.login, "-f"])
        .arg(&path)
        .output()
        .unwrap();
    let took = start.elapsed();
    assert!(output.status.success(), "{output:?}");
    took
}

/// Syncs while the reader writes, as both do in one program, and returns the time of the sync and the longest wait of a
/// write.
async fn waits_beside(learner: &Learner) -> (Duration, Duration) {
    let store = learner.store().await;
    let ended = AtomicBool::new(false);
    let start = Instant::now();
    let syncing = async {
        runs(&store, &learner.remote).await;
        ended.store(true, Ordering::Relaxed);
        start.elapsed()
    };
    let writing = async {
        let mut longest = Duration::ZERO;
        while !ended.load(Ordering::Relaxed) {
            let before = Instant::now();
            store
                .want_course(&CourseId::new("nowhere"), true)
                .await
                .unwrap();
            longest = longest.max(before.elapsed());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        longest
    };
    let took = tokio::join!(syncing, writing);
    store.close().await;
    took
}

/// Keys on each screen of a reader, while it pulls a long log to a new device.
async fn keys_beside(again: impl Fn(&str) -> Learner) -> Result<()> {
    for (number, pane) in PANES.iter().enumerate() {
        let learner = again(&format!("keys-{number}"));
        let mut reader = reader(&learner, &["--course", "ai-foundations"])?;
        reader.wait_for(&[OUTLINE])?;
        reader.wait_for(&["syncing"])?;
        for before in &PANES[..number] {
            before.go(&mut reader)?;
        }
        let samples = pane.measure(&mut reader)?;
        let binding = learner.store().await.binding().await?;
        let is_over = binding.is_some_and(|binding| binding.synced_at.is_some());
        p99(
            &format!("a key while it pulls; {}", pane.name),
            samples,
            if is_over { "it was over" } else { "" },
        );
    }
    Ok(())
}

/// The program of a learner who has set the academy's address, in a terminal.
fn reader(learner: &Learner, arguments: &[&str]) -> Result<Screen> {
    let config = learner.home.join("config");
    fs::create_dir_all(&config)?;
    fs::write(
        config.join("config.toml"),
        format!("url = {:?}\n", learner.url),
    )?;
    let program = std::env::var_os("LYCEUM").context("LYCEUM names no program")?;
    Screen::start(Path::new(&program), arguments, &learner.home)
}

fn p99(what: &str, mut samples: Vec<Duration>, remark: &str) {
    samples.sort();
    let p99 = samples[samples.len() * 99 / 100].as_secs_f64() * 1000.0;
    let median = samples[samples.len() / 2].as_secs_f64() * 1000.0;
    line(
        &format!("{what}, p50 and p99"),
        &format!("{median:.2} {p99:.2} ms"),
        &format!("({} ms) {remark}", FRAME.as_millis()),
    );
}

fn course() -> CourseTree {
    let lesson = |number: usize| {
        let head = LessonHead {
            id: LessonId::new(format!("lesson-{number}")),
            number: LessonNumber::default(),
            title: format!("Lesson {number}"),
            kind: LessonKind::Text,
            minutes: Minutes(5),
            estimated: false,
            video: None,
            resource: None,
            objectives: Vec::new(),
            path: format!("{number}.md"),
        };
        let text = "Some words of a lesson that is neither long nor short. ".repeat(150);
        Lesson::new(head, Body::Text(format!("# Lesson {number}\n\n{text}")))
    };
    let course = Course {
        id: CourseId::new("course"),
        slug: "course".parse().unwrap(),
        title: "A course".to_owned(),
        description: "What it is about.".to_owned(),
        difficulty: Difficulty::Beginner,
        price: Cents(0),
        language: "en".to_owned(),
        license: None,
        objectives: Vec::new(),
        prerequisites: Vec::new(),
    };
    let module = Module {
        id: ModuleId::new("module"),
        title: "The only module".to_owned(),
        description: String::new(),
        lessons: (0..LESSONS).map(lesson).collect(),
    };
    CourseTree::new(course, vec![module], Vec::new())
}

async fn publish(world: &mut World) {
    let author = world.learner("author", Role::Instructor).await;
    let database: DatabaseUrl = author.url.parse().unwrap();
    let pool = PgPoolOptions::new().connect_lazy_with(database.options().clone());
    let options = PublishOptions {
        base: None,
        publish: true,
        dry_run: false,
    };
    let academy = Academy::direct(pool);
    academy.publish(&course(), &options).await.unwrap();
}

fn line(what: &str, figure: &str, budget: &str) {
    println!("{what:<64}{figure:>14}   {budget}");
}

fn ms(time: Duration) -> String {
    format!("{:.0} ms", time.as_secs_f64() * 1000.0)
}

async fn measure(world: &mut World) {
    let (ada, grace) = (
        world.learner("ada", Role::Student).await,
        world.learner("grace", Role::Student).await,
    );
    waits(&ada, 10_000).await;
    let floor = pgbench_takes(world, &grace, 10_000).await;
    let first = engine_takes(&ada).await;
    line("10,000 records waiting, pushed by pgbench", &ms(floor), "");
    let ratio = first.as_secs_f64() / floor.as_secs_f64();
    line(
        "the same as a first sync, with its course",
        &ms(first),
        &format!("{ratio:.2} x (1.5 x)"),
    );

    let bea = world.learner("bea", Role::Student).await;
    waits(&bea, 500).await;
    line(
        "500 records up, the engine",
        &ms(engine_takes(&bea).await),
        "",
    );
    let home = bea.home.clone();
    let again = |name: &str| Learner {
        login: bea.login.clone(),
        url: bea.url.clone(),
        remote: bea.remote.clone(),
        home: fresh(&home, name),
    };
    line(
        "500 records down, the engine",
        &ms(engine_takes(&again("down")).await),
        "",
    );
    let (down, _) = again("down-command").command_takes();
    line("500 records down, the command", &ms(down), "");
    line(
        "nothing new, the engine",
        &ms(engine_takes(&bea).await),
        "one call",
    );
    line("nothing new, the command", &ms(bea.command_takes().0), "");
    let carl = world.learner("carl", Role::Student).await;
    waits(&carl, 500).await;
    line(
        "500 records up, the command",
        &ms(carl.command_takes().0),
        "",
    );

    let many = world.learner("many", Role::Student).await;
    waits(&many, 100_000).await;
    engine_takes(&many).await;
    let there = |name: &str| Learner {
        login: many.login.clone(),
        url: many.url.clone(),
        remote: many.remote.clone(),
        home: fresh(&many.home, name),
    };
    let (took, peak) = there("command").command_takes();
    line(
        "a new device pulls 100,000 records, the command",
        &ms(took),
        &format!("{peak} MB"),
    );
    let (took, longest) = waits_beside(&there("beside")).await;
    line("the same while the reader writes", &ms(took), "");
    line(
        "the longest that a write waited then",
        &ms(longest),
        "(10 ms)",
    );
    keys_beside(there).await.unwrap();
    catalog(world).await;
}

async fn catalog(world: &mut World) {
    const COURSES: &str = "
        insert into courses (id, title, description, slug, price, duration, difficulty, published)
        select 'many-' || n, 'Course ' || n, 'What it is about.', 'many-' || n, 0, 0, 'BEGINNER', false
          from generate_series(1, 100000) n";
    sqlx::raw_sql(COURSES)
        .execute(&mut world.operator)
        .await
        .unwrap();
    // A course without content can't be published by a learner's means; here it is the number that counts.
    sqlx::raw_sql("set session_replication_role = replica; update courses set published = true; analyze; reset session_replication_role")
        .execute(&mut world.operator)
        .await
        .unwrap();
    let reader = world.learner("reader", Role::Student).await;
    line(
        "a catalog of 100,000 courses, the first time",
        &ms(engine_takes(&reader).await),
        "",
    );
    line(
        "the same when nothing changed",
        &ms(engine_takes(&reader).await),
        "one call",
    );
    let again = Learner {
        login: reader.login.clone(),
        url: reader.url.clone(),
        remote: reader.remote.clone(),
        home: fresh(&reader.home, "command"),
    };
    let (took, peak) = again.command_takes();
    line(
        "the same the first time, the command",
        &ms(took),
        &format!("{peak} MB"),
    );
    search_catalog(&again).unwrap();
}

/// Keys in the list of a large catalog.
fn search_catalog(learner: &Learner) -> Result<()> {
    let mut list = reader(learner, &[])?;
    list.wait_for(&[CATALOG])?;
    let opens = list.press_for("a", "100000")?;
    line("the list of 100,000 courses opens", &ms(opens), "");
    p99(
        "a key in its search",
        take_turns(&mut list, &["7", "\x7f"])?,
        "",
    );
    line(
        "memory with it",
        &format!("{} MB", peak_memory(list.pid()) / 1024),
        "",
    );
    Ok(())
}

fn fresh(home: &Path, name: &str) -> PathBuf {
    let home = home.join(name);
    fs::create_dir_all(home.join("data/profiles/default")).unwrap();
    home
}

fn main() {
    let Ok(address) = std::env::var("LYCEUM_BENCH_DATABASE") else {
        println!("sync: run scripts/bench sync, which starts a database");
        return;
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let folder = tempfile::tempdir().unwrap();
        let database: DatabaseUrl = address.parse().unwrap();
        let mut world = World {
            operator: database.connect().await.unwrap(),
            folder: folder.path().to_owned(),
            address,
        };
        publish(&mut world).await;
        measure(&mut world).await;
    });
}
