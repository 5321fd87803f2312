-- One course: metadata, outline, and the lessons' text where the caller may have it.
create or replace function lyceum.course_v1(course text) returns json
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    access text := lyceum.readable_course(who, course);
    bodies boolean := access in ('full', 'edit');
begin
    return json_build_object(
        'revision', lyceum.content_revision(course) || '.' || access,
        'access', access,
        'published', (select published is true from public.courses where id = course),
        'course', lyceum.course_head(course),
        'modules', (
            -- As in `outline_v1`.
            with inside as (
                select m.id, json_agg(json_build_object(
                           'id', l.id,
                           'title', l.title,
                           'kind', lower(coalesce(l.lesson_type::text, 'TEXT')),
                           'minutes', greatest(l.duration, 0),
                           'minutes_estimated', coalesce(d.minutes_estimated, false),
                           'content', case when bodies then lyceum.body_of(l.content, s.content, s.public_digest) end,
                           'video_url', case when bodies then l.video_url end,
                           'resource_url', case when bodies then l.resource_url end,
                           'objectives', coalesce(d.objectives, '[]'),
                           'path', coalesce(d.path, m."order" || '/' || l."order" || '.md'))
                           order by l."order") as lessons
                  from public.modules m
                  join public.lessons l on l.module_id = m.id
                  left join lyceum.lesson_details d on d.lesson_id = l.id
                  left join lyceum.lesson_sources s on s.lesson_id = l.id and access = 'edit'
                 where m.course_id = course
                 group by m.id)
            select coalesce(json_agg(json_build_object(
                       'id', m.id,
                       'title', m.title,
                       'description', m.description,
                       'published', m.published is not false,
                       'lessons', coalesce(i.lessons, '[]')) order by m."order"), '[]')
              from public.modules m
              left join inside i on i.id = m.id
             where m.course_id = course
               and (m.published is not false or access = 'edit')));
end
$$;
