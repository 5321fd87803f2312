//! Learners that push and pull, over HTTP and directly: what `scripts/bench-server` measures with.
//!
//! ```text
//! server_load closed push http://127.0.0.1:7810 64 10      64 clients without a pause, for 10 s
//! server_load closed pull postgres://… 8 10                the same calls, directly
//! server_load closed nothing http://127.0.0.1:7810 1 10    the way to the server and back alone
//! server_load open http://127.0.0.1:7810 167 30 fresh      167 pushes a second, for 30 s, a new connection each
//! ```
//!
//! Learner N is `uN` with the token `token-uN`; the course `c` has the lessons `l1` to `l20`.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a measurement reads clocks, starts tasks and prints"
)]

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use lyceum::academy::{Academy, DatabaseUrl};
use lyceum::domain::{CourseId, DeviceId, Fact, LessonId, RawRecord, Record, RecordId, Seconds};
use lyceum::sync::{AcademyUrl, Connection, Http, Postgres, Remote};
use lyceum::wire::{Batch, LogPlace, PullRequest, Pushed};
use sqlx::postgres::PgPoolOptions;
use tokio::task::JoinSet;
use uuid::Uuid;

/// Records of a push.
const RECORDS: usize = 10;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    Push,
    Pull,
    /// A server's `/healthz`, which no database answers.
    Nothing,
}

/// Somebody who makes the same call again and again.
enum Caller {
    Pushing(Connection, Uuid),
    Pulling(Connection),
    Knocking(reqwest::Client, reqwest::Url),
}

impl Caller {
    /// Learner N, who has said hello.
    async fn new(call: Call, url: &AcademyUrl, learner: usize) -> Result<Self> {
        let remote = remote(url, learner);
        let hello = remote.hello().await?;
        Ok(match (call, url) {
            (Call::Push, _) => Caller::Pushing(remote, hello.instance),
            (Call::Pull, _) => Caller::Pulling(remote),
            (Call::Nothing, AcademyUrl::Server(url)) => {
                Caller::Knocking(reqwest::Client::new(), url.as_url().join("healthz")?)
            }
            (Call::Nothing, AcademyUrl::Database(_)) => bail!("only a server has `/healthz`"),
        })
    }

    async fn call(&self) -> Result<()> {
        match self {
            Caller::Pushing(remote, instance) => drop(remote.push(&batch(*instance)).await?),
            Caller::Pulling(remote) => drop(remote.pull(&first_page()).await?),
            Caller::Knocking(client, url) => {
                let answer = client.get(url.clone()).send().await?;
                drop(answer.error_for_status()?.bytes().await?);
            }
        }
        Ok(())
    }
}

fn main() -> Result<()> {
    let _already_there = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()?;
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["closed", call, url, clients, seconds] => runtime.block_on(closed(
            read_call(call)?,
            url.parse()?,
            clients.parse()?,
            Duration::from_secs(seconds.parse()?),
        )),
        ["open", url, rate, seconds, rest @ ..] => runtime.block_on(open(
            url.parse()?,
            rate.parse()?,
            Duration::from_secs(seconds.parse()?),
            rest.contains(&"fresh"),
        )),
        _ => bail!("see the first lines of benches/programs/server_load.rs"),
    }
}

fn read_call(word: &str) -> Result<Call> {
    match word {
        "push" => Ok(Call::Push),
        "pull" => Ok(Call::Pull),
        "nothing" => Ok(Call::Nothing),
        other => bail!("push, pull or nothing, not {other}"),
    }
}

/// The academy as learner N sees it.
fn remote(url: &AcademyUrl, learner: usize) -> Connection {
    match url {
        AcademyUrl::Server(url) => {
            Connection::Http(Http::at(url, Some(&format!("token-u{learner}"))))
        }
        AcademyUrl::Database(url) => Connection::Postgres(direct(url, learner)),
    }
}

/// As the learner's own login would: one connection, which stays.
fn direct(url: &DatabaseUrl, learner: usize) -> Postgres {
    let options = url.with_user(&format!("u{learner}")).options().clone();
    let pool = PgPoolOptions::new()
        .max_connections(1)
        .connect_lazy_with(options);
    Postgres::of(Academy::direct(pool))
}

