-- The courses that the caller may see, in the order of their slugs. `filter` may hold `difficulty`, `free`,
-- `featured`, `enrolled` (true) and `text`, found in title or description; `after` is the last slug seen.
create or replace function lyceum.catalog_v1(filter jsonb default null, after text default null,
                                             size integer default 50)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    admin boolean := lyceum.is_admin(who);
    instructor boolean := exists (select from public.users where id = who and role = 'INSTRUCTOR');
    wanted integer := least(greatest(coalesce(size, 50), 1), 200);
    difficulty text := upper(filter ->> 'difficulty');
    words text := lower(filter ->> 'text');
    free boolean := filter @> '{"free": true}';
    featured boolean := filter @> '{"featured": true}';
    enrolled boolean := filter @> '{"enrolled": true}';
begin
    return (
        with page as (
            select c as course, e as enrollment, admin or rights.editor as may_edit,
                   row_number() over (order by c.slug) as place
              from public.courses c
              left join public.enrollments e on e.course_id = c.id and e.user_id = who
             cross join lateral (
                   select instructor and exists (
                       select from lyceum.course_editors ed where ed.course_id = c.id and ed.user_id = who)
                       as editor) as rights
             where (c.published or admin or rights.editor)
               and c.slug > coalesce(after, '')
               and (difficulty is null or c.difficulty::text = difficulty)
               and (free is not true or c.price <= 0)
               and (featured is not true or c.featured)
               and (enrolled is not true or e.user_id is not null)
               and (words is null or strpos(lower(c.title), words) > 0
                                  or strpos(lower(c.description), words) > 0)
             order by c.slug
             limit wanted + 1)
        select jsonb_build_object(
            'courses', coalesce(jsonb_agg(
                lyceum.head_of(p.course, d) || jsonb_build_object(
                    'published', (p.course).published is true,
                    'featured', (p.course).featured is true,
                    'access', lyceum.access(p.may_edit, (p.course).published, (p.course).price,
                                            (p.enrollment).status::text),
                    'minutes', greatest((p.course).duration, 0),
                    'modules', extent.modules,
                    'lessons', extent.lessons,
                    'rating', opinion.rating,
                    'reviews', opinion.reviews,
                    'enrollment', case when (p.enrollment).status is not null then jsonb_build_object(
                        'course', (p.course).id,
                        'status', lower((p.enrollment).status::text),
                        'percent', coalesce((p.enrollment).progress_percentage, 0),
                        'enrolled_at', lyceum.iso((p.enrollment).enrolled_at),
                        'completed_at', lyceum.iso((p.enrollment).completed_at)) end)
                order by p.place) filter (where p.place <= wanted), '[]'),
            'next', max((p.course).slug) filter (where p.place = wanted and wanted < (select count(*) from page)))
          from page p
          left join lyceum.course_details d on d.course_id = (p.course).id
         cross join lateral (
               select count(distinct m.id) as modules, count(l.id) as lessons
                 from public.modules m
                 left join public.lessons l on l.module_id = m.id
                where m.course_id = (p.course).id and m.published is not false) as extent
         cross join lateral (
               select round(avg(r.rating), 1) as rating, count(*) as reviews
                 from public.course_reviews r
                where r.course_id = (p.course).id) as opinion);
end
$$;
