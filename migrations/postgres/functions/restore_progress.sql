-- Gives lessons that are new, or new again, what their learners' records say.
create or replace function lyceum.restore_progress(course text, lessons text[], moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    learner record;
begin
    for learner in
        select e.user_id, array_agg(l.id) as lessons
          from public.enrollments e, unnest(lessons) l (id)
         where e.course_id = course
           and exists (select from lyceum.records r
                        where r.user_id = e.user_id and r.lesson_id = l.id
                          and r.kind in ('study', 'complete', 'reopen'))
           and not exists (select from public.user_progress p
                            where p.user_id = e.user_id and p.lesson_id = l.id)
         group by e.user_id
         order by e.user_id
    loop
        perform lyceum.restore_lessons(learner.user_id, learner.lessons, moment);
        perform lyceum.settle(learner.user_id, array[course], moment);
    end loop;
end
$$;
