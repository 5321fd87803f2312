-- Whether this is what fitting the rules of memory says beside the course: their 21 numbers, in ten-thousandths.
create or replace function lyceum.is_fit(detail jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select detail - 'parameters' = '{}'
       and jsonb_typeof(detail -> 'parameters') = 'array'
       and jsonb_array_length(detail -> 'parameters') = 21
       and not exists (
           select from jsonb_array_elements(detail -> 'parameters') number where not lyceum.is_count(number))
$$;
