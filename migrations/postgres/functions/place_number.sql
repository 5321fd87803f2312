-- The number of a place {seq, record} in a learner's log; 0 where none is given.
create or replace function lyceum.place_number(place jsonb) returns bigint
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    if coalesce(jsonb_typeof(place -> 'seq'), 'null') = 'null' then
        return 0;
    elsif place ->> 'seq' ~ '^[0-9]{1,18}$' then
        return place ->> 'seq';
    end if;
    raise 'a place in the log is a whole number, not %', left(place ->> 'seq', 64) using errcode = 'LY016';
end
$$;
