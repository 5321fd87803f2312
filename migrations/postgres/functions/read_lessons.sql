-- The lessons of a course file, in order. A text that is named by its digest (`content_digest`, and in a key
-- `public_digest`) is what the author uploaded, or a text that the course has; null where it is neither.
create or replace function lyceum.read_lessons(who text, tree jsonb) returns lyceum.given_lesson[]
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    with given as materialized (
        select l, node ->> 'id' as module, module_place, place, decode(l ->> 'content_digest', 'hex') as digest,
               decode(l #>> '{key,public_digest}', 'hex') as public_digest
          from jsonb_array_elements(tree -> 'modules') with ordinality as modules (node, module_place),
               jsonb_array_elements(node -> 'lessons') with ordinality as lessons (l, place)
    ), own as materialized (
        select digest, content from lyceum.texts_of(tree #>> '{course,id}')
         where exists (select from given where digest is not null)
    ), lesson as (
        select g.*,
               case when g.digest is null then coalesce(l ->> 'content', '')
                    else coalesce(convert_from(u.bytes, 'UTF8'), own.content) end as written,
               case when g.public_digest is null then l #>> '{key,public}'
                    else coalesce(convert_from(p.bytes, 'UTF8'), own_public.content) end as public
          from given g
          left join lyceum.uploads u on u.user_id = who and u.digest = g.digest
          left join lyceum.uploads p on p.user_id = who and p.digest = g.public_digest
          left join own on own.digest = g.digest
          left join own as own_public on own_public.digest = g.public_digest)
    select coalesce(array_agg(row(
               l ->> 'id', module, place, l ->> 'title', case when l ? 'key' then public else written end,
               coalesce((l ->> 'minutes')::integer, 0), upper(coalesce(l ->> 'kind', 'text')),
               l ->> 'video_url', l ->> 'resource_url', coalesce(l ->> 'path', ''),
               coalesce((l ->> 'minutes_estimated')::boolean, false), coalesce(l -> 'objectives', '[]'),
               case when l ? 'key' then written end, l #> '{key,questions}'
           )::lyceum.given_lesson order by module_place, place), '{}')
      from lesson
$$;
