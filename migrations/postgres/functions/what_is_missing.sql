-- What keeps a course from being complete, for a person; null where nothing does.
create or replace function lyceum.what_is_missing(course text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select case
        when not exists (select from public.modules where course_id = course and published is not false)
            then 'it has no published module'
        else (
            select 'its module "' || m.title || '" has ' ||
                   case when l.id is null then 'no lesson'
                        else 'the lesson "' || l.title || '" without content' end
              from public.modules m
              left join public.lessons l on l.module_id = m.id
             where m.course_id = course
               and m.published is not false
               and (l.id is null or l.content !~ '\S' and coalesce(l.video_url, '') = '')
             order by m."order", l."order"
             limit 1)
    end
$$;
