//! Waiting for locks that others hold, so that nobody has to wait behind us for long.
//!
//! Whoever wants a table's lock while we wait for one queues up behind us. So each try waits at most 200 ms, and
//! the pause after it is longer: time for those who queued.

use std::time::Duration;

use sqlx::{AssertSqlSafe, Connection, FromRow, PgConnection};

use super::AcademyError;

/// The longest that one try waits for its locks, in milliseconds.
const TRY: u64 = 200;
/// The first pause is about this long, in milliseconds; each further one half as long again.
const FIRST_PAUSE: f64 = 600.0;
/// And no pause is longer than about this.
const LONGEST_PAUSE: f64 = 5_000.0;

/// How much longer somebody is willing to wait.
#[derive(Debug)]
pub(super) struct Patience {
    whole: Duration,
    left: Duration,
}

/// Something that is done in one transaction, wholly or not at all, and can be tried again.
pub(super) trait Step: Sync {
    /// The result.
    type Done: Send;

    /// The locks of others that stand in its way.
    fn blocked_by(&self) -> &'static [&'static str];

    /// Whether an error may be gone the next time.
    fn may_pass(&self, error: &AcademyError) -> bool {
        error.lacks_a_lock()
    }

    /// Does it, inside a transaction in which every wait for a lock ends soon.
    fn run(
        &self,
        transaction: &mut PgConnection,
    ) -> impl Future<Output = Result<Self::Done, AcademyError>> + Send;
}

/// The locks that block creating a trigger or a reference: those of writers.
pub(super) const WRITERS: &[&str] = &[
    "RowExclusiveLock",
    "ShareUpdateExclusiveLock",
    "ShareLock",
    "ShareRowExclusiveLock",
    "ExclusiveLock",
    "AccessExclusiveLock",
];

/// The locks that block altering a table: those of readers as well.
pub(super) const EVERYBODY: &[&str] = &[
    "AccessShareLock",
    "RowShareLock",
    "RowExclusiveLock",
    "ShareUpdateExclusiveLock",
    "ShareLock",
    "ShareRowExclusiveLock",
    "ExclusiveLock",
    "AccessExclusiveLock",
];

/// A session that holds a lock.
#[derive(Debug, Clone, FromRow)]
pub struct Holder {
    /// The server's number of it.
    pub pid: i32,
    /// Its login.
    pub login: String,
    /// The tables that it holds.
    pub tables: String,
    /// Since when its transaction runs, and what it does; where this login may see that.
    pub doing: Option<String>,
}

impl std::fmt::Display for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Holder {
            pid, login, tables, ..
        } = self;
        write!(f, "session {pid} of {login} holds {tables}, ")?;
        match &self.doing {
            Some(doing) => f.write_str(doing),
            None => f.write_str(
                "since when and for what this login may not see: GRANT pg_read_all_stats to it",
            ),
        }
    }
}

const HOLDERS: &str = "
    select a.pid, coalesce(a.usename::text, 'the server itself') as login,
           string_agg(distinct c.relname, ', ' order by c.relname) as tables,
           'since ' || to_char(a.xact_start at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
               || ' UTC (' || extract(epoch from clock_timestamp() - a.xact_start)::integer || ' s), '
               || a.state || ': ' || left(regexp_replace(a.query, '\\s+', ' ', 'g'), 200) as doing
      from pg_locks l
      join pg_class c on c.oid = l.relation and c.relkind in ('r', 'p')
      join pg_namespace n on n.oid = c.relnamespace and n.nspname in ('public', 'lyceum')
      join pg_stat_activity a on a.pid = l.pid
     where l.granted and l.mode = any ($1) and a.pid <> pg_backend_pid()
       and l.database = (select oid from pg_database where datname = current_database())
     group by a.pid, a.usename, a.xact_start, a.state, a.query
     order by a.xact_start
     limit 5";

impl Patience {
    pub(super) fn new(whole: Duration) -> Self {
        Self { whole, left: whole }
    }

    /// Does a step, again and again until it gets its locks.
    ///
    /// # Errors
    /// [`AcademyError::Locked`] with who holds them, when the patience is at its end.
    pub(super) async fn run<S: Step>(
        &mut self,
        connection: &mut PgConnection,
        step: &S,
    ) -> Result<S::Done, AcademyError> {
        let mut usual = FIRST_PAUSE;
        loop {
            match once(connection, step).await {
                Err(error) if step.may_pass(&error) => {}
                settled => return settled,
            }
            if self.left.is_zero() {
                return Err(AcademyError::Locked {
                    waited: self.whole,
                    holders: holders(connection, step.blocked_by()).await?,
                    applied: Vec::new(),
                });
            }
            let pause = jittered(connection, usual).await?;
            self.left = self.left.saturating_sub(pause + Duration::from_millis(TRY));
            tokio::time::sleep(pause).await;
            usual = (usual * 1.5).min(LONGEST_PAUSE);
        }
    }
}

async fn once<S: Step>(connection: &mut PgConnection, step: &S) -> Result<S::Done, AcademyError> {
    let mut transaction = connection.begin().await?;
    wait_at_most(&mut transaction, TRY).await?;
    let done = step.run(&mut transaction).await?;
    transaction.commit().await?;
    Ok(done)
}

/// Locks all of these tables at once, waiting at most 200 ms for all together.
pub(super) async fn lock(
    transaction: &mut PgConnection,
    tables: &[&str],
    mode: &str,
) -> Result<(), AcademyError> {
    let each = TRY / u64::try_from(tables.len().max(1)).unwrap_or(TRY);
    wait_at_most(transaction, each.max(1)).await?;
    let statement = format!("lock table {} in {mode} mode", tables.join(", "));
    sqlx::raw_sql(AssertSqlSafe(statement))
        .execute(&mut *transaction)
        .await?;
    wait_at_most(transaction, TRY).await
}

async fn wait_at_most(
    transaction: &mut PgConnection,
    milliseconds: u64,
) -> Result<(), AcademyError> {
    sqlx::query("select set_config('lock_timeout', $1, true)")
        .bind(format!("{milliseconds}ms"))
        .execute(transaction)
        .await?;
    Ok(())
}

async fn holders(
    connection: &mut PgConnection,
    modes: &[&str],
) -> Result<Vec<Holder>, AcademyError> {
    let holders = sqlx::query_as(HOLDERS)
        .bind(modes)
        .fetch_all(connection)
        .await?;
    Ok(holders)
}

/// Between half and one and a half of the usual pause, so that two who wait don't meet each time.
async fn jittered(connection: &mut PgConnection, usual: f64) -> Result<Duration, AcademyError> {
    let factor: f64 = sqlx::query_scalar("select 0.5 + random()")
        .fetch_one(connection)
        .await?;
    Ok(Duration::from_secs_f64(usual * factor / 1000.0))
}
