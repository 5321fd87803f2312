//! Checks of the rows, the rights and the logins of an academy whose schema is intact.

/// Each query gives what is amiss, and the SQL that mends it.
pub(super) const ALL: [(&str, &str); 11] = [
    (
        "duplicate-progress",
        "select format('%s progress rows of user %s for lesson %s: %s', count(*), user_id, lesson_id,
                       string_agg(id, ', ' order by created_at, id)),
                format(
                    'WITH kept AS (SELECT id FROM public.user_progress WHERE user_id = %1$L AND lesson_id = %2$L '
                    'ORDER BY created_at, id LIMIT 1), extra AS (DELETE FROM public.user_progress '
                    'WHERE user_id = %1$L AND lesson_id = %2$L AND id NOT IN (SELECT id FROM kept) '
                    'RETURNING time_spent, completed, completed_at) UPDATE public.user_progress p '
                    'SET time_spent = least(coalesce(p.time_spent, 0) + coalesce(e.seconds, 0), 2147483647), '
                    'completed = p.completed OR e.completed, '
                    'completed_at = least(p.completed_at, e.completed_at) '
                    'FROM (SELECT sum(time_spent) AS seconds, coalesce(bool_or(completed), false) AS completed, '
                    'min(completed_at) AS completed_at FROM extra) e WHERE p.id = (SELECT id FROM kept);',
                    user_id, lesson_id)
           from public.user_progress
          where lesson_id is not null
          group by user_id, lesson_id
         having count(*) > 1
          order by user_id, lesson_id
          limit 1000",
    ),
    (
        "percentage",
        "select format('the course %s has enrollments that show another percentage than their progress: %s',
                       course_id, count(*)),
                format('SELECT lyceum.refresh_percentages(%L);', course_id)
           from (
             select e.course_id, e.progress_percentage,
                    coalesce(d.done, 0) * 100 / greatest(t.total, 1) as percentage
               from public.enrollments e
               join (select m.course_id, count(*) as total
                       from public.lessons l join public.modules m on m.id = l.module_id
                      where m.published is not false
                      group by m.course_id) t on t.course_id = e.course_id
               left join (select p.user_id, m.course_id, count(distinct p.lesson_id) as done
                            from public.user_progress p
                            join public.lessons l on l.id = p.lesson_id
                            join public.modules m on m.id = l.module_id
                           where p.completed and m.published is not false
                           group by p.user_id, m.course_id) d
                      on d.user_id = e.user_id and d.course_id = e.course_id) as shares
          where progress_percentage is distinct from percentage
          group by course_id order by course_id",
    ),
    (
        "certificate",
        "select format('certificate %s of user %s for course %s, whose enrollment is not completed',
                       c.certificate_number, c.user_id, c.course_id),
                format('DELETE FROM public.certificates WHERE id = %L;', c.id)
           from public.certificates c
          where not exists (select from public.enrollments e
                             where e.user_id = c.user_id and e.course_id = c.course_id
                               and e.status = 'COMPLETED')
          order by c.certificate_number limit 1000",
    ),
    (
        "content",
        "select format('the course %s is published, but %s', slug, lyceum.what_is_missing(id)),
                format('UPDATE public.courses SET published = false, featured = false WHERE id = %L;', id)
           from public.courses
          where published and lyceum.what_is_missing(id) is not null
          order by slug",
    ),
    (
        "grant",
        "select format('%s may not connect to this database', role),
                format('GRANT CONNECT ON DATABASE %I TO %I;', current_database(), role)
           from unnest(array['lyceum_learner', 'lyceum_server']) role
          where not has_database_privilege(role, current_database(), 'connect')",
    ),
    (
        "public",
        "select 'everybody who can connect may create tables and functions in the schema public',
                'REVOKE CREATE ON SCHEMA public FROM PUBLIC;'
          where exists (select from pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
                         where n.nspname = 'public' and a.grantee = 0 and a.privilege_type = 'CREATE')
          union all
         select 'everybody who can connect may create temporary tables (harmless to Lyceum''s functions)',
                format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC;', current_database())
           from pg_database d, aclexplode(coalesce(d.datacl, acldefault('d', d.datdba))) a
          where d.datname = current_database() and a.grantee = 0 and a.privilege_type = 'TEMPORARY'
          union all
         select format('everybody who can connect may %s on %s', lower(a.privilege_type), c.oid::regclass),
                format('REVOKE %s ON %s FROM PUBLIC;', a.privilege_type, c.oid::regclass)
           from pg_class c, aclexplode(c.relacl) a
          where c.relnamespace = 'public'::regnamespace and a.grantee = 0
          union all
         select format('everybody may run %s with the rights of its owner', p.oid::regprocedure),
                format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC;', p.oid::regprocedure)
           from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          where p.pronamespace = 'public'::regnamespace and p.prosecdef and a.grantee = 0",
    ),
    (
        "role",
        "select format('the role %s has more power than it needs', rolname),
                format('ALTER ROLE %I%s;', rolname,
                       concat(case when rolcanlogin then ' NOLOGIN' end, case when rolsuper then ' NOSUPERUSER' end,
                              case when rolcreaterole then ' NOCREATEROLE' end,
                              case when rolcreatedb then ' NOCREATEDB' end,
                              case when rolbypassrls then ' NOBYPASSRLS' end,
                              case when rolreplication then ' NOREPLICATION' end))
           from pg_roles
          where rolname in ('lyceum_owner', 'lyceum_learner', 'lyceum_server')
            and (rolcanlogin or rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)
          union all
         select format('the role %s is a member of %s', m.member::regrole, m.roleid::regrole),
                format('REVOKE %s FROM %s;', m.roleid::regrole, m.member::regrole)
           from pg_auth_members m
          where m.member in (to_regrole('lyceum_owner'), to_regrole('lyceum_learner'), to_regrole('lyceum_server'))",
    ),
    (
        "login",
        "with logins as (
             select l.role, r.oid as login,
                    case l.kind when 'learner' then 'lyceum_learner' else 'lyceum_server' end as its_group
               from lyceum.db_logins l left join pg_roles r on r.rolname = l.role)
         select format('the login %s is entered, but the role doesn''t exist', role),
                format('DELETE FROM lyceum.db_logins WHERE role = %L;', role)
           from logins where login is null
          union all
         select format('the login %s belongs to an account that was erased', rolname),
                format('GRANT %1$I TO CURRENT_USER; DROP OWNED BY %1$I; DROP ROLE %1$I;', rolname)
           from pg_roles r
          where r.rolcanlogin
            and shobj_description(r.oid, 'pg_authid')
                = (select concat_ws(' ', 'Lyceum', current_database(), id) from lyceum.instance)
            and not exists (select from lyceum.db_logins l where l.role = r.rolname)
          union all
         select format('the login %s has settings other than those that it was given', role),
                format('ALTER ROLE %1$I RESET ALL; ALTER ROLE %1$I SET idle_in_transaction_session_timeout = %2$L; '
                       'ALTER ROLE %1$I SET lock_timeout = %3$L; ALTER ROLE %1$I SET statement_timeout = %4$L;',
                       role, '10s', '5s', '60s')
           from logins
          where login is not null and its_group = 'lyceum_learner'
            and (select array_agg(setting order by setting)
                   from pg_db_role_setting s, unnest(s.setconfig) setting
                  where s.setrole = login and s.setdatabase = 0)
                is distinct from array['idle_in_transaction_session_timeout=10s', 'lock_timeout=5s',
                                       'statement_timeout=60s']
          union all
         select format('the login %s has settings of its own in the database %s', role, d.datname),
                format('ALTER ROLE %I IN DATABASE %I RESET ALL;', role, d.datname)
           from logins
           join pg_db_role_setting s on s.setrole = login
           join pg_database d on d.oid = s.setdatabase
          union all
         select format('the login %s has more power than it needs', role),
                format('ALTER ROLE %I%s;', role,
                       concat(case when rolsuper then ' NOSUPERUSER' end,
                              case when rolcreaterole then ' NOCREATEROLE' end,
                              case when rolcreatedb then ' NOCREATEDB' end,
                              case when rolbypassrls then ' NOBYPASSRLS' end,
                              case when rolreplication then ' NOREPLICATION' end))
           from logins join pg_roles r on r.oid = login
          where r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication
          union all
         select format('the login %s is no member of %s', role, its_group),
                format('GRANT %s TO %I;', its_group, role)
           from logins
          where login is not null
            and not exists (select from pg_auth_members m where m.member = login and m.roleid = to_regrole(its_group))
          union all
         select format('the login %s is a member of %s', role, m.roleid::regrole),
                format('REVOKE %s FROM %I;', m.roleid::regrole, role)
           from logins join pg_auth_members m on m.member = login
          where m.roleid <> to_regrole(its_group)
          union all
         select distinct format('the login %s owns something or has rights of its own in this database', role),
                format('GRANT %1$I TO CURRENT_USER; DROP OWNED BY %1$I; REVOKE %1$I FROM CURRENT_USER;', role)
           from logins join pg_shdepend d on d.refclassid = 'pg_authid'::regclass and d.refobjid = login
          where d.dbid = (select oid from pg_database where datname = current_database())",
    ),
    (
        "trigger",
        "select format('the trigger %I on %s is neither documented nor Lyceum''s: it runs inside of ours as well',
                       t.tgname, t.tgrelid::regclass), null
           from pg_trigger t join pg_class c on c.oid = t.tgrelid
          where c.relnamespace = 'public'::regnamespace and not t.tgisinternal and t.tgname not like 'lyceum\\_%'
            and c.relname in ('accounts', 'certificates', 'course_reviews', 'courses', 'enrollments', 'lessons',
                              'modules', 'payments', 'sessions', 'user_progress', 'users', 'verification_tokens')
          order by 1",
    ),
    (
        // Without statistics a page of the manifest was seen to take 29 s instead of milliseconds.
        "statistics",
        "select format('the planner knows nothing current about %s: ANALYZE did not run since most of its rows came',
                       c.oid::regclass),
                format('ANALYZE %s;', c.oid::regclass)
           from pg_class c
           left join pg_stat_all_tables s on s.relid = c.oid
          where c.relnamespace in ('public'::regnamespace, 'lyceum'::regnamespace)
            and c.relkind = 'r' and pg_relation_size(c.oid) >= 1048576
            and (c.reltuples < 0 or s.n_mod_since_analyze > c.reltuples + 10000)
          order by c.oid::regclass::text",
    ),
    (
        "leftover",
        "select format('the role %I is nobody''s login any more, and owns something in this database', r.rolname),
                format('GRANT %1$I TO CURRENT_USER; DROP OWNED BY %1$I; DROP ROLE %1$I;', r.rolname)
           from pg_roles r
          where r.rolname like 'lyceum\\_%' and not r.rolcanlogin
            and r.rolname not in ('lyceum_owner', 'lyceum_learner', 'lyceum_server')
            and not exists (select from lyceum.db_logins where role = r.rolname)
            and exists (select from pg_shdepend d
                         where d.refclassid = 'pg_authid'::regclass and d.refobjid = r.oid
                           and d.dbid = (select oid from pg_database where datname = current_database()))
          order by 1",
    ),
];
