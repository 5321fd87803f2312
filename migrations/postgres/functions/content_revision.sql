-- What changes whenever the course does. Counting the notes beside taking the last one catches the writer
-- who took a lower number and committed later.
create or replace function lyceum.content_revision(course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select count(*) || '.' || coalesce(max(id), 0) from lyceum.course_changes where course_id = course);
end
$$;
