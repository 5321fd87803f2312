//! The academy of a measurement, its learners, and what waits at them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use chrono::Utc;
use lyceum::academy::{Academy, DatabaseUrl, accounts};
use lyceum::domain::{
    Body, Cents, Course, CourseId, CourseTree, DeviceId, Difficulty, Fact, Lesson, LessonHead,
    LessonId, LessonKind, LessonNumber, Minutes, Module, ModuleId, Record, RecordId, Seconds,
    Timestamp,
};
use lyceum::store::Store;
use lyceum::sync::{Answers, Postgres, Program, Remote, sync};
use lyceum::wire::{PublishOptions, Role};
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;
use uuid::Uuid;

use crate::screen::Screen;

const LESSONS: usize = 200;

/// A learner with a login, and a home for their program.
pub(crate) struct Learner {
    pub(crate) login: String,
    url: String,
    pub(crate) remote: Postgres,
    home: PathBuf,
}

pub(crate) struct World {
    pub(crate) operator: PgConnection,
    pub(crate) folder: PathBuf,
    pub(crate) address: String,
}

impl World {
    /// A store that belongs to nobody.
    pub(crate) async fn store(&self, name: &str) -> Store {
        let path = self.folder.join(name).join("lyceum.db");
        Store::open(&path).await.unwrap()
    }

    pub(crate) async fn learner(&mut self, name: &str, role: Role) -> Learner {
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
    /// The same learner on a new device.
    pub(crate) fn on(&self, device: &str) -> Learner {
        let home = self.home.join(device);
        fs::create_dir_all(home.join("data/profiles/default")).unwrap();
        Learner {
            login: self.login.clone(),
            url: self.url.clone(),
            remote: self.remote.clone(),
            home,
        }
    }

    pub(crate) async fn store(&self) -> Store {
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
    pub(crate) fn command_takes(&self) -> (Duration, u64) {
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

    /// The program in a terminal, with the academy's address in its settings.
    pub(crate) fn reader(&self, arguments: &[&str]) -> Result<Screen> {
        let config = self.home.join("config");
        fs::create_dir_all(&config)?;
        fs::write(
            config.join("config.toml"),
            format!("url = {:?}\n", self.url),
        )?;
        let program = std::env::var_os("LYCEUM").context("LYCEUM names no program")?;
        Screen::start(Path::new(&program), arguments, &self.home)
    }
}

/// The most memory that a process had, in kB.
pub(crate) fn peak_memory(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status"));
    let status = status.unwrap_or_default();
    let line = status.lines().find(|line| line.starts_with("VmHWM"));
    let kb = line.and_then(|line| line.split_whitespace().nth(1));
    kb.and_then(|kb| kb.parse().ok()).unwrap_or(0)
}

/// The time of the engine alone.
pub(crate) async fn engine_takes(learner: &Learner) -> Duration {
    let store = learner.store().await;
    let start = Instant::now();
    runs(&store, &learner.remote).await;
    let took = start.elapsed();
    store.close().await;
    took
}

pub(crate) async fn runs(store: &Store, remote: &impl Remote) {
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

pub(crate) fn records(count: usize) -> Vec<Record> {
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

pub(crate) async fn waits(learner: &Learner, count: usize) {
    let store = learner.store().await;
    for part in records(count).chunks(5_000) {
        store.append_all(part).await.unwrap();
    }
    store.close().await;
}

pub(crate) fn course() -> CourseTree {
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
        Lesson::new(
            head,
            Body::Text(format!("# Lesson {number}\n\n{text}").into()),
        )
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

pub(crate) async fn publish(world: &mut World) {
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
