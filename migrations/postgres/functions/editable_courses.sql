-- The courses that an instructor was made an editor of.
create or replace function lyceum.editable_courses(who text) returns text[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return array(
        select ed.course_id
          from lyceum.course_editors ed
          join public.users u on u.id = ed.user_id
         where ed.user_id = who and u.role = 'INSTRUCTOR');
end
$$;
