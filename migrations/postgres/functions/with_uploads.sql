-- A course file whose lessons name their text by digest (`content_digest`), with that text, from what the author
-- uploaded.
create or replace function lyceum.with_uploads(who text, tree jsonb) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    missing text;
begin
    if not jsonb_path_exists(tree, '$.modules[*].lessons[*].content_digest') then
        return tree;
    end if;
    select l ->> 'title' into missing
      from jsonb_array_elements(tree -> 'modules') m, jsonb_array_elements(m -> 'lessons') l
     where l ? 'content_digest'
       and not exists (select from lyceum.uploads u
                        where u.user_id = who and u.digest = decode(l ->> 'content_digest', 'hex'))
     limit 1;
    if found then
        raise 'the text of the lesson "%" was not uploaded', missing using errcode = 'LY015';
    end if;
    return jsonb_set(tree, '{modules}', (
        select coalesce(jsonb_agg(jsonb_set(m, '{lessons}', (
                   select coalesce(jsonb_agg(
                              case when l ? 'content_digest'
                                   then (l - 'content_digest') || jsonb_build_object('content', (
                                       select convert_from(u.bytes, 'UTF8') from lyceum.uploads u
                                        where u.user_id = who and u.digest = decode(l ->> 'content_digest', 'hex')))
                                   else l
                              end order by place), '[]')
                     from jsonb_array_elements(m -> 'lessons') with ordinality as lessons (l, place)))
                   order by module_place), '[]')
          from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, module_place)));
end
$$;
