-- The images that a course file names.
create or replace function lyceum.read_images(tree jsonb) returns lyceum.given_image[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(row(
               i ->> 'path', decode(i ->> 'digest', 'hex'), (i ->> 'width')::integer, (i ->> 'height')::integer
           )::lyceum.given_image), '{}')
      from jsonb_array_elements(coalesce(tree -> 'images', '[]')) as images (i)
$$;
