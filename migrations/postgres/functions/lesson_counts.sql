-- How many lessons a course has for its learners, and how many of them one has completed. No index of the platform's
-- leads from a learner to a lesson: where a learner has few rows they are looked up one by one in a large course;
-- otherwise the course's lessons and the learner's completions are each read once.
create or replace function lyceum.lesson_counts(who text, course text, out total integer, out done integer)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
-- By the indexes of courses and learners, whatever the planner thinks of those that are larger than others.
set enable_seqscan = off
as $$
#variable_conflict use_variable
begin
    select count(*) into total
      from public.modules m
     cross join lateral (select from public.lessons where module_id = m.id offset 0) as l
     where m.course_id = course and m.published is not false;

    if total > 1000 and not exists (select from public.user_progress where user_id = who offset 500) then
        select count(distinct p.lesson_id) into done
          from (select lesson_id, completed from public.user_progress where user_id = who offset 0) as p
         cross join lateral (select module_id from public.lessons where id = p.lesson_id offset 0) as l
         cross join lateral (
               select course_id, published from public.modules where id = l.module_id offset 0) as m
         where p.completed and m.course_id = course and m.published is not false;
    else
        select count(distinct p.lesson_id) into done
          from (select lesson_id, completed from public.user_progress where user_id = who offset 0) as p
         where p.completed
           -- `is true` keeps it a look into a hash, whatever the planner thinks of how many there are.
           and (p.lesson_id in (
                   select l.id
                     from public.modules m
                    cross join lateral (select id from public.lessons where module_id = m.id offset 0) as l
                    where m.course_id = course and m.published is not false)) is true;
    end if;
end
$$;
