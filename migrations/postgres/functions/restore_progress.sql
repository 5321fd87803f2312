-- Gives lessons that are new, or new again, what their learners' records say.
create or replace function lyceum.restore_progress(course text, lessons text[], moment timestamp) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    insert into public.user_progress
        (id, user_id, course_id, module_id, lesson_id, completed, completed_at, time_spent,
         created_at, updated_at)
    select lyceum.new_id(), known.user_id, course, l.module_id, l.id,
           known.completed_at is not null, known.completed_at at time zone 'UTC', known.seconds,
           moment, moment
      from (
        select r.user_id, r.lesson_id,
               coalesce(sum(r.counted), 0) as seconds,
               min(r.effective_at) filter (where r.kind = 'complete' and not exists (
                   select from lyceum.records undo
                    where undo.user_id = r.user_id and undo.lesson_id = r.lesson_id
                      and undo.kind = 'reopen'
                      and undo.detail ->> 'completion' = r.record_id::text)) as completed_at
          from public.enrollments e
          join lyceum.records r
            on r.user_id = e.user_id and r.lesson_id = any (lessons) and r.course_id = course
         where e.course_id = course and r.kind in ('study', 'complete')
         group by r.user_id, r.lesson_id) as known
      join public.lessons l on l.id = known.lesson_id
     where not exists (select from public.user_progress p
                        where p.user_id = known.user_id and p.lesson_id = l.id)
    on conflict do nothing
$$;
