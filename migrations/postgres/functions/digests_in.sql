-- The digests by which a course file names its texts and images.
create or replace function lyceum.digests_in(tree jsonb) returns setof text
language sql stable
as $$
    select digest
      from pg_catalog.jsonb_array_elements(tree -> 'modules') m, pg_catalog.jsonb_array_elements(m -> 'lessons') l,
           pg_catalog.unnest(array[l ->> 'content_digest', l #>> '{key,public_digest}']) digest
     where digest is not null
    union all
    select i ->> 'digest' from pg_catalog.jsonb_array_elements(coalesce(tree -> 'images', '[]')) i
$$;
