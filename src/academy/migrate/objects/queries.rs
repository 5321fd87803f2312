//! Queries of PostgreSQL's catalog for our own objects. Each takes the names of our schema and of the platform's, and
//! returns one `Object` per row.

/// The queries to compare, and whether our functions fail on a difference.
pub(super) const ALL: [(&str, bool); 6] = [
    (OWNERS, false),
    (TYPES, true),
    (FUNCTIONS, true),
    (POLICIES, false),
    (TRIGGERS, false),
    (PRIVILEGES, false),
];

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

/// The privileges of our roles on the platform's objects, and of everybody but the owner on ours. Whether
/// `lyceum_owner` has more than it needs is up to the platform's owner.
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
