-- What the caller gets of a course; refused where that is nothing.
create or replace function lyceum.readable_course(who text, course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    access text := lyceum.access_of(who, course);
begin
    if access is null then
        raise 'there is no course "%" here', left(course, 200) using errcode = 'LY005';
    end if;
    return access;
end
$$;
