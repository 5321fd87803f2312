//! A PostgreSQL of the tests' own, started from the installed binaries and gone when the tests are.
//!
//! A small shell watches over the server. It lives as long as its standard input is open, so however the test
//! process ends (a panic, an abort, kill -9), the shell sees the end of the pipe, stops the server that it
//! started and removes its directory.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use lyceum::academy::{self, AcademyError, DatabaseUrl, MigrateReport, Migration};
use sqlx::{AssertSqlSafe, Connection, PgConnection};

const SUPERVISOR: &str = r#"
trap '' HUP INT PIPE TERM
bin=$1 dir=$2 options=$3
start() {
    tries=0
    until "$bin/pg_ctl" -D "$dir/data" -l "$dir/log" -w -s -o "$options" start >/dev/null 2>&1
    do sleep 0.05; tries=$((tries + 1)); [ $tries -gt 1200 ] && { cat "$dir/log"; exit 1; }; done
}
"$bin/initdb" -D "$dir/data" -A trust --no-sync --locale=C -E UTF8 -U postgres >"$dir/log" 2>&1 ||
    { cat "$dir/log"; exit 1; }
start
echo ready
while read -r order; do
    case $order in
    crash) server=$(head -n 1 "$dir/data/postmaster.pid"); kill -9 $server $(pgrep -P $server) 2>&-
        # Where nobody collects dead processes at once, its number would keep the next one from starting.
        rm -f "$dir/data/postmaster.pid" "$dir"/.s.PGSQL.*.lock ;;
    start) start ;;
    esac
    echo done
done
"$bin/pg_ctl" -D "$dir/data" -m immediate -s stop >/dev/null 2>&1
rm -rf "$dir"
"#;

/// Whether what is committed survives a crash of the server.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Durability {
    /// Fast, for tests that never crash it.
    Off,
    /// As in production.
    On,
}

const FAST: &str = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off \
                    -c wal_level=minimal -c max_wal_senders=0";

/// A running server.
pub(crate) struct Cluster {
    dir: PathBuf,
    databases: AtomicU32,
    supervisor: Mutex<(Child, Option<ChildStdin>, BufReader<ChildStdout>)>,
}

