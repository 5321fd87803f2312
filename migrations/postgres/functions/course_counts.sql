-- How many lessons a course has for its learners, and how many of them one has completed.
create or replace function lyceum.course_counts(who text, course text, out total integer, out done integer,
                                     out last_done timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    select count(*)::integer, count(*) filter (where p.completed)::integer, max(p.completed_at)
      into total, done, last_done
      from public.modules m
     -- By the module's index, whatever the planner thinks of courses that are larger than others.
     cross join lateral (select id from public.lessons where module_id = m.id offset 0) as l
     cross join lateral (
           select coalesce(bool_or(up.completed), false) as completed,
                  min(up.completed_at) filter (where up.completed) as completed_at
             from public.user_progress up
            where up.user_id = who and up.lesson_id = l.id) as p
     where m.course_id = course and m.published is not false;
end
$$;
