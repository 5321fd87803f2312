-- Whether this is what a reopening says beside course and lesson: the records that it undoes, and perhaps the time of
-- the web application's completion.
create or replace function lyceum.is_reopening(detail jsonb) returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    return detail - array['completions', 'web'] = '{}'
        and jsonb_typeof(detail -> 'completions') = 'array'
        and coalesce(jsonb_typeof(detail -> 'web'), 'string') = 'string'
        and (detail -> 'web' is null or lyceum.read_time(detail ->> 'web') is not null)
        and not exists (
            select from jsonb_array_elements(detail -> 'completions') named
             where jsonb_typeof(named) <> 'string'
                or (named #>> '{}')::uuid::text <> named #>> '{}');
end
$$;
