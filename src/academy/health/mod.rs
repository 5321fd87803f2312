//! The health of an academy's database: the documentation's checks, and some more.

use serde::Serialize;
use sqlx::{FromRow, PgConnection};

use super::AcademyError;
use super::migrate::standing;

mod activity;

pub use activity::{Activity, LongTransaction, Waiting};

/// The health of the database.
#[derive(Debug, Serialize)]
pub struct Health {
    /// The problems that need attention; empty when all is well.
    pub problems: Vec<String>,
    /// Advice on things that aren't a problem yet.
    pub advice: Vec<String>,
    /// Who keeps whom waiting.
    pub activity: Activity,
    /// PostgreSQL's version.
    pub server: String,
    /// Bytes that the database takes.
    pub bytes: i64,
    /// Connections to it, and how many the server takes.
    pub connections: i64,
    /// The most connections that the server takes.
    pub max_connections: i32,
    /// Migrations that were applied.
    pub migrations_applied: usize,
    /// Migrations that this program knows and the database doesn't.
    pub migrations_pending: Vec<String>,
    /// Whether the database has migrations that this program doesn't know.
    pub newer_than_program: bool,
    /// Tables, largest first.
    pub tables: Vec<TableHealth>,
    /// Indexes, most used first.
    pub indexes: Vec<IndexHealth>,
    /// Standbys, where this login may see them.
    pub standbys: Vec<Standby>,
    /// How far behind this server is, in seconds, where it is a standby itself.
    pub seconds_behind: Option<f64>,
}

/// A table's size and dead rows.
#[derive(Debug, Serialize, FromRow)]
pub struct TableHealth {
    /// `schema.table`.
    pub name: String,
    /// With indexes and long values.
    pub bytes: i64,
    /// Rows, as the statistics have it.
    pub rows: i64,
    /// Rows that wait to be cleaned up.
    pub dead_rows: i64,
    /// When it was last cleaned up.
    pub last_vacuum: Option<String>,
}

/// How much an index is used.
#[derive(Debug, Serialize, FromRow)]
pub struct IndexHealth {
    /// `schema.index`.
    pub name: String,
    /// `schema.table`.
    pub table: String,
    /// How often it was used since the statistics began.
    pub scans: i64,
    /// Its size.
    pub bytes: i64,
}

/// A server that follows this one.
#[derive(Debug, Serialize, FromRow)]
pub struct Standby {
    /// Its name.
    pub name: String,
    /// `streaming`, `catchup`, …
    pub state: String,
    /// Bytes of log that it hasn't replayed.
    pub bytes_behind: i64,
}

const SERVER: &str = "
    select 'PostgreSQL ' || current_setting('server_version'), pg_database_size(current_database()),
           (select count(*) from pg_stat_activity where datname = current_database()),
           current_setting('max_connections')::integer,
           case when pg_is_in_recovery()
                then extract(epoch from now() - pg_last_xact_replay_timestamp())::float8 end";

