-- Whether this is what throwing a card away says beside course and lesson: the record that made it.
create or replace function lyceum.is_discard(detail jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return detail - 'card' = '{}'
        and jsonb_typeof(detail -> 'card') = 'string'
        and (detail ->> 'card')::uuid::text = detail ->> 'card';
end
$$;
