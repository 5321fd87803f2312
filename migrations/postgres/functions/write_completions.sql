-- Brings these rows of a learner's progress to what completions and reopenings among the records say.
create or replace function lyceum.write_completions(
    who text, done lyceum.judged[], counting text[], moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    with declared as (
        select j.lesson_id,
               array_agg(lyceum.read_time(j.detail ->> 'web') at time zone 'UTC')
                   filter (where j.kind = 'reopen') as undone
          from unnest(done) j
         where j.outcome = 'applied' and j.kind in ('complete', 'reopen')
         group by j.lesson_id
    ), target as (
        select p.id, lyceum.standing_since(who, d.lesson_id) as since,
               -- Whether the web application's completion stands: a reopening names it by its time.
               coalesce(p.completed, false)
                   and not lyceum.is_ours(who, d.lesson_id, p.completed_at)
                   and not exists (
                       select from unnest(d.undone) named
                        where named between coalesce(p.completed_at, 'epoch') - interval '1 ms'
                                        and coalesce(p.completed_at, 'epoch') + interval '1 ms') as webs
          -- By their ids, not all learners' rows of a lesson.
          from (select * from public.user_progress where id = any (counting) offset 0) as p
          join declared d on d.lesson_id = p.lesson_id)
    update public.user_progress p
       set completed = t.since is not null or t.webs,
           completed_at = least(t.since, case when t.webs then p.completed_at end),
           updated_at = moment
      from target t
     where p.id = t.id;
end
$$;
