//! How tables differ from what they should be: the platform's from their documentation, ours from what our
//! migrations made.

use std::collections::BTreeMap;
use std::fmt;

use sqlx::{Acquire, PgConnection};

use super::TABLES;
use super::pg_catalog::{Catalog, Column};
use super::reference::{self, PUBLIC, Schema};
use crate::academy::AcademyError;

/// One difference from what should stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The object that differs: `courses.price`, `index on lessons (module_id)`.
    pub what: String,
    /// How.
    pub how: String,
    /// Whether Lyceum's functions would fail because of it.
    pub breaks_us: bool,
    /// The statement that brings it in line with the documentation, where one can.
    pub mend: Option<String>,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.what, self.how)
    }
}

/// Compares the platform's tables with their documentation, worst first.
///
/// # Errors
/// Where the login may not create a schema in this database, or the connection fails.
pub async fn differences(connection: &mut PgConnection) -> Result<Vec<Difference>, AcademyError> {
    let mut transaction = connection.begin().await?;
    reference::make_platform(&mut transaction).await?;
    let documented = Catalog::read(&mut transaction, PUBLIC.reference).await?;
    let found = Catalog::read(&mut transaction, PUBLIC.name).await?;
    transaction.rollback().await?;

    let mut all = enums(&documented, &found);
    all.extend(obstacles(&found));
    all.extend(tables(&PUBLIC, &documented, &found));
    all.sort_by_key(|difference| !difference.breaks_us);
    Ok(all)
}

/// How the tables of a schema differ from what they should be.
pub(super) fn tables(schema: &Schema, wanted: &Catalog, found: &Catalog) -> Vec<Difference> {
    let mut all = columns(schema, wanted, found);
    all.extend(constraints(schema, wanted, found));
    all.extend(indexes(schema, wanted, found));
    all
}

impl Schema {
    /// A table as a person reads it: the platform's by its name alone.
    fn shown(&self, table: &str) -> String {
        if self.name == PUBLIC.name {
            table.to_owned()
        } else {
            self.qualified(table)
        }
    }

    fn qualified(&self, table: &str) -> String {
        format!("{}.{table}", self.name)
    }
}

/// The documented tables that don't stand; the others do.
pub(super) async fn missing_tables(
    connection: &mut PgConnection,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(
        "select name from unnest($1::text[]) name
          where to_regclass('public.' || name) is null order by name",
    )
    .bind(TABLES)
    .fetch_all(connection)
    .await
}

fn enums(documented: &Catalog, found: &Catalog) -> Vec<Difference> {
    let difference = |name: &str, how: String, mend| Difference {
        what: format!("type {name}"),
        how,
        breaks_us: true,
        mend,
    };
    let mut all = Vec::new();
    for (name, labels) in &documented.enums {
        let Some(present) = found.enums.get(name) else {
            let labels: Vec<String> = labels.iter().map(|l| format!("'{l}'")).collect();
            let mend = format!("CREATE TYPE public.{name} AS ENUM ({});", labels.join(", "));
            all.push(difference(name, "is missing".to_owned(), Some(mend)));
            continue;
        };
        for label in labels.iter().filter(|label| !present.contains(label)) {
            let mend = format!("ALTER TYPE public.{name} ADD VALUE '{label}';");
            all.push(difference(
                name,
                format!("lacks the value {label}"),
                Some(mend),
            ));
        }
        for label in present.iter().filter(|label| !labels.contains(label)) {
            let how = format!("has the value {label}, which isn't documented");
            all.push(difference(name, how, None));
        }
    }
    all
}

fn columns(schema: &Schema, wanted: &Catalog, found: &Catalog) -> Vec<Difference> {
    let mut all: Vec<Difference> = missing_from(schema, wanted, found).collect();
    for ((table, name), wanted) in &wanted.columns {
        if !found.has_table(table) {
            continue;
        }
        match found.columns.get(&(table.clone(), name.clone())) {
            Some(present) => all.extend(column(schema, table, name, wanted, present)),
            None => all.push(Difference {
                what: format!("{}.{name}", schema.shown(table)),
                how: "is missing".to_owned(),
                breaks_us: true,
                mend: Some(format!(
                    "ALTER TABLE {} ADD COLUMN \"{name}\" {};",
                    schema.qualified(table),
                    wanted.kind
                )),
            }),
        }
    }
    all
}

/// The tables that don't stand. Constraints, indexes and rights are missed one by one.
fn missing_from(
    schema: &Schema,
    wanted: &Catalog,
    found: &Catalog,
) -> impl Iterator<Item = Difference> {
    let mut missing: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for ((table, name), column) in &wanted.columns {
        if !found.has_table(table) {
            missing
                .entry(table)
                .or_default()
                .push(column.definition(name));
        }
    }
    missing.into_iter().map(|(table, columns)| Difference {
        what: schema.shown(table),
        how: "is missing, with its rows".to_owned(),
        breaks_us: true,
        mend: Some(format!(
            "CREATE TABLE {} ({});",
            schema.qualified(table),
            columns.join(", ")
        )),
    })
}

