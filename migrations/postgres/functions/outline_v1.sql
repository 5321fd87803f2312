-- A course's metadata, modules and lessons in order, each lesson with a digest of its body where the caller may have
-- that.
create or replace function lyceum.outline_v1(course text) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    access text := lyceum.readable_course(who, course);
begin
    return jsonb_build_object(
        'revision', lyceum.content_revision(course) || '.' || access,
        'access', access,
        'published', (select published is true from public.courses where id = course),
        'course', lyceum.course_head(course),
        'images', case when access = 'outline' then '[]' else lyceum.images_of(course) end,
        'modules', (
            -- One join for all modules: one for each takes a plan that is made for small courses.
            with inside as (
                select m.id, jsonb_agg(jsonb_build_object(
                           'id', l.id,
                           'title', l.title,
                           'kind', lower(coalesce(l.lesson_type::text, 'TEXT')),
                           'minutes', greatest(l.duration, 0),
                           'minutes_estimated', coalesce(d.minutes_estimated, false),
                           'objectives', coalesce(d.objectives, '[]'),
                           'path', coalesce(d.path, m."order" || '/' || l."order" || '.md'),
                           'video_url', case when access <> 'outline' then l.video_url end,
                           'resource_url', case when access <> 'outline' then l.resource_url end,
                           'digest', case when access <> 'outline' then encode(lyceum.text_digest(body), 'hex') end,
                           'bytes', octet_length(body)) order by l."order") as lessons
                  from public.modules m
                  join public.lessons l on l.module_id = m.id
                  left join lyceum.lesson_details d on d.lesson_id = l.id
                  left join lyceum.lesson_sources s on s.lesson_id = l.id and access = 'edit'
                 cross join lateral lyceum.body_of(l.content, s.content, s.public_digest) as body
                 where m.course_id = course
                 group by m.id)
            select coalesce(jsonb_agg(jsonb_build_object(
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
