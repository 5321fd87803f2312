-- Carries out what the judged records mean for tables other than `records`.
create or replace function lyceum.take_effect(who text, done lyceum.judged[], moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    today timestamp := moment at time zone 'UTC';
    changed text[];
begin
    insert into lyceum.study_days as d (user_id, day, seconds)
    select who, j.day, sum(j.counted) from unnest(done) j
     where j.outcome = 'applied' and j.counted > 0
     group by j.day
    on conflict (user_id, day) do update set seconds = d.seconds + excluded.seconds;

    insert into lyceum.positions as p (user_id, lesson_id, course_id, position, at, record_id)
    select distinct on (j.lesson_id)
           who, j.lesson_id, j.course_id, j.detail -> 'position',
           j.effective_at, j.id
      from unnest(done) j
     where j.outcome = 'applied' and j.kind = 'position'
     order by j.lesson_id, j.effective_at desc, j.id desc
    on conflict (user_id, lesson_id) do update
       set course_id = excluded.course_id, position = excluded.position,
           at = excluded.at, record_id = excluded.record_id
     where (p.at, p.record_id) < (excluded.at, excluded.record_id);

    changed := lyceum.add_progress(who, done, today);

    update public.enrollments e
       set last_accessed_at = greatest(e.last_accessed_at, t.at)
      from (select j.course_id, max(j.effective_at) at time zone 'UTC' as at
              from unnest(done) j where j.outcome = 'applied' group by 1) as t
     where e.user_id = who and e.course_id = t.course_id
       and (e.last_accessed_at is null or e.last_accessed_at < t.at);

    if changed <> '{}' then
        perform lyceum.settle(who, changed, today);
    end if;
end
$$;
