-- The sessions that hold something of the courses and their learners at this moment, for a person who waits for them.
create or replace function lyceum.lock_holders() returns text
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(
               string_agg(format('%s (session %s)', usename, pid), ', ' order by pid),
               'many short transactions, one after the other')
      from (select distinct a.pid, a.usename
              from pg_locks l
              join pg_stat_activity a on a.pid = l.pid
             where l.database = (select oid from pg_database where datname = current_database())
               and l.relation in ('public.courses'::regclass, 'public.modules'::regclass, 'public.lessons'::regclass,
                                  'public.enrollments'::regclass, 'public.user_progress'::regclass)
               and l.granted and l.mode <> 'AccessShareLock' and l.pid <> pg_backend_pid()
             order by a.pid
             limit 5) as holders
$$;
