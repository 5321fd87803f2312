-- The metadata of these courses (a list of ids, at most 200), of those that the caller sees.
create or replace function lyceum.listing_v1(courses jsonb) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    if jsonb_typeof(courses) is distinct from 'array' or jsonb_array_length(courses) > 200 then
        raise 'a listing is asked with a list of at most 200 courses' using errcode = 'LY011';
    end if;
    return (
        select coalesce(jsonb_agg(e.entry || jsonb_build_object('revision', e.revision) order by e.id), '[]')
          from lyceum.catalog_entries(who, array(select jsonb_array_elements_text(courses))) as e);
end
$$;
