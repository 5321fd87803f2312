//! The platform's documented business rules as constraints.
//!
//! A rule that existing rows break isn't added: even unvalidated it would fail the web application's next
//! update of such a row. It is reported with the rows and the statement that mends them, and added by the
//! next migration.

use sqlx::{Acquire, PgConnection};

use crate::academy::AcademyError;
use crate::academy::error::sqlstate;

/// One documented rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule {
    /// The constraint's name, which is what a refused writer sees.
    pub name: &'static str,
    /// The rule as the platform's documentation has it.
    pub says: &'static str,
    /// The statement that makes the rows that break it keep it.
    pub mend: &'static str,
    exists: &'static str,
    broken: &'static str,
    add: &'static str,
    validate: &'static str,
    remove: &'static str,
}

impl Rule {
    /// The statement that adds its constraint.
    pub(crate) fn statement(&self) -> String {
        format!("{}; {};", self.add, self.validate)
    }
}

macro_rules! rule {
    ($table:literal, $name:literal, $check:literal, $says:literal, $mend:literal) => {
        Rule {
            name: $name,
            says: $says,
            mend: $mend,
            exists: concat!(
                "select exists (select from pg_constraint where convalidated and conname = '",
                $name,
                "' and conrelid = 'public.",
                $table,
                "'::regclass)"
            ),
            broken: concat!(
                "select id::text from public.",
                $table,
                " where not (",
                $check,
                ") order by id limit 100"
            ),
            add: concat!(
                "alter table public.",
                $table,
                " add constraint ",
                $name,
                " check (",
                $check,
                ") not valid"
            ),
            validate: concat!(
                "alter table public.",
                $table,
                " validate constraint ",
                $name
            ),
            remove: concat!(
                "alter table public.",
                $table,
                " drop constraint if exists ",
                $name
            ),
        }
    };
}

/// All of them. They hold for NULL as well, because the columns may be null.
pub const RULES: [Rule; 5] = [
    rule!(
        "courses",
        "courses_price_not_negative",
        "price >= 0",
        "Price cannot be negative",
        "UPDATE public.courses SET price = 0 WHERE price < 0;"
    ),
    rule!(
        "courses",
        "courses_slug_url_safe",
        "slug ~ '^[A-Za-z0-9._~-]+$'",
        "Slug must be URL-safe",
        "UPDATE public.courses SET slug = regexp_replace(lower(slug), '[^a-z0-9]+', '-', 'g') \
         WHERE slug !~ '^[A-Za-z0-9._~-]+$';"
    ),
    rule!(
        "courses",
        "courses_title_at_most_200",
        "char_length(title) <= 200",
        "Course title: at most 200 characters",
        "UPDATE public.courses SET title = left(title, 200) WHERE char_length(title) > 200;"
    ),
    rule!(
        "courses",
        "courses_featured_is_published",
        "featured is not true or published is true",
        "Featured courses must be published",
        "UPDATE public.courses SET featured = false WHERE featured AND published IS NOT TRUE;"
    ),
    rule!(
        "enrollments",
        "enrollments_completed_has_date",
        "(status = 'COMPLETED') is not true or completed_at is not null",
        "Completed enrollments must have completed_at timestamp",
        "UPDATE public.enrollments SET completed_at = coalesce(last_accessed_at, enrolled_at, \
         now() AT TIME ZONE 'UTC') WHERE status = 'COMPLETED' AND completed_at IS NULL;"
    ),
];

/// A rule with rows that break it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenRule {
    /// The rule.
    pub rule: Rule,
    /// The ids of the rows, at most 100.
    pub rows: Vec<String>,
}

/// What became of the rules.
#[derive(Debug, Default)]
pub struct RulesReport {
    /// Those that were added now.
    pub added: Vec<&'static str>,
    /// Those that can't be added yet.
    pub broken: Vec<BrokenRule>,
}

/// The rules that rows break, whether or not their constraint stands.
pub(crate) async fn broken(connection: &mut PgConnection) -> Result<Vec<BrokenRule>, sqlx::Error> {
    let mut all = Vec::new();
    for rule in RULES {
        let rows: Vec<String> = sqlx::query_scalar(rule.broken)
            .fetch_all(&mut *connection)
            .await?;
        if !rows.is_empty() {
            all.push(BrokenRule { rule, rows });
        }
    }
    Ok(all)
}

/// The rules whose constraint doesn't stand.
pub(crate) async fn absent(connection: &mut PgConnection) -> Result<Vec<Rule>, sqlx::Error> {
    let mut all = Vec::new();
    for rule in RULES {
        if !sqlx::query_scalar::<_, bool>(rule.exists)
            .fetch_one(&mut *connection)
            .await?
        {
            all.push(rule);
        }
    }
    Ok(all)
}

/// Adds what is missing, where no row stands against it.
pub(super) async fn add(connection: &mut PgConnection) -> Result<RulesReport, AcademyError> {
    let mut report = RulesReport {
        broken: broken(connection).await?,
        ..RulesReport::default()
    };
    for rule in absent(connection).await? {
        if report.broken.iter().any(|broken| broken.rule == rule) {
            continue;
        }
        match add_one(connection, &rule).await {
            Ok(()) => report.added.push(rule.name),
            // check_violation: a row that breaks it came in between.
            Err(error) if sqlstate(&error) == Some("23514") => {
                patiently(connection, rule.remove).await?;
                let rows = sqlx::query_scalar(rule.broken)
                    .fetch_all(&mut *connection)
                    .await?;
                report.broken.push(BrokenRule { rule, rows });
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(report)
}

/// Adding needs a short lock that stops writers; validating reads the table without stopping them.
async fn add_one(connection: &mut PgConnection, rule: &Rule) -> Result<(), sqlx::Error> {
    patiently(connection, rule.remove).await?;
    patiently(connection, rule.add).await?;
    patiently(connection, rule.validate).await
}

/// Runs a statement in a transaction of its own and gives up waiting for a lock after 2 s, so that nobody queues
/// up behind us; up to 15 times.
async fn patiently(
    connection: &mut PgConnection,
    statement: &'static str,
) -> Result<(), sqlx::Error> {
    for _ in 0..14 {
        match once(connection, statement).await {
            // lock_not_available
            Err(error) if sqlstate(&error) == Some("55P03") => {}
            settled => return settled,
        }
    }
    once(connection, statement).await
}

async fn once(connection: &mut PgConnection, statement: &'static str) -> Result<(), sqlx::Error> {
    let mut transaction = connection.begin().await?;
    sqlx::raw_sql("set local lock_timeout = '2s'")
        .execute(&mut *transaction)
        .await?;
    sqlx::raw_sql(statement).execute(&mut *transaction).await?;
    transaction.commit().await
}
