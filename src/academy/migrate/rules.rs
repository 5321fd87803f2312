//! The platform's documented business rules as constraints.
//!
//! A rule that existing rows break isn't added: even unvalidated it would fail the web application's next
//! update of such a row. It is reported with the rows and the statement that mends them, and added by the
//! next migration.

use sqlx::PgConnection;

use crate::academy::AcademyError;
use crate::academy::error::sqlstate;
use crate::academy::patience::{EVERYBODY, Patience, Step};

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
    begun: &'static str,
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
            begun: concat!(
                "select exists (select from pg_constraint where conname = '",
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

/// The outcome of adding the rules.
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

/// Adds what is missing, where no row stands against it, and notes it in the report.
pub(super) async fn add(
    connection: &mut PgConnection,
    patience: &mut Patience,
    report: &mut RulesReport,
) -> Result<(), AcademyError> {
    report.broken = broken(connection).await?;
    for rule in absent(connection).await? {
        if report.broken.iter().any(|broken| broken.rule == rule) {
            continue;
        }
        match add_one(connection, patience, &rule).await {
            Ok(()) => report.added.push(rule.name),
            Err(AcademyError::Database(error)) if sqlstate(&error) == Some(CHECK_VIOLATION) => {
                patience.run(connection, &Statement(rule.remove)).await?;
                let rows = sqlx::query_scalar(rule.broken)
                    .fetch_all(&mut *connection)
                    .await?;
                report.broken.push(BrokenRule { rule, rows });
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// A row that breaks the rule came in between.
const CHECK_VIOLATION: &str = "23514";

/// Adding needs a short lock that stops everybody; validating reads the table without stopping anybody.
async fn add_one(
    connection: &mut PgConnection,
    patience: &mut Patience,
    rule: &Rule,
) -> Result<(), AcademyError> {
    patience.run(connection, &Begin(rule)).await?;
    patience.run(connection, &Statement(rule.validate)).await
}

/// The constraint from which on a rule holds for new rows.
struct Begin<'a>(&'a Rule);

impl Step for Begin<'_> {
    type Done = ();

    fn blocked_by(&self) -> &'static [&'static str] {
        EVERYBODY
    }

    fn may_pass(&self, error: &AcademyError) -> bool {
        error.lacks_a_lock() || error.was_made_meanwhile()
    }

    async fn run(&self, transaction: &mut PgConnection) -> Result<(), AcademyError> {
        let begun: bool = sqlx::query_scalar(self.0.begun)
            .fetch_one(&mut *transaction)
            .await?;
        if !begun {
            sqlx::raw_sql(self.0.add).execute(transaction).await?;
        }
        Ok(())
    }
}

/// A statement that changes a table.
struct Statement(&'static str);

impl Step for Statement {
    type Done = ();

    fn blocked_by(&self) -> &'static [&'static str] {
        EVERYBODY
    }

    async fn run(&self, transaction: &mut PgConnection) -> Result<(), AcademyError> {
        sqlx::raw_sql(self.0).execute(transaction).await?;
        Ok(())
    }
}
