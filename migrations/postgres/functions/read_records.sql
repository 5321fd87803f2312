-- Reads the records of a batch, in order. Where one of them isn't what it should be, each is read by itself: catching
-- a mistake costs as much as reading a record.
create or replace function lyceum.read_records(records jsonb, pusher uuid, skew interval, moment timestamptz)
returns lyceum.incoming[]
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    read lyceum.incoming[] := '{}';
    pushed jsonb;
    place integer := 0;
begin
    begin
        return (
            select coalesce(array_agg(
                       lyceum.read_record(value, ordinality::integer, pusher, skew, moment) order by ordinality), '{}')
              from jsonb_array_elements(records) with ordinality);
    exception when data_exception then
        null;
    end;
    for pushed in select value from jsonb_array_elements(records) loop
        place := place + 1;
        begin
            read := read || lyceum.read_record(pushed, place, pusher, skew, moment);
        exception when data_exception then
            read := read || row(place, left(pushed #>> '{record,id}', 64), lyceum.read_uuid(pushed #>> '{record,id}'),
                                null, null, null, null, null, null, null, null, null, null,
                                'malformed')::lyceum.incoming;
        end;
    end loop;
    return read;
end
$$;
