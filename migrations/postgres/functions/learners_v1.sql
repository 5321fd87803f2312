-- How many people learn in a course, and in each of its lessons: for its editors.
create or replace function lyceum.learners_v1(course text) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    perform lyceum.readable_course(who, course);
    perform lyceum.demand_editor(who, course);
    return jsonb_build_object(
        'enrolled', (select count(*) from public.enrollments e where e.course_id = course),
        'lessons', (
            select coalesce(jsonb_object_agg(lesson.id, lesson.learners), '{}')
              from (select l.id, count(distinct p.user_id) as learners
                      from public.modules m
                      join public.lessons l on l.module_id = m.id
                      join public.user_progress p on p.lesson_id = l.id
                     where m.course_id = course and (p.completed or p.time_spent > 0)
                     group by l.id) as lesson));
end
$$;