/// As many clients as given, each without a pause. The time begins when all have said hello.
async fn closed(call: Call, url: AcademyUrl, clients: usize, length: Duration) -> Result<()> {
    let callers = (0..clients).map(|learner| Caller::new(call, &url, learner));
    let callers = futures_util::future::try_join_all(callers).await?;
    let end = Instant::now() + length;
    let mut running = JoinSet::new();
    for caller in callers {
        running.spawn(async move {
            let mut latencies = Vec::new();
            while Instant::now() < end {
                let began = Instant::now();
                caller.call().await?;
                latencies.push(began.elapsed());
            }
            Ok::<_, anyhow::Error>(latencies)
        });
    }
    let mut all = Vec::new();
    while let Some(done) = running.join_next().await {
        all.extend(done??);
    }
    report(all, 0, length)
}

/// Pushes at a rate, whatever the answers take.
async fn open(url: AcademyUrl, rate: u32, length: Duration, fresh: bool) -> Result<()> {
    let kept: Vec<Connection> = (0..64).map(|learner| remote(&url, learner)).collect();
    let instance = kept[0].hello().await?.instance;
    let url = Arc::new(url);
    let mut running = JoinSet::new();
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / rate);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Burst);
    let began = Instant::now();
    let mut number = 0;
    while began.elapsed() < length {
        let due = ticks.tick().await;
        let learner = number % kept.len();
        number += 1;
        let kept = (!fresh).then(|| kept[learner].clone());
        let url = Arc::clone(&url);
        running.spawn(async move {
            let remote = kept.unwrap_or_else(|| remote(&url, learner));
            // A whole sync begins with hello; a connection that stays only pushes.
            if fresh {
                remote.hello().await?;
            }
            remote.push(&batch(instance)).await?;
            Ok::<_, anyhow::Error>(due.elapsed())
        });
    }
    let mut latencies = Vec::new();
    let mut failed = 0;
    while let Some(done) = running.join_next().await {
        match done? {
            Ok(latency) => latencies.push(latency),
            Err(_) => failed += 1,
        }
    }
    report(latencies, failed, length)
}

fn batch(instance: Uuid) -> Batch {
    let now = lyceum::domain::Timestamp::new(chrono::Utc::now());
    let device = DeviceId(Uuid::from_u128(0xd));
    let records = (0..RECORDS).filter_map(|_| {
        let number = Uuid::new_v4().as_u128();
        let day = chrono::Days::new(u64::try_from(number % 300).unwrap_or_default());
        let record = Record {
            id: RecordId(Uuid::from_u128(number)),
            device,
            occurred_at: now,
            local_date: now.utc().date_naive() - day,
            fact: Fact::Study {
                course: CourseId::new("c"),
                lesson: LessonId::new(format!("l{}", number % 20 + 1)),
                seconds: Seconds(1),
            },
        };
        let record = RawRecord::try_from(&record).ok()?;
        Some(Pushed {
            record,
            effective_at: Some(now),
            counted: Some(Seconds(1)),
        })
    });
    Batch {
        instance,
        device,
        base: None,
        sent_at: now,
        records: records.collect(),
    }
}

/// The first hundred records of the log.
fn first_page() -> PullRequest {
    PullRequest {
        after: None::<LogPlace>,
        size: 100,
        snapshot: None,
    }
}

/// One line: calls a second, latencies in milliseconds, failures, and the processor time of this program.
fn report(mut latencies: Vec<Duration>, failed: usize, length: Duration) -> Result<()> {
    latencies.sort_unstable();
    let at = |per_cent: usize| {
        let place = (latencies.len() * per_cent / 100).min(latencies.len().saturating_sub(1));
        latencies
            .get(place)
            .map_or(0.0, |l| l.as_secs_f64() * 1000.0)
    };
    let rate = latencies.len() as f64 / length.as_secs_f64();
    println!(
        "{rate:.0} {:.2} {:.2} {:.2} {failed} {:.2}",
        at(50),
        at(95),
        at(99),
        own_processor_time()?
    );
    Ok(())
}

/// User and system time in seconds.
fn own_processor_time() -> Result<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").context("this needs Linux")?;
    let after_name = stat.rsplit_once(')').context("a name in brackets")?.1;
    let fields: Vec<&str> = after_name.split_whitespace().collect();
    let ticks = |field: usize| fields.get(field).and_then(|text| text.parse::<f64>().ok());
    let user = ticks(11).context("user time")?;
    let system = ticks(12).context("system time")?;
    Ok((user + system) / 100.0)
}
