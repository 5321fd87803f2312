-- The courses that the caller may see with their revisions, in the order of the ids, at most `size` (10,000) after the
-- id `after`. A revision is compared for equality only; it changes with the course and with what the caller gets of it.
create or replace function lyceum.manifest_v1(after text default null, size integer default null)
returns table (course_id text, revision text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    admin boolean := lyceum.is_admin(who);
    editable text[] := lyceum.editable_courses(who);
    wanted integer := least(greatest(coalesce(size, 10000), 1), 10000);
begin
    return query
    select c.id::text,
           changes.notes || '.' || lyceum.access(admin or c.id = any (editable), c.published, c.price, e.status::text)
      from public.courses c
      left join public.enrollments e on e.course_id = c.id and e.user_id = who
     cross join lateral (
           select count(*) || '.' || coalesce(max(ch.id), 0) as notes
             from lyceum.course_changes ch
            where ch.course_id = c.id) as changes
     where (c.published or admin or c.id = any (editable))
       and c.id > coalesce(after, '')
     order by c.id
     limit wanted;
end
$$;
