-- Reads a time as clients write it; nothing where nothing is given.
create or replace function lyceum.read_time(given text) returns timestamptz
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    if given is null or given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$' then
        return given;
    end if;
    raise '"%" is not a time', given using errcode = 'invalid_datetime_format';
end
$$;
