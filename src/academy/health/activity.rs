//! The activity of a database's sessions, and how they block each other.

use serde::Serialize;
use sqlx::{FromRow, PgConnection};

/// The current activity.
#[derive(Debug, Default, Serialize)]
pub struct Activity {
    /// Transactions that have been open for 30 seconds, oldest first.
    pub long: Vec<LongTransaction>,
    /// Sessions that wait for a lock, longest first.
    pub waiting: Vec<Waiting>,
    /// Sessions of others whose transactions this login may not see.
    pub hidden: i64,
    /// Logins of learners.
    pub learners: i64,
    /// The connections that they may open together.
    pub learners_connections: i64,
    /// The connections that the server takes from anybody but superusers.
    pub free_for_all: i64,
}

/// A transaction that has been open for long.
#[derive(Debug, Serialize, FromRow)]
pub struct LongTransaction {
    /// The session's number.
    pub pid: i32,
    /// Its login.
    pub login: String,
    /// For how long, in seconds.
    pub seconds: f64,
    /// `active`, `idle in transaction`, …
    pub state: String,
    /// Its last query, its first 200 characters.
    pub query: String,
}

/// A session that waits for a lock.
#[derive(Debug, Serialize, FromRow)]
pub struct Waiting {
    /// The session's number.
    pub pid: i32,
    /// Its login.
    pub login: String,
    /// For how long, in seconds.
    pub seconds: f64,
    /// For which table, where it is one.
    pub table: Option<String>,
    /// The sessions that it waits for, each with its login.
    pub waits_for: Vec<String>,
}

const LONG: &str = "
    select pid, usename::text as login, extract(epoch from clock_timestamp() - xact_start)::float8 as seconds, state,
           left(regexp_replace(query, '\\s+', ' ', 'g'), 200) as query
      from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and pid <> pg_backend_pid()
       and xact_start < clock_timestamp() - interval '30 seconds'
     order by xact_start";

const WAITING: &str = "
    select l.pid, a.usename::text as login,
           coalesce(extract(epoch from clock_timestamp() - min(l.waitstart)), 0)::float8 as seconds,
           min(l.relation::regclass::text) as table,
           array(select format('%s (%s)', blocker, coalesce(b.usename, 'gone'))
                   from unnest(pg_blocking_pids(l.pid)) blocker
                   left join pg_stat_activity b on b.pid = blocker) as waits_for
      from pg_locks l
      join pg_stat_activity a on a.pid = l.pid and a.datname = current_database()
     where not l.granted
     group by l.pid, a.usename
     order by seconds desc";

const CONNECTIONS: &str = "
    select (select count(*) from pg_stat_activity
             where datname = current_database() and backend_type = 'client backend' and state is null),
           count(l.role),
           coalesce(sum(case r.rolconnlimit when -1 then current_setting('max_connections')::integer
                                            else r.rolconnlimit end), 0)::bigint,
           current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint
      from lyceum.db_logins l join pg_roles r on r.rolname = l.role and r.rolcanlogin
     where l.kind = 'learner'";

/// Looks at the sessions of this database.
pub(super) async fn look(
    connection: &mut PgConnection,
    migrated: bool,
) -> Result<Activity, sqlx::Error> {
    let mut activity = Activity {
        long: sqlx::query_as(LONG).fetch_all(&mut *connection).await?,
        waiting: sqlx::query_as(WAITING).fetch_all(&mut *connection).await?,
        ..Activity::default()
    };
    if migrated {
        (
            activity.hidden,
            activity.learners,
            activity.learners_connections,
            activity.free_for_all,
        ) = sqlx::query_as(CONNECTIONS).fetch_one(connection).await?;
    }
    Ok(activity)
}

impl Activity {
    /// The problems that need attention now.
    pub(super) fn problems(&self) -> Vec<String> {
        let long = self.long.iter().map(|long| {
            format!(
                "session {} of {} has a transaction open for {:.0} s ({}): {}\n  SELECT pg_terminate_backend({0});",
                long.pid, long.login, long.seconds, long.state, long.query
            )
        });
        let waiting = self.waiting.iter().map(|waiting| {
            format!(
                "session {} of {} waits for {} since {:.0} s, behind {}",
                waiting.pid,
                waiting.login,
                waiting.table.as_deref().unwrap_or("a row"),
                waiting.seconds,
                waiting.waits_for.join(", ")
            )
        });
        long.chain(waiting).collect()
    }

    /// Advice on things that aren't a problem yet.
    pub(super) fn advice(&self) -> Vec<String> {
        let mut all = Vec::new();
        if self.learners_connections > self.free_for_all {
            all.push(format!(
                "{} logins of learners may open {} connections together, and the server takes {}: raise \
                 max_connections, put PgBouncer before it, or let learners sync through the server",
                self.learners, self.learners_connections, self.free_for_all
            ));
        }
        if self.hidden > 0 {
            all.push(format!(
                "what {} sessions do is hidden from this login: GRANT pg_read_all_stats to it, by a superuser",
                self.hidden
            ));
        }
        all
    }
}
