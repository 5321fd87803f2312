-- Reads a time as clients write it; nothing where nothing is given. It runs for every record, and so has no settings
-- of its own.
create or replace function lyceum.read_time(given text) returns timestamptz
language plpgsql stable
as $$
#variable_conflict use_variable
begin
    if given is null or given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$' then
        return given;
    end if;
    raise '"%" is not a time', given using errcode = 'invalid_datetime_format';
end
$$;
