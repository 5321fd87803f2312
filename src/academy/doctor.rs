//! What is amiss in an academy's database, each finding with the SQL that mends it.

use serde::Serialize;
use sqlx::{PgConnection, Row};

use super::AcademyError;
use super::migrate::{drift, rules};

/// Something that is amiss.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Which check found it: `drift`, `rule`, `duplicate-progress`, …
    pub check: &'static str,
    /// What is amiss, for a person.
    pub what: String,
    /// The SQL that mends it, where a statement can.
    pub mend: Option<String>,
}

/// Examines the whole database.
///
/// # Errors
/// [`AcademyError::NotMigrated`] where there is no academy yet; where the login may not read what it must.
pub async fn examine(connection: &mut PgConnection) -> Result<Vec<Finding>, AcademyError> {
    let mut findings = Vec::new();
    for difference in drift::differences(connection).await? {
        findings.push(Finding {
            check: "drift",
            what: difference.to_string(),
            mend: difference.mend,
        });
    }
    findings.extend(broken_rules(connection).await?);
    for (check, query) in CHECKS {
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

/// Each query gives what is amiss, and the SQL that mends it.
const CHECKS: [(&str, &str); 8] = [
    (
        "duplicate-progress",
        "select format('%s progress rows of user %s for lesson %s: %s', count(*), user_id, lesson_id,
                       string_agg(id, ', ' order by created_at, id)),
                format(
                    'WITH kept AS (SELECT id FROM public.user_progress WHERE user_id = %1$L AND lesson_id = %2$L '
                    'ORDER BY created_at, id LIMIT 1), extra AS (DELETE FROM public.user_progress '
                    'WHERE user_id = %1$L AND lesson_id = %2$L AND id NOT IN (SELECT id FROM kept) '
                    'RETURNING time_spent, completed, completed_at) UPDATE public.user_progress p '
                    'SET time_spent = coalesce(p.time_spent, 0) + coalesce(e.seconds, 0), '
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
        "select format('%s enrollments of course %s show another percentage than their progress has',
                       count(*), course_id),
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
        "select format('lyceum_owner lacks %s on %s', privilege, platform_table),
                format('GRANT %s ON public.%s TO lyceum_owner;', privilege, platform_table)
           from (values ('courses', 'SELECT'), ('courses', 'INSERT'), ('courses', 'UPDATE'), ('courses', 'DELETE'),
                        ('modules', 'SELECT'), ('modules', 'INSERT'), ('modules', 'UPDATE'), ('modules', 'DELETE'),
                        ('lessons', 'SELECT'), ('lessons', 'INSERT'), ('lessons', 'UPDATE'), ('lessons', 'DELETE'),
                        ('enrollments', 'SELECT'), ('enrollments', 'INSERT'), ('enrollments', 'UPDATE'),
                        ('user_progress', 'SELECT'), ('user_progress', 'INSERT'),
                        ('user_progress', 'UPDATE'), ('user_progress', 'DELETE'),
                        ('certificates', 'SELECT'), ('certificates', 'INSERT'), ('course_reviews', 'DELETE'))
                as needed (platform_table, privilege)
          where not has_table_privilege('lyceum_owner', 'public.' || platform_table, privilege)
          union all
         select format('lyceum_owner can''t read %s.%s', platform_table, column_name),
                format('GRANT SELECT (%s) ON public.%s TO lyceum_owner;', column_name, platform_table)
           from (values ('users', 'id'), ('users', 'email'), ('users', 'name'), ('users', 'role'),
                        ('payments', 'user_id'), ('payments', 'course_id'), ('payments', 'status'),
                        ('course_reviews', 'user_id'), ('course_reviews', 'course_id'),
                        ('course_reviews', 'rating')) as needed (platform_table, column_name)
          where not has_column_privilege('lyceum_owner', 'public.' || platform_table, column_name, 'select')
          union all
         select format('%s may not connect to this database', role),
                format('GRANT CONNECT ON DATABASE %I TO %I;', current_database(), role)
           from unnest(array['lyceum_learner', 'lyceum_server']) role
          where not has_database_privilege(role, current_database(), 'connect')
          union all
         select format('%s may not call %s', role, function),
                format('GRANT EXECUTE ON FUNCTION %s TO %I;', function, role)
           from unnest(array['lyceum_learner', 'lyceum_server']) role,
                (select p.oid, p.oid::regprocedure as function from pg_proc p
                  where p.pronamespace = 'lyceum'::regnamespace and p.proname ~ '_v[0-9]+$') f
          where not has_function_privilege(role, f.oid, 'execute')",
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
          where c.relnamespace in ('public'::regnamespace, 'lyceum'::regnamespace) and a.grantee = 0
          union all
         select format('everybody may run %s with the rights of its owner', p.oid::regprocedure),
                format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC;', p.oid::regprocedure)
           from pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
          where p.pronamespace in ('public'::regnamespace, 'lyceum'::regnamespace)
            and p.prosecdef and a.grantee = 0",
    ),
    (
        "login",
        "select format('the login %s belongs to an account that was erased', role),
                format('DROP ROLE %I; DELETE FROM lyceum.db_logins WHERE role = %L;', role, role)
           from lyceum.db_logins where kind = 'learner' and user_id is null
          union all
         select format('the login %s is entered, but the role doesn''t exist', role),
                format('DELETE FROM lyceum.db_logins WHERE role = %L;', role)
           from lyceum.db_logins l where not exists (select from pg_roles where rolname = l.role)
            and l.user_id is not null
          union all
         select format('the login %s has more power than a learner''s may have', l.role),
                format('ALTER ROLE %I NOSUPERUSER NOCREATEROLE NOCREATEDB NOBYPASSRLS NOREPLICATION;', l.role)
           from lyceum.db_logins l join pg_roles r on r.rolname = l.role
          where r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolbypassrls or r.rolreplication",
    ),
    (
        "trigger",
        "select format('the trigger %s on %s is disabled', t.tgname, t.tgrelid::regclass),
                format('ALTER TABLE %s ENABLE TRIGGER %I;', t.tgrelid::regclass, t.tgname)
           from pg_trigger t
          where t.tgname like 'lyceum\\_%' and t.tgenabled = 'D'",
    ),
];