const TABLES: &str = "
    select t.schemaname || '.' || t.relname as name, pg_total_relation_size(t.relid) as bytes,
           t.n_live_tup as rows, t.n_dead_tup as dead_rows,
           to_char(greatest(t.last_vacuum, t.last_autovacuum) at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')
               as last_vacuum
      from pg_stat_user_tables t
     where t.schemaname in ('public', 'lyceum')
     order by bytes desc, name";

/// The documentation's query looks an index up by its bare name and fails for those of another schema; this one
/// goes by its number.
const INDEXES: &str = "
    select i.schemaname || '.' || i.indexrelname as name, i.schemaname || '.' || i.relname as table,
           i.idx_scan as scans, pg_relation_size(i.indexrelid) as bytes
      from pg_stat_user_indexes i
     where i.schemaname in ('public', 'lyceum')
     order by scans desc, name";

const STANDBYS: &str = "
    select coalesce(nullif(application_name, ''), pid::text) as name, coalesce(state, 'unknown') as state,
           coalesce(pg_wal_lsn_diff(pg_current_wal_lsn(), replay_lsn), 0)::bigint as bytes_behind
      from pg_stat_replication
     where not pg_is_in_recovery()
     order by name";

/// A standby is told about from this many bytes on: a WAL segment.
const BYTES_BEHIND: i64 = 16 * 1024 * 1024;

/// Looks at the database; changes nothing.
///
/// # Errors
/// Where the connection fails.
pub async fn look(connection: &mut PgConnection) -> Result<Health, AcademyError> {
    let (server, bytes, connections, max_connections, seconds_behind) =
        sqlx::query_as(SERVER).fetch_one(&mut *connection).await?;
    let migrations = standing(connection).await?;
    let activity = activity::look(connection, migrations.applied > 0).await?;
    let mut health = Health {
        problems: Vec::new(),
        advice: activity.advice(),
        activity,
        server,
        bytes,
        connections,
        max_connections,
        migrations_applied: migrations.applied,
        migrations_pending: migrations.pending,
        newer_than_program: migrations.newer,
        tables: sqlx::query_as(TABLES).fetch_all(&mut *connection).await?,
        indexes: sqlx::query_as(INDEXES).fetch_all(&mut *connection).await?,
        standbys: sqlx::query_as(STANDBYS).fetch_all(connection).await?,
        seconds_behind,
    };
    health.problems = problems(&health);
    Ok(health)
}

fn problems(health: &Health) -> Vec<String> {
    let mut all = Vec::new();
    match health.migrations_pending.len() {
        0 => {}
        1 => all.push("1 migration is pending: run `lyceum db migrate`".to_owned()),
        many => all.push(format!(
            "{many} migrations are pending: run `lyceum db migrate`"
        )),
    }
    if health.newer_than_program {
        all.push("the database is newer than this program: update Lyceum".to_owned());
    }
    if health.connections * 10 > i64::from(health.max_connections) * 9 {
        all.push(format!(
            "{} of {} connections are in use",
            health.connections, health.max_connections
        ));
    }
    for table in &health.tables {
        // Autovacuum starts at a fifth; twice that means that it doesn't keep up.
        if table.dead_rows > 10_000 && table.dead_rows * 10 > table.rows * 4 {
            all.push(format!(
                "{} has {} dead rows beside {} live ones: VACUUM (ANALYZE) {};",
                table.name, table.dead_rows, table.rows, table.name
            ));
        }
    }
    for standby in &health.standbys {
        if standby.bytes_behind > BYTES_BEHIND {
            all.push(format!(
                "the standby {} is {} MB behind",
                standby.name,
                standby.bytes_behind / 1_000_000
            ));
        }
    }
    all.extend(health.activity.problems());
    if let Some(seconds) = health.seconds_behind.filter(|seconds| *seconds > 60.0) {
        all.push(format!("this standby is {seconds:.0} s behind"));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn healthy() -> Health {
        Health {
            problems: Vec::new(),
            advice: Vec::new(),
            activity: Activity::default(),
            server: "PostgreSQL".to_owned(),
            bytes: 1,
            connections: 1,
            max_connections: 100,
            migrations_applied: 7,
            migrations_pending: Vec::new(),
            newer_than_program: false,
            tables: Vec::new(),
            indexes: Vec::new(),
            standbys: Vec::new(),
            seconds_behind: None,
        }
    }

    #[test]
    fn what_needs_attention_is_said_with_what_to_do() {
        assert_eq!(problems(&healthy()), [""; 0]);
        let mut ill = healthy();
        ill.connections = 95;
        ill.migrations_pending.push("0008 more".to_owned());
        ill.seconds_behind = Some(90.0);
        ill.tables.push(TableHealth {
            name: "lyceum.records".to_owned(),
            bytes: 1,
            rows: 20_000,
            dead_rows: 15_000,
            last_vacuum: None,
        });
        ill.standbys.push(Standby {
            name: "replica".to_owned(),
            state: "streaming".to_owned(),
            bytes_behind: 20_000_000,
        });
        let problems = problems(&ill).join("\n");
        for part in [
            "lyceum db migrate",
            "95 of 100",
            "VACUUM (ANALYZE) lyceum.records;",
            "replica is 20 MB",
            "90 s",
        ] {
            assert!(problems.contains(part), "{part} is not in {problems}");
        }
    }
}
