-- Who enrolls again gets back what the records say: progress, percentage, completion, certificate.
create or replace function lyceum.restore_enrolled() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    moment timestamp := clock_timestamp() at time zone 'UTC';
    entry record;
    lessons text[];
begin
    for entry in
        select n.user_id, array_agg(n.course_id order by n.course_id)::text[] as courses
          from new_rows n
          join lyceum.heads h on h.user_id = n.user_id
         where h.seq > 0
         group by n.user_id
         order by n.user_id
    loop
        lessons := array(
            select l.id
              from public.modules m
              join public.lessons l on l.module_id = m.id
             where m.course_id = any (entry.courses)
               and exists (select from lyceum.records r
                            where r.user_id = entry.user_id and r.lesson_id = l.id
                              and r.kind in ('study', 'complete', 'reopen'))
               and not exists (select from public.user_progress p
                                where p.user_id = entry.user_id and p.lesson_id = l.id));
        if lessons <> '{}' then
            perform lyceum.restore_lessons(entry.user_id, lessons, moment);
        end if;
        perform lyceum.settle(entry.user_id, entry.courses, moment);
    end loop;
    return null;
end
$$;
