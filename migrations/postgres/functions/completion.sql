-- The completion of a lesson that stands by the learner's records (null: none), and the times of all
-- completions there ever were, so that one that the web made can be told from ours.
create or replace function lyceum.completion(who text, lesson text, out standing timestamp, out known timestamp[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    if lesson is null then
        return;
    end if;
    select min(c.effective_at) filter (where not exists (
               select from lyceum.records r
                where r.user_id = who and r.lesson_id = lesson and r.kind = 'reopen'
                  and r.detail ->> 'completion' = c.record_id::text)) at time zone 'UTC',
           array_agg(c.effective_at at time zone 'UTC')
      into standing, known
      from lyceum.records c
     where c.user_id = who and c.lesson_id = lesson and c.kind = 'complete';
end
$$;
