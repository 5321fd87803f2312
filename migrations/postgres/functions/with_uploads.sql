-- A course file whose lessons name their texts by digest (`content_digest`, and in their key `public_digest`), with these
-- texts, from what the author uploaded.
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
      from jsonb_array_elements(tree -> 'modules') m, jsonb_array_elements(m -> 'lessons') l,
           unnest(array[l ->> 'content_digest', l #>> '{key,public_digest}']) digest
     where digest is not null
       and not exists (select from lyceum.uploads u
                        where u.user_id = who and u.digest = decode(digest, 'hex'))
     limit 1;
    if found then
        raise 'the text of the lesson "%" was not uploaded', missing using errcode = 'LY015';
    end if;
    return jsonb_set(tree, '{modules}', (
        select coalesce(jsonb_agg(jsonb_set(m, '{lessons}', (
                   select coalesce(jsonb_agg(
                              lyceum.with_texts(who, l)
                              order by place), '[]')
                     from jsonb_array_elements(m -> 'lessons') with ordinality as lessons (l, place)))
                   order by module_place), '[]')
          from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, module_place)));
end
$$;