impl Cluster {
    /// The server that all tests of this process share.
    pub(crate) fn shared() -> &'static Cluster {
        static SHARED: OnceLock<Cluster> = OnceLock::new();
        SHARED.get_or_init(|| Cluster::start(Durability::Off))
    }

    /// A server for one test alone.
    pub(crate) fn start(durability: Durability) -> Cluster {
        Cluster::start_with(if durability == Durability::Off {
            FAST
        } else {
            ""
        })
    }

    /// A server that keeps its log, so that it can go back to any moment.
    pub(crate) fn archiving() -> Cluster {
        Cluster::start_with(
            "-c archive_mode=on -c archive_command='mkdir -p ../wal && cp %p ../wal/.%f && mv ../wal/.%f ../wal/%f'",
        )
    }

    /// Runs a script as the user whose server it is, in the server's directory; `$bin` has its programs.
    pub(crate) fn shell(&self, script: &str) {
        use std::os::unix::fs::MetadataExt;
        use std::os::unix::process::CommandExt;

        let mut command = Command::new("sh");
        command
            .args(["-euc", script])
            .env("bin", binaries())
            .env("PGHOST", &self.dir)
            .env("PGUSER", "postgres")
            .current_dir(&self.dir);
        let owner = fs::metadata(&self.dir).expect("the server's directory");
        command.uid(owner.uid()).gid(owner.gid());
        let output = command.output().expect("sh");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{said}\nin: {script}");
    }

    fn start_with(more: &str) -> Cluster {
        let binaries = binaries();
        let dir = tempfile::Builder::new()
            .prefix("lyceum-pg-")
            .tempdir_in("/tmp")
            .expect("a directory in /tmp")
            .keep();
        let options = format!(
            "-k {} -c listen_addresses= -c shared_buffers=32MB -c jit=off -c max_connections=200 {more}",
            dir.display(),
        );
        let mut command = Command::new("sh");
        command
            .args(["-c", SUPERVISOR, "supervisor"])
            .arg(&binaries)
            .arg(&dir)
            .arg(options)
            .current_dir(&dir)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped());
        not_as_root(&mut command, &dir);
        let mut child = command.spawn().expect("sh");
        let stdin = child.stdin.take();
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let cluster = Cluster {
            dir,
            databases: AtomicU32::new(0),
            supervisor: Mutex::new((child, stdin, stdout)),
        };
        cluster.expect_line("ready");
        cluster
    }

    fn expect_line(&self, wanted: &str) {
        let mut supervisor = self
            .supervisor
            .lock()
            .expect("no test panics while it holds this");
        let mut line = String::new();
        supervisor.2.read_line(&mut line).expect("a pipe");
        if line.trim() != wanted {
            let mut rest = line;
            while supervisor.2.read_line(&mut rest).is_ok_and(|n| n > 0) {}
            panic!(
                "PostgreSQL from {} didn't start:\n{rest}",
                binaries().display()
            );
        }
    }

    fn order(&self, order: &str) {
        let mut supervisor = self
            .supervisor
            .lock()
            .expect("no test panics while it holds this");
        let stdin = supervisor.1.as_mut().expect("open until dropped");
        writeln!(stdin, "{order}").expect("a pipe");
        drop(supervisor);
        self.expect_line("done");
    }

    /// Kills the server the hard way.
    pub(crate) fn crash(&self) {
        self.order("crash");
    }

    /// Starts it again and waits until it has recovered.
    pub(crate) fn restart(&self) {
        self.order("start");
    }

    /// Where a login finds a database.
    pub(crate) fn url(&self, login: &str, database: &str) -> DatabaseUrl {
        self.url_text(login, database).parse().expect("an address")
    }

    /// The same as text, as the command line takes it.
    pub(crate) fn url_text(&self, login: &str, database: &str) -> String {
        format!(
            "postgres://{login}@localhost:5432/{database}?host={}",
            self.dir.display()
        )
    }

    /// Connects.
    pub(crate) async fn connect(&self, login: &str, database: &str) -> PgConnection {
        self.url(login, database)
            .connect()
            .await
            .expect("a connection")
    }

    /// An empty database that `operator` owns, who may create roles and is no superuser.
    pub(crate) async fn empty_database(&self) -> Database<'_> {
        self.create("template0").await
    }

    /// A database with a migrated academy.
    pub(crate) async fn academy(&self) -> Database<'_> {
        static MIGRATING: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
        let guard = MIGRATING.lock().await;
        let mut postgres = self.connect("postgres", "postgres").await;
        let there: bool = sqlx::query_scalar(
            "select exists (select from pg_database where datname = 'academy_template')",
        )
        .fetch_one(&mut postgres)
        .await
        .expect("a catalog");
        if !there {
            self.make_operator(&mut postgres).await;
            run(
                &mut postgres,
                "create database academy_being_made owner operator",
            )
            .await;
            let mut operator = self.connect("operator", "academy_being_made").await;
            migrate(&mut operator).await.expect("a migration");
            operator.close().await.expect("closing");
            run(
                &mut postgres,
                "alter database academy_being_made rename to academy_template",
            )
            .await;
        }
        drop(guard);
        self.create("academy_template").await
    }

    async fn make_operator(&self, postgres: &mut PgConnection) {
        run(
            postgres,
            "do $$ begin
                 if not exists (select from pg_roles where rolname = 'operator') then
                     create role operator login createrole;
                 end if;
             exception when duplicate_object or unique_violation then null;
             end $$",
        )
        .await;
    }

    async fn create(&self, template: &str) -> Database<'_> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        let mut postgres = self.connect("postgres", "postgres").await;
        self.make_operator(&mut postgres).await;
        let version: i32 =
            sqlx::query_scalar("select current_setting('server_version_num')::integer")
                .fetch_one(&mut postgres)
                .await
                .expect("a version");
        let strategy = if version >= 150_000 {
            "strategy file_copy"
        } else {
            ""
        };
        run(
            &mut postgres,
            &format!("create database {name} owner operator template {template} {strategy}"),
        )
        .await;
        Database {
            cluster: self,
            name,
        }
    }
}

/// Asks the supervisor to end: only clusters of one test are dropped, the shared one ends with the process.
impl Drop for Cluster {
    fn drop(&mut self) {
        if let Ok(mut supervisor) = self.supervisor.lock() {
            supervisor.1 = None;
            let _ = supervisor.0.wait();
        }
    }
}