fn column(
    schema: &Schema,
    table: &str,
    name: &str,
    wanted: &Column,
    present: &Column,
) -> Vec<Difference> {
    let alter = format!(
        "ALTER TABLE {} ALTER COLUMN \"{name}\"",
        schema.qualified(table)
    );
    let difference = |how: String, breaks_us, mend: String| Difference {
        what: format!("{}.{name}", schema.shown(table)),
        how,
        breaks_us,
        mend: Some(mend),
    };
    let mut all = Vec::new();
    if wanted.kind != present.kind {
        all.push(difference(
            format!("is {}, documented is {}", present.kind, wanted.kind),
            !same_values(&wanted.kind, &present.kind),
            format!("{alter} TYPE {};", wanted.kind),
        ));
    }
    match (&wanted.default, &present.default) {
        (Some(default), None) => all.push(difference(
            format!("has no default, documented is {default}"),
            false,
            format!("{alter} SET DEFAULT {default};"),
        )),
        (None, Some(default)) => all.push(difference(
            format!("has the default {default}, documented is none"),
            false,
            format!("{alter} DROP DEFAULT;"),
        )),
        _ => {}
    }
    match (wanted.not_null, present.not_null) {
        (true, false) => all.push(difference(
            "may be null, documented is that it may not".to_owned(),
            false,
            format!("{alter} SET NOT NULL;"),
        )),
        (false, true) => all.push(difference(
            "may not be null, documented is that it may".to_owned(),
            false,
            format!("{alter} DROP NOT NULL;"),
        )),
        _ => {}
    }
    all
}

/// Whether both types hold the same values as far as our functions are concerned: text of any kind, and UTC
/// timestamps of any precision.
fn same_values(wanted: &str, present: &str) -> bool {
    let is_text = |kind: &str| kind == "text" || kind.starts_with("character varying");
    let is_texts = |kind: &str| kind == "text[]" || kind == "character varying[]";
    let is_utc = |kind: &str| kind.starts_with("timestamp") && kind.ends_with("without time zone");
    wanted == present
        || is_text(wanted) && is_text(present)
        || is_texts(wanted) && is_texts(present)
        || is_utc(wanted) && is_utc(present)
}

/// The columns of each table that our functions set on insert.
const WRITTEN: [(&str, &str); 6] = [
    (
        "courses",
        " id title description slug price duration difficulty published featured learning_objectives prerequisites created_at updated_at ",
    ),
    (
        "modules",
        " id course_id title description order duration published created_at updated_at ",
    ),
    (
        "lessons",
        " id module_id title content order duration lesson_type created_at updated_at ",
    ),
    (
        "enrollments",
        " id user_id course_id status enrolled_at progress_percentage last_accessed_at ",
    ),
    (
        "user_progress",
        " id user_id course_id module_id lesson_id completed time_spent created_at updated_at ",
    ),
    (
        "certificates",
        " id user_id course_id issued_at certificate_number ",
    ),
];

/// Names of parameters in our SQL functions. PostgreSQL would read a column's name where one is meant.
const PARAMETERS: &str = " who course courses lesson lessons items head skew moment times tree kept of_row tables enrolled editor ";

/// Columns, documented or not, that would make our inserts fail or change what a function means.
fn obstacles(found: &Catalog) -> Vec<Difference> {
    let has_word = |words: &str, word: &str| words.contains(&format!(" {word} "));
    let mut all = Vec::new();
    for ((table, name), column) in &found.columns {
        let written = WRITTEN.iter().find(|(written, _)| written == table);
        if let Some((_, columns)) = written
            && column.not_null
            && column.default.is_none()
            && !has_word(columns, name)
        {
            all.push(Difference {
                what: format!("{table}.{name}"),
                how: "may not be null and has no default, and Lyceum doesn't know what to write"
                    .to_owned(),
                breaks_us: true,
                mend: Some(format!(
                    "ALTER TABLE public.{table} ALTER COLUMN \"{name}\" DROP NOT NULL;"
                )),
            });
        }
        if TABLES.contains(&table.as_str()) && has_word(PARAMETERS, name) {
            all.push(Difference {
                what: format!("{table}.{name}"),
                how: "isn't documented and has a name that Lyceum's functions use themselves"
                    .to_owned(),
                breaks_us: true,
                mend: None,
            });
        }
    }
    all
}

fn constraints(schema: &Schema, documented: &Catalog, found: &Catalog) -> Vec<Difference> {
    documented
        .constraints
        .iter()
        .filter(|(key, _)| !found.constraints.contains_key(key))
        .map(|((table, _), definition)| Difference {
            what: schema.shown(table),
            how: format!("lacks the constraint {definition}"),
            breaks_us: false,
            mend: Some(format!(
                "ALTER TABLE {} ADD {definition};",
                schema.qualified(table)
            )),
        })
        .collect()
}

fn indexes(schema: &Schema, documented: &Catalog, found: &Catalog) -> Vec<Difference> {
    documented
        .indexes
        .iter()
        .filter(|(wanted, _)| !found.serves(wanted))
        .map(|(wanted, statement)| {
            let unique = if wanted.unique { "unique " } else { "" };
            Difference {
                what: schema.shown(&wanted.table),
                how: format!("lacks the {unique}index on ({})", wanted.columns),
                breaks_us: false,
                mend: Some(format!("{statement};")),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_text_and_a_timestamp_without_zone_is_one_of_any_precision() {
        assert!(same_values("character varying", "text"));
        assert!(same_values("character varying[]", "text[]"));
        assert!(same_values(
            "timestamp without time zone",
            "timestamp(3) without time zone"
        ));
        assert!(!same_values(
            "timestamp without time zone",
            "timestamp with time zone"
        ));
        assert!(!same_values("integer", "text"));
    }
}
