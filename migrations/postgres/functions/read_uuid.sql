-- Reads a UUID; null where it isn't one.
create or replace function lyceum.read_uuid(given text) returns uuid
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return given::uuid;
exception when data_exception then
    return null;
end
$$;
