//! The contents of one schema, read from PostgreSQL's own catalog.

use std::collections::BTreeMap;

use sqlx::{PgConnection, Row};

use super::reference::as_it_stands;

/// Tables, types, constraints and indexes of one schema.
#[derive(Debug, Default)]
pub(super) struct Catalog {
    /// Each enum's labels, in order.
    pub(super) enums: BTreeMap<String, Vec<String>>,
    /// Columns by table and name.
    pub(super) columns: BTreeMap<(String, String), Column>,
    /// Checks and foreign keys by table and definition, with the definition as it shall be written.
    pub(super) constraints: BTreeMap<(String, String), String>,
    /// Indexes by table, uniqueness and columns, with the statement that makes them.
    pub(super) indexes: BTreeMap<Index, String>,
}

/// A column as far as it matters to whoever writes to it.
#[derive(Debug)]
pub(super) struct Column {
    pub(super) kind: String,
    pub(super) not_null: bool,
    pub(super) default: Option<String>,
}

impl Column {
    /// The column as `CREATE TABLE` takes it.
    pub(super) fn definition(&self, name: &str) -> String {
        let mut text = format!("\"{name}\" {}", self.kind);
        if let Some(default) = &self.default {
            text.push_str(&format!(" DEFAULT {default}"));
        }
        if self.not_null {
            text.push_str(" NOT NULL");
        }
        text
    }
}

/// An index by its properties; its name doesn't matter.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Index {
    pub(super) table: String,
    pub(super) unique: bool,
    pub(super) columns: String,
}

const ENUMS: &str = "
    select t.typname::text, array_agg(e.enumlabel::text order by e.enumsortorder)
      from pg_catalog.pg_type t
      join pg_catalog.pg_enum e on e.enumtypid = t.oid
     where t.typnamespace = $1::regnamespace
     group by t.typname";

const COLUMNS: &str = "
    select c.relname::text, a.attname::text,
           pg_catalog.format_type(a.atttypid, a.atttypmod)
               || case a.attidentity when 'a' then ' generated always as identity' else '' end,
           a.attnotnull, pg_catalog.pg_get_expr(d.adbin, d.adrelid)
      from pg_catalog.pg_class c
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      left join pg_catalog.pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
     where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'p')";

const CONSTRAINTS: &str = "
    select c.relname::text, pg_catalog.pg_get_constraintdef(k.oid)
      from pg_catalog.pg_constraint k
      join pg_catalog.pg_class c on c.oid = k.conrelid
     where k.connamespace = $1::regnamespace and k.contype in ('c', 'f')";

const INDEXES: &str = "
    select c.relname::text, i.indisunique,
           (select string_agg(pg_catalog.pg_get_indexdef(i.indexrelid, n, false), ', ' order by n)
              from generate_series(1, i.indnkeyatts) n),
           pg_catalog.pg_get_indexdef(i.indexrelid)
      from pg_catalog.pg_index i
      join pg_catalog.pg_class c on c.oid = i.indrelid
     where c.relnamespace = $1::regnamespace and i.indpred is null and i.indisvalid";

impl Catalog {
    /// Reads a schema, with names as they stand where it is one of the reference's, so that the two can be
    /// compared; this moves the transaction's search path.
    pub(super) async fn read(
        connection: &mut PgConnection,
        schema: &'static str,
    ) -> Result<Catalog, sqlx::Error> {
        sqlx::query("select set_config('search_path', $1, true)")
            .bind(schema)
            .execute(&mut *connection)
            .await?;
        let mut catalog = Catalog::default();
        for row in fetch(connection, ENUMS, schema).await? {
            catalog.enums.insert(row.try_get(0)?, row.try_get(1)?);
        }
        for row in fetch(connection, COLUMNS, schema).await? {
            let column = Column {
                kind: row.try_get(2)?,
                not_null: row.try_get(3)?,
                default: row
                    .try_get::<Option<String>, _>(4)?
                    .map(|d| as_it_stands(&d)),
            };
            catalog
                .columns
                .insert((row.try_get(0)?, row.try_get(1)?), column);
        }
        for row in fetch(connection, CONSTRAINTS, schema).await? {
            let definition = as_it_stands(row.try_get(1)?);
            // Prisma adds this; ids don't change, so it means nothing.
            let meaning = definition.replace("ON UPDATE CASCADE ", "");
            let key = (row.try_get(0)?, meaning);
            catalog.constraints.insert(key, definition);
        }
        for row in fetch(connection, INDEXES, schema).await? {
            let statement = as_it_stands(row.try_get(3)?);
            let index = Index {
                table: row.try_get(0)?,
                unique: row.try_get(1)?,
                columns: row.try_get(2)?,
            };
            catalog.indexes.insert(index, statement);
        }
        Ok(catalog)
    }

    /// Whether a table stands.
    pub(super) fn has_table(&self, table: &str) -> bool {
        self.columns.keys().any(|(of, _)| of == table)
    }

    /// Whether an index on these columns stands that is unique, if it has to be.
    pub(super) fn serves(&self, wanted: &Index) -> bool {
        self.indexes.keys().any(|index| {
            index.table == wanted.table
                && index.columns == wanted.columns
                && (index.unique || !wanted.unique)
        })
    }
}

async fn fetch(
    connection: &mut PgConnection,
    query: &'static str,
    schema: &str,
) -> Result<Vec<sqlx::postgres::PgRow>, sqlx::Error> {
    sqlx::query(query).bind(schema).fetch_all(connection).await
}
