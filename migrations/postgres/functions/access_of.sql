-- What somebody gets of a course, as `access` says; null where there is none that they may see.
create or replace function lyceum.access_of(who text, course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select lyceum.access(lyceum.may_edit(who, c.id), c.published, c.price, e.status::text)
          from public.courses c
          left join public.enrollments e on e.course_id = c.id and e.user_id = who
         where c.id = course);
end
$$;
