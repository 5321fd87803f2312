-- Whether this is what a study record says beside course and lesson: whole seconds, at least one.
create or replace function lyceum.is_study(detail jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return detail - 'seconds' = '{}'
        and jsonb_typeof(detail -> 'seconds') = 'number'
        and (detail ->> 'seconds')::integer > 0;
end
$$;
