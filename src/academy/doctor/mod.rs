//! Finds problems in an academy's database, each with the SQL that fixes it.

use serde::Serialize;
use sqlx::{PgConnection, Row};

use super::AcademyError;
use super::migrate::drift::Difference;
use super::migrate::{drift, objects, rules, standing};

mod checks;

/// Something that is amiss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which check found it: `drift`, `schema`, `rule`, `duplicate-progress`, …
    pub check: &'static str,
    /// A human-readable description of the problem.
    pub what: String,
    /// The SQL that mends it, where a statement can.
    pub mend: Option<String>,
}

/// Examines the whole database.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy yet; where the login may not read what it must.
pub async fn examine(connection: &mut PgConnection) -> Result<Vec<Finding>, AcademyError> {
    let migrations = standing(connection).await?;
    if migrations.newer {
        // What a newer program made would look like somebody else's.
        return Ok(vec![for_a_person(
            "the database is newer than this program: update Lyceum, then run doctor again",
        )]);
    }
    let documented = drift::differences(connection).await?;
    if !migrations.pending.is_empty() {
        // What is ours is compared with what a migration would make of it.
        let mut findings = findings_of("drift", documented);
        findings.extend(
            migrations
                .pending
                .iter()
                .map(|migration| for_a_person(&format!("the migration {migration} is pending"))),
        );
        findings.push(for_a_person(
            "the rest can't be examined before: run `lyceum db migrate`, then doctor again",
        ));
        return Ok(findings);
    }
    let ours = objects::differences(connection).await?;
    let rows_can_be_examined = !documented.iter().chain(&ours).any(|d| d.breaks_us);
    let mut findings = findings_of("drift", documented);
    findings.extend(findings_of("schema", ours));
    if !rows_can_be_examined {
        findings.push(for_a_person(
            "the rows can't be examined before that is mended: then run doctor again",
        ));
        return Ok(findings);
    }
    findings.extend(broken_rules(connection).await?);
    for (check, query) in checks::ALL {
        for row in sqlx::query(query).fetch_all(&mut *connection).await? {
            findings.push(Finding {
                check,
                what: row.try_get(0)?,
                mend: row.try_get(1)?,
            });
        }
    }
    Ok(findings)
}

/// Something about our schema that no statement mends.
fn for_a_person(what: &str) -> Finding {
    Finding {
        check: "schema",
        what: what.to_owned(),
        mend: None,
    }
}

fn findings_of(check: &'static str, differences: Vec<Difference>) -> Vec<Finding> {
    let finding = |difference: Difference| Finding {
        check,
        what: difference.to_string(),
        mend: difference.mend,
    };
    differences.into_iter().map(finding).collect()
}

async fn broken_rules(connection: &mut PgConnection) -> Result<Vec<Finding>, AcademyError> {
    let broken = rules::broken(connection).await?;
    let mut findings: Vec<Finding> = broken
        .iter()
        .map(|broken| Finding {
            check: "rule",
            what: format!("{}: broken by {}", broken.rule.says, broken.rows.join(", ")),
            mend: Some(broken.rule.mend.to_owned()),
        })
        .collect();
    let unheld = rules::absent(connection).await?;
    let unheld = unheld
        .iter()
        .filter(|rule| broken.iter().all(|broken| broken.rule != **rule));
    findings.extend(unheld.map(|rule| Finding {
        check: "rule",
        what: format!(
            "{}: nothing breaks it, but no constraint holds it",
            rule.says
        ),
        mend: Some(rule.statement()),
    }));
    Ok(findings)
}
