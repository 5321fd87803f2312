-- What somebody gets of a course, as `access` says; null where there is none that they may see. It looks at the same
-- rows whether the course is hidden or not there at all, so that the time tells neither.
create or replace function lyceum.access_of(who text, course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select case when c.id is not null then lyceum.access(rights.editor, c.published, c.price, e.status::text) end
          from (select lyceum.may_edit(who, course) as editor offset 0) as rights
          left join public.courses c on c.id = course
          left join public.enrollments e on e.course_id = course and e.user_id = who);
end
$$;
