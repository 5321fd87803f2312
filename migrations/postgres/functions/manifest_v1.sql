-- Every course that the caller may see with its revision, in the order of the ids. A revision is compared
-- for equality only; it changes with the course and with what the caller gets of it.
create or replace function lyceum.manifest_v1(after text default null, size integer default null)
returns table (course_id text, revision text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    admin boolean := lyceum.is_admin(who);
    instructor boolean := exists (select from public.users where id = who and role = 'INSTRUCTOR');
begin
    return query
    select c.id::text,
           changes.notes || '.' || lyceum.access(admin or rights.editor, c.published, c.price, e.status::text)
      from public.courses c
      left join public.enrollments e on e.course_id = c.id and e.user_id = who
     cross join lateral (
           select instructor and exists (
               select from lyceum.course_editors ed where ed.course_id = c.id and ed.user_id = who)
               as editor) as rights
     cross join lateral (
           select count(*) || '.' || coalesce(max(ch.id), 0) as notes
             from lyceum.course_changes ch
            where ch.course_id = c.id) as changes
     where (c.published or admin or rights.editor)
       and c.id > coalesce(after, '')
     order by c.id
     limit size;
end
$$;
