-- When a learner completed the last lesson of a course, each lesson by its first completion.
create or replace function lyceum.last_completion(who text, course text) returns timestamp
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select max(at) from (
            select min(p.completed_at) as at
              from public.user_progress p
             where p.user_id = who and p.completed
               -- `is true` keeps it a look into a hash, whatever the planner thinks of how many there are.
               and (p.lesson_id in (
                       select l.id
                         from public.modules m
                        cross join lateral (select id from public.lessons where module_id = m.id offset 0) as l
                        where m.course_id = course and m.published is not false)) is true
             group by p.lesson_id) as firsts);
end
$$;