/// One test's database.
pub(crate) struct Database<'a> {
    pub(crate) cluster: &'a Cluster,
    pub(crate) name: String,
}

impl Database<'_> {
    /// Connects as anybody.
    pub(crate) async fn connect(&self, login: &str) -> PgConnection {
        self.cluster.connect(login, &self.name).await
    }

    /// Connects as the owner of the database, who migrated it.
    pub(crate) async fn operator(&self) -> PgConnection {
        self.connect("operator").await
    }

    /// The address for the command line.
    pub(crate) fn url_text(&self, login: &str) -> String {
        self.cluster.url_text(login, &self.name)
    }
}

/// A migration of the tests', whose databases share a cluster.
pub(crate) fn migration() -> Migration {
    Migration {
        enforce: false,
        shared_cluster: true,
        patience: std::time::Duration::from_secs(60),
    }
}

/// Brings a database up to date.
pub(crate) async fn migrate(connection: &mut PgConnection) -> Result<MigrateReport, AcademyError> {
    academy::migrate(connection, &migration()).await
}

/// Runs statements whose text a test makes itself.
pub(crate) async fn run(connection: &mut PgConnection, statements: &str) {
    if let Err(error) = try_run(connection, statements).await {
        panic!("{error}\nin: {statements}");
    }
}

/// Runs statements that may fail.
pub(crate) async fn try_run(
    connection: &mut PgConnection,
    statements: &str,
) -> Result<(), sqlx::Error> {
    sqlx::raw_sql(AssertSqlSafe(statements.to_owned()))
        .execute(connection)
        .await
        .map(drop)
}

/// All rows of a query as text, columns joined with `|`: what a test asserts on.
pub(crate) async fn rows(connection: &mut PgConnection, query: &str) -> Vec<String> {
    let query = format!(
        "select coalesce(array_agg(array_to_string(
                    array(select value from json_each_text(to_json(q))), '|', '-')), '{{}}')
           from ({query}) as q"
    );
    sqlx::query_scalar(AssertSqlSafe(query.clone()))
        .fetch_one(connection)
        .await
        .unwrap_or_else(|error| panic!("{error}\nin: {query}"))
}

/// Where `initdb`, `pg_ctl` and `postgres` are.
pub(crate) fn binaries() -> PathBuf {
    let named = std::env::var_os("LYCEUM_TEST_POSTGRES").map(PathBuf::from);
    let mut candidates: Vec<PathBuf> = named.clone().into_iter().collect();
    if named.is_none() {
        candidates.extend(std::env::split_paths(
            &std::env::var_os("PATH").unwrap_or_default(),
        ));
        let mut packaged: Vec<PathBuf> =
            ["/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt"]
                .iter()
                .filter_map(|folder| fs::read_dir(folder).ok())
                .flatten()
                .flatten()
                .map(|entry| entry.path().join("bin"))
                .collect();
        packaged.sort();
        candidates.extend(packaged.into_iter().rev());
    }
    candidates
        .into_iter()
        .find(|dir| dir.join("initdb").is_file() && dir.join("pg_ctl").is_file())
        .unwrap_or_else(|| {
            panic!(
                "these tests need the server binaries of PostgreSQL 14 or newer. Install them \
                 (Debian, Ubuntu: apt-get install postgresql; macOS: brew install postgresql@16), or \
                 name their directory in LYCEUM_TEST_POSTGRES"
            )
        })
}

/// PostgreSQL refuses to run as root: then it runs as the user `postgres`, who comes with its package.
fn not_as_root(command: &mut Command, dir: &Path) {
    use std::os::unix::fs::{MetadataExt, chown};
    use std::os::unix::process::CommandExt;

    let we_are_root = fs::metadata(dir).expect("just made").uid() == 0;
    if !we_are_root {
        return;
    }
    let users = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
    let ids_of = |name: &str| {
        users.lines().find_map(|line| {
            let fields: Vec<&str> = line.split(':').collect();
            match fields.as_slice() {
                [user, _, uid, gid, ..] if *user == name => uid.parse().ok().zip(gid.parse().ok()),
                _ => None,
            }
        })
    };
    let (uid, gid): (u32, u32) = ids_of("postgres")
        .or_else(|| ids_of("nobody"))
        .expect("a user `postgres` or `nobody` to run the server as");
    chown(dir, Some(uid), Some(gid)).expect("root may give it away");
    command.uid(uid).gid(gid);
}
