//! How what is ours differs from what our migrations made: tables, types, functions, policies, triggers and
//! rights.

use std::collections::BTreeMap;

use sqlx::{Acquire, FromRow, PgConnection};

use super::drift::{self, Difference};
use super::pg_catalog::Catalog;
use super::reference::{self, LYCEUM, PUBLIC, as_it_stands};
use crate::academy::AcademyError;

mod queries;

/// Compares everything of ours with what a migration makes from the same files. Mending goes in this order.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy yet; where the login may not create a schema.
pub(crate) async fn differences(
    connection: &mut PgConnection,
) -> Result<Vec<Difference>, AcademyError> {
    let mut transaction = connection.begin().await?;
    reference::make_platform(&mut transaction).await?;
    reference::make_ours(&mut transaction).await?;
    let wanted_tables = Catalog::read(&mut transaction, LYCEUM.reference).await?;
    let found_tables = Catalog::read(&mut transaction, LYCEUM.name).await?;
    sqlx::raw_sql("set local search_path = ''")
        .execute(&mut *transaction)
        .await?;
    let mut strange = Vec::new();
    let mut all = drift::tables(&LYCEUM, &wanted_tables, &found_tables);
    for (query, essential) in queries::ALL {
        let wanted = read(&mut transaction, query, LYCEUM.reference, PUBLIC.reference).await?;
        let found = read(&mut transaction, query, LYCEUM.name, PUBLIC.name).await?;
        all.extend(missing_or_changed(&wanted, &found, essential));
        strange.extend(strangers(&wanted, &found));
    }
    transaction.rollback().await?;
    // A stranger's rights go before it goes itself.
    all.extend(strange.into_iter().rev());
    Ok(all)
}

/// One thing of ours, in the catalog's words.
#[derive(Debug, FromRow)]
struct Object {
    /// A human-readable name for it.
    subject: String,
    /// All of it that matters.
    definition: String,
    /// The message for a definition that isn't what it should be.
    flaw: String,
    /// The statement that makes it; none for a property of something else.
    make: Option<String>,
    /// The statement that makes it what it should be.
    alter: Option<String>,
    /// The statement that removes it; none where it does no harm.
    remove: Option<String>,
}

impl Object {
    fn difference(&self, how: &str, breaks_us: bool, mend: &Option<String>) -> Difference {
        Difference {
            what: self.subject.clone(),
            how: how.to_owned(),
            breaks_us,
            mend: mend.clone(),
        }
    }
}

async fn read(
    transaction: &mut PgConnection,
    query: &'static str,
    ours: &str,
    platform: &str,
) -> Result<Vec<Object>, sqlx::Error> {
    let mut objects: Vec<Object> = sqlx::query_as(query)
        .bind(ours)
        .bind(platform)
        .fetch_all(transaction)
        .await?;
    for object in &mut objects {
        object.subject = as_it_stands(&object.subject);
        object.definition = as_it_stands(&object.definition);
        for statement in [&mut object.make, &mut object.alter, &mut object.remove] {
            *statement = statement.as_deref().map(as_it_stands);
        }
    }
    Ok(objects)
}

/// `essential`: without such an object our functions fail.
fn missing_or_changed(wanted: &[Object], found: &[Object], essential: bool) -> Vec<Difference> {
    let standing = by_subject(found);
    let difference = |object: &Object| match standing.get(object.subject.as_str()) {
        None if object.make.is_some() => {
            Some(object.difference("is missing", essential, &object.make))
        }
        Some(present) if present.definition != object.definition => {
            Some(object.difference(&present.flaw, false, &object.alter))
        }
        _ => None,
    };
    wanted.iter().filter_map(difference).collect()
}

fn strangers(wanted: &[Object], found: &[Object]) -> Vec<Difference> {
    let expected = by_subject(wanted);
    found
        .iter()
        .filter(|object| !expected.contains_key(object.subject.as_str()))
        .filter(|object| object.remove.is_some())
        .map(|object| object.difference("isn't Lyceum's", false, &object.remove))
        .collect()
}

fn by_subject(objects: &[Object]) -> BTreeMap<&str, &Object> {
    objects
        .iter()
        .map(|object| (object.subject.as_str(), object))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(subject: &str, definition: &str) -> Object {
        Object {
            subject: subject.to_owned(),
            definition: definition.to_owned(),
            flaw: "was changed".to_owned(),
            make: Some(format!("make {subject}")),
            alter: Some(format!("alter {subject}")),
            remove: Some(format!("remove {subject}")),
        }
    }

    #[test]
    fn what_is_missing_changed_or_a_stranger_comes_with_its_statement() {
        let wanted = [object("a", "1"), object("b", "1"), object("c", "1")];
        let found = [object("a", "1"), object("b", "2"), object("d", "1")];
        let said: Vec<_> = missing_or_changed(&wanted, &found, true)
            .into_iter()
            .chain(strangers(&wanted, &found))
            .map(|d| (d.to_string(), d.breaks_us, d.mend.unwrap()))
            .collect();
        let expected = [
            ("b: was changed", false, "alter b"),
            ("c: is missing", true, "make c"),
            ("d: isn't Lyceum's", false, "remove d"),
        ]
        .map(|(said, breaks, mend)| (said.to_owned(), breaks, mend.to_owned()));
        assert_eq!(said, expected);
    }

    #[test]
    fn a_property_of_what_is_missing_is_not_missing_itself() {
        let mut owner = object("the table a", "lyceum_owner");
        owner.make = None;
        assert_eq!(missing_or_changed(&[owner], &[], true), []);
    }
}
