-- The modules of a course file, in order.
create or replace function lyceum.read_modules(tree jsonb) returns lyceum.given_module[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(row(
               node ->> 'id', place, node ->> 'title', coalesce(node ->> 'description', ''),
               (select coalesce(sum((l ->> 'minutes')::integer), 0) from jsonb_array_elements(node -> 'lessons') l)
           )::lyceum.given_module order by place), '{}')
      from jsonb_array_elements(tree -> 'modules') with ordinality as modules (node, place)
$$;
