-- The lessons of a course file, in order.
create or replace function lyceum.read_lessons(tree jsonb) returns lyceum.given_lesson[]
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce(array_agg(row(
               l ->> 'id', node ->> 'id', place, l ->> 'title', coalesce(case when l ? 'key' then l #>> '{key,public}' else l ->> 'content' end, ''),
               coalesce((l ->> 'minutes')::integer, 0), upper(coalesce(l ->> 'kind', 'text')),
               l ->> 'video_url', l ->> 'resource_url', coalesce(l ->> 'path', ''),
               coalesce((l ->> 'minutes_estimated')::boolean, false), coalesce(l -> 'objectives', '[]'),
               case when l ? 'key' then l ->> 'content' end, l #> '{key,questions}'
           )::lyceum.given_lesson order by module_place, place), '{}')
      from jsonb_array_elements(tree -> 'modules') with ordinality as modules (node, module_place),
           jsonb_array_elements(node -> 'lessons') with ordinality as lessons (l, place)
$$;
