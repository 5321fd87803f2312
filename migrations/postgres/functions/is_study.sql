-- Whether this is what a study record says beside course and lesson: whole seconds, at least one. It runs for every
-- record, and so has no settings of its own.
create or replace function lyceum.is_study(detail jsonb) returns boolean
language plpgsql immutable
as $$
#variable_conflict use_variable
begin
    return detail - 'seconds' = '{}'
        and jsonb_typeof(detail -> 'seconds') = 'number'
        and (detail ->> 'seconds')::integer > 0;
end
$$;
