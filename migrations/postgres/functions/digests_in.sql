-- The digests by which a course file names its texts and images.
create or replace function lyceum.digests_in(tree jsonb) returns setof text
language sql stable
as $$
    select l ->> 'content_digest'
      from pg_catalog.jsonb_array_elements(tree -> 'modules') m, pg_catalog.jsonb_array_elements(m -> 'lessons') l
     where pg_catalog.jsonb_exists(l, 'content_digest')
    union all
    select i ->> 'digest' from pg_catalog.jsonb_array_elements(coalesce(tree -> 'images', '[]')) i
$$;
