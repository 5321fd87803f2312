//! How what is ours differs from what our migrations made: tables, types, functions, policies, triggers and
//! rights.

use std::collections::BTreeMap;

use sqlx::{Acquire, FromRow, PgConnection};

use super::catalog::Catalog;
use super::drift::{self, Difference};
use super::reference::{self, LYCEUM, PUBLIC, as_it_stands};
use crate::academy::AcademyError;

/// Compares everything of ours with what the migrations that were applied made. Mending goes in this order.
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
    for (query, essential) in QUERIES {
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
    /// What it is, for a person.
    subject: String,
    /// All of it that matters.
    definition: String,
    /// What is to be said where the definition isn't what it should be.
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

/// What is compared, and whether our functions fail without it.
const QUERIES: [(&str, bool); 6] = [
    (OWNERS, false),
    (TYPES, true),
    (FUNCTIONS, true),
    (POLICIES, false),
    (TRIGGERS, false),
    (PRIVILEGES, false),
];

// Each query takes the name of our schema and of the platform's, and gives `Object`s.

const OWNERS: &str = "
    select 'the ' || lower(left(what, strpos(what, ' '))) || substr(what, strpos(what, ' ') + 1) as subject,
           owner::text as definition, 'belongs to ' || owner as flaw, null as make,
           format('ALTER %s OWNER TO %I;', what, owner) as alter, null as remove
      from (select 'SCHEMA ' || nspname, pg_get_userbyid(nspowner) from pg_namespace where nspname = $1
             union all
            select 'TABLE ' || oid::regclass, pg_get_userbyid(relowner)
              from pg_class where relnamespace = $1::regnamespace and relkind = 'r' and $2 is not null
             union all
            select 'FUNCTION ' || oid::regprocedure, pg_get_userbyid(proowner)
              from pg_proc where pronamespace = $1::regnamespace) as owned (what, owner)
     order by what";

const TYPES: &str = "
    select 'type ' || name as subject, attributes as definition, 'was changed' as flaw,
           format('SET ROLE lyceum_owner; CREATE TYPE %s AS (%s); RESET ROLE;', name, attributes) as make,
           null as alter, null as remove
      from (select c.oid as made_first, c.oid::regclass::text as name,
                   string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod)), ', '
                              order by a.attnum) as attributes
              from pg_class c
              join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relnamespace = $1::regnamespace and c.relkind = 'c' and $2 is not null
             group by c.oid) as types
     order by made_first";

const FUNCTIONS: &str = "
    select 'function ' || p.oid::regprocedure as subject, made as definition, 'was changed' as flaw,
           own as make, own as alter,
           format('DROP FUNCTION %s;', p.oid::regprocedure) as remove
      from pg_proc p
     cross join lateral (select rtrim(pg_get_functiondef(p.oid), E'\\n')) as f (made)
     cross join lateral (select format(E'SET ROLE lyceum_owner;\\n%s;\\nRESET ROLE;', made)) as o (own)
     where p.pronamespace = $1::regnamespace and $2 is not null
     order by p.oid";

const POLICIES: &str = "
    select 'table ' || oid::regclass as subject,
           format('%s %s', relrowsecurity, relforcerowsecurity) as definition,
           'doesn''t force row-level security' as flaw, null as make,
           format('ALTER TABLE %1$s ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;', oid::regclass) as alter,
           null as remove
      from pg_class
     where relnamespace = $1::regnamespace and relkind = 'r' and relname <> '_sqlx_migrations' and $2 is not null
     union all
    select format('policy %I on %s', polname, of_table), made, 'was changed', made, dropped || ' ' || made, dropped
      from (select p.polname, c.oid::regclass as of_table,
                   format('DROP POLICY %I ON %s;', p.polname, c.oid::regclass) as dropped,
                   format('CREATE POLICY %I ON %s AS %s FOR %s TO %s USING (%s)%s;', p.polname, c.oid::regclass,
                          case when p.polpermissive then 'PERMISSIVE' else 'RESTRICTIVE' end,
                          case p.polcmd when '*' then 'ALL' when 'r' then 'SELECT' when 'a' then 'INSERT'
                                        when 'w' then 'UPDATE' else 'DELETE' end,
                          (select string_agg(case role when 0 then 'PUBLIC' else quote_ident(pg_get_userbyid(role)) end,
                                             ', ')
                             from unnest(p.polroles) role),
                          coalesce(pg_get_expr(p.polqual, p.polrelid), 'true'),
                          ' WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')') as made
              from pg_policy p join pg_class c on c.oid = p.polrelid
             where c.relnamespace = $1::regnamespace) as policies";

