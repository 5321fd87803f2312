-- These courses as the catalog has them, with their revisions, as far as somebody may see them. One query, however
-- many they are.
create or replace function lyceum.catalog_entries(who text, courses text[])
returns table (id text, slug text, revision text, entry jsonb)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
-- Planned once a session, whoever asks.
set plan_cache_mode = auto
as $$
#variable_conflict use_column
declare
    admin boolean := lyceum.is_admin(who);
    instructor boolean := exists (select from public.users u where u.id = who and u.role = 'INSTRUCTOR');
begin
    return query
    select c.id::text, c.slug::text,
           changes.notes || '.' || seen.access,
           lyceum.head_of(c, d) || jsonb_build_object(
               'published', c.published is true,
               'featured', c.featured is true,
               'access', seen.access,
               'minutes', greatest(c.duration, 0),
               'modules', extent.modules,
               'lessons', extent.lessons,
               'rating', opinion.rating,
               'reviews', opinion.reviews,
               'enrollment', case when e.id is not null then jsonb_build_object(
                   'course', c.id,
                   'status', lower(coalesce(e.status::text, 'ACTIVE')),
                   'percent', coalesce(e.progress_percentage, 0),
                   'enrolled_at', lyceum.iso(e.enrolled_at),
                   'completed_at', lyceum.iso(e.completed_at)) end)
      from public.courses c
      left join lyceum.course_details d on d.course_id = c.id
      left join public.enrollments e on e.course_id = c.id and e.user_id = who
     cross join lateral (
           select lyceum.access(
               admin or instructor and exists (select from lyceum.course_editors ed
                                                where ed.course_id = c.id and ed.user_id = who),
               c.published, c.price, e.status::text) as access) as seen
     cross join lateral (
           select count(*) || '.' || coalesce(max(ch.id), 0) as notes
             from lyceum.course_changes ch
            where ch.course_id = c.id) as changes
     cross join lateral (
           -- By the module's index, whatever the planner thinks of courses that are larger than others.
           select count(*) as modules,
                  coalesce(sum((select count(*) from public.lessons l where l.module_id = m.id)), 0)::bigint as lessons
             from public.modules m
            where m.course_id = c.id and m.published is not false) as extent
     cross join lateral (
           select round(avg(r.rating), 1) as rating, count(*) as reviews
             from public.course_reviews r
            where r.course_id = c.id) as opinion
     where c.id = any (courses) and seen.access is not null;
end
$$;
