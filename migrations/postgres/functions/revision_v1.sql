-- A course's revision for the caller, as its outline has it.
create or replace function lyceum.revision_v1(course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    return lyceum.content_revision(course) || '.' || lyceum.readable_course(lyceum.caller(), course);
end
$$;