const TRIGGERS: &str = "
    with ours as (
        select format('%I on %s', t.tgname, c.oid::regclass) as name, t.tgname, c.oid::regclass as of_table,
               pg_get_triggerdef(t.oid) || ';' as made, t.tgenabled
          from pg_trigger t
          join pg_class c on c.oid = t.tgrelid
         where not t.tgisinternal
           and (c.relnamespace = $1::regnamespace
                or c.relnamespace = $2::regnamespace and t.tgname like 'lyceum\\_%'))
    select 'trigger ' || name as subject, made as definition, 'was changed' as flaw, made as make,
           format('DROP TRIGGER %I ON %s; %s', tgname, of_table, made) as alter,
           format('DROP TRIGGER %I ON %s;', tgname, of_table) as remove
      from ours
     union all
    select 'the trigger ' || name, tgenabled::text, 'is disabled', null,
           format('ALTER TABLE %s ENABLE TRIGGER %I;', of_table, tgname), null
      from ours";

/// What our roles may do with the platform's things, and what anybody but the owner may do with ours. What
/// `lyceum_owner` may do beyond what it needs is the platform's owner's to decide.
const PRIVILEGES: &str = "
    with things (kind, name, owner, privileges, platform) as (
        select 'SCHEMA', n.oid::regnamespace::text, n.nspowner, n.nspacl, false
          from pg_namespace n where n.nspname = $1
         union all
        select 'TABLE', c.oid::regclass::text, c.relowner, c.relacl, c.relnamespace = $2::regnamespace
          from pg_class c
         where c.relnamespace in ($1::regnamespace, $2::regnamespace) and c.relkind in ('r', 'v', 'm')
         union all
        select 'FUNCTION', p.oid::regprocedure::text, p.proowner, coalesce(p.proacl, acldefault('f', p.proowner)),
               false
          from pg_proc p where p.pronamespace = $1::regnamespace
    ), held (grantee, privilege, kind, name, platform) as (
        select a.grantee, a.privilege_type, t.kind, t.name, t.platform
          from things t, aclexplode(t.privileges) a where a.grantee <> t.owner
         union all
        select a.grantee, format('%s (%I)', a.privilege_type, m.attname), 'TABLE', c.oid::regclass::text, true
          from pg_class c
          join pg_attribute m on m.attrelid = c.oid and m.attnum > 0 and not m.attisdropped,
               aclexplode(m.attacl) a
         where c.relnamespace = $2::regnamespace
         union all
        select to_regrole('lyceum_owner')::oid, 'USAGE', 'SCHEMA', $2, true
         where has_schema_privilege('lyceum_owner', $2, 'usage'))
    select distinct
           format('%s on %s %s for %s', privilege, lower(kind), name, role) as subject, '' as definition,
           '' as flaw,
           format('GRANT %s ON %s %s TO %s;', privilege, kind, name, role) as make,
           null as alter,
           case when role <> 'lyceum_owner' or not platform
                then format('REVOKE %s ON %s %s FROM %s;', privilege, kind, name, role) end as remove
      from held
     cross join lateral (select case grantee when 0 then 'PUBLIC' else pg_get_userbyid(grantee)::text end) as r (role)
     where role in ('lyceum_owner', 'lyceum_learner', 'lyceum_server') or role = 'PUBLIC' and not platform
     order by 1";

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
