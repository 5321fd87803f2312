-- The places of a course's parts as a course file has them.
create or replace function lyceum.order_in(tree jsonb) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(id, place) from (
        select m ->> 'id' as id, to_jsonb(n) as place
          from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, n)
        union all
        select l ->> 'id', jsonb_build_array(m ->> 'id', n)
          from jsonb_array_elements(tree -> 'modules') m,
               jsonb_array_elements(m -> 'lessons') with ordinality as lessons (l, n)) as parts
$$;
