-- How many lessons a course has for its learners, how many of them one has completed, and when the last of them was
-- completed first. The course's lessons and the learner's completions are each read once: no index of the platform's
-- leads from a learner to a lesson, so looking each lesson up would read all that the learner ever completed for each.
create or replace function lyceum.course_counts(who text, course text, out total integer, out done integer,
                                     out last_done timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    with lessons as materialized (
        select l.id
          from public.modules m
         -- By the module's index, whatever the planner thinks of courses that are larger than others.
         cross join lateral (select id from public.lessons where module_id = m.id offset 0) as l
         where m.course_id = course and m.published is not false
    ), completed as (
        select min(p.completed_at) as at
          from public.user_progress p
         where p.user_id = who and p.completed
           -- `is true` keeps it a look into a hash, whatever the planner thinks of how many there are.
           and (p.lesson_id in (select id from lessons)) is true
         group by p.lesson_id)
    select (select count(*) from lessons), count(*), max(at) into total, done, last_done from completed;
end
$$;
