//! The privileges that an operator's login lacks, as statements for whoever can grant them.

use sqlx::{PgConnection, Row};

/// The statements that give this login what a migration needs; none when it has all.
pub(super) async fn missing(connection: &mut PgConnection) -> Result<Vec<String>, sqlx::Error> {
    let mut all = Vec::new();
    for query in [SCHEMA, ROLES, MEMBERSHIP, SUPERUSERS_TABLES, TABLES] {
        for row in sqlx::query(query).fetch_all(&mut *connection).await? {
            all.push(row.try_get(0)?);
        }
    }
    Ok(all)
}

/// The statements that let this login make logins for people and servers; none when it can.
pub(in crate::academy) async fn missing_for_logins(
    connection: &mut PgConnection,
) -> Result<Vec<String>, sqlx::Error> {
    sqlx::query_scalar(LOGINS).fetch_all(connection).await
}

const SCHEMA: &str = "
    select format('GRANT CREATE ON DATABASE %I TO %I;', current_database(), current_user)
     where not has_database_privilege(current_database(), 'create')
    union all
    select format('GRANT CREATE ON SCHEMA public TO %I;', current_user)
     where to_regclass('public.users') is null and not has_schema_privilege('public', 'create')";

const ROLES: &str = "
    select format('CREATE ROLE %I NOLOGIN;', wanted)
      from unnest(array['lyceum_owner', 'lyceum_server', 'lyceum_learner']) wanted
     where not exists (select from pg_roles where rolname = wanted)
       and not (select rolsuper or rolcreaterole from pg_roles where rolname = current_user)";

/// Until PostgreSQL 15 whoever may create roles may join them; since 16 it takes the admin option.
const MEMBERSHIP: &str = "
    select format('GRANT lyceum_owner TO %I;', current_user)
      from pg_roles me
     where me.rolname = current_user
       and not me.rolsuper
       and case
             when to_regrole('lyceum_owner') is null then not me.rolcreaterole
             when pg_has_role('lyceum_owner', 'usage') then false
             when current_setting('server_version_num')::integer < 160000 then not me.rolcreaterole
             else not exists (
                 select from pg_auth_members m
                  where m.roleid = to_regrole('lyceum_owner') and m.member = me.oid and m.admin_option)
           end";

const TABLES: &str = "
    select distinct format('GRANT %I TO %I;', owner.rolname, current_user)
      from pg_class c
      join pg_roles owner on owner.oid = c.relowner and not owner.rolsuper
     where c.relnamespace = 'public'::regnamespace
       and c.relname in ('users', 'courses', 'modules', 'lessons', 'enrollments', 'user_progress',
                         'certificates', 'payments', 'accounts', 'course_reviews')
       and not pg_has_role(c.relowner, 'usage')";

/// Whoever is a member of a superuser's role has all of the server: tables that one owns get an owner of their own.
/// Rights that others have on them stay.
const SUPERUSERS_TABLES: &str = "
    with theirs as (
        select c.relname, owner.rolname
          from pg_class c
          join pg_roles owner on owner.oid = c.relowner and owner.rolsuper
         where c.relnamespace = 'public'::regnamespace
           and c.relname in ('users', 'courses', 'modules', 'lessons', 'enrollments', 'user_progress',
                             'certificates', 'payments', 'accounts', 'course_reviews', 'sessions',
                             'verification_tokens')
           and not pg_has_role(c.relowner, 'usage')
    ), tables_owner as (
        select 'platform_owner_' || oid as role from pg_database where datname = current_database())
    select statement
      from (
        select 1, format(E'-- The tables belong to %I, a superuser, whose role nobody may be given: they get an owner '
                         'of their own.\\n-- Or run `lyceum db migrate` as %1$I, now and for each new version.',
                         min(rolname))
          from theirs having count(*) > 0
         union all
        select 2, format('CREATE ROLE %I NOLOGIN;', role) from tables_owner
         where exists (select from theirs) and to_regrole(quote_ident(role)) is null
         union all
        select 3, format('ALTER TABLE public.%I OWNER TO %I;', relname, role) from theirs, tables_owner
         union all
        select 4, format('GRANT %I TO %I;', role, current_user) from tables_owner
         where exists (select from theirs)) as s (place, statement)
     order by place, statement";

/// Since PostgreSQL 16 whoever makes a role can make it a member only of groups that it administers.
const LOGINS: &str = "
    select format('ALTER ROLE %I CREATEROLE;', rolname)
      from pg_roles where rolname = current_user and not rolsuper and not rolcreaterole
    union all
    select format('GRANT %I TO %I WITH ADMIN OPTION;', its_group, me.rolname)
      from pg_roles me, unnest(array['lyceum_learner', 'lyceum_server']) its_group
     where me.rolname = current_user and not me.rolsuper
       and current_setting('server_version_num')::integer >= 160000
       and not exists (select from pg_auth_members m
                        where m.roleid = to_regrole(its_group) and m.member = me.oid and m.admin_option)";
