-- Writes the rows of a course: modules and lessons that are new, changed or moved.
create or replace function lyceum.write_tree(tree jsonb, moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    course text := tree #>> '{course,id}';
begin
    insert into public.modules as m
        (id, course_id, title, description, "order", duration, published, created_at, updated_at)
    select node ->> 'id', course, node ->> 'title', coalesce(node ->> 'description', ''), place,
           (select coalesce(sum((l ->> 'minutes')::integer), 0) from jsonb_array_elements(node -> 'lessons') l),
           true, moment, moment
      from jsonb_array_elements(tree -> 'modules') with ordinality as modules (node, place)
    on conflict (id) do update
       set title = excluded.title, description = excluded.description, "order" = excluded."order",
           duration = excluded.duration, updated_at = moment
     where (m.title, m.description, m."order", m.duration)
           is distinct from (excluded.title, excluded.description, excluded."order", excluded.duration);

    insert into public.lessons as l
        (id, module_id, title, content, "order", duration, lesson_type, video_url, resource_url,
         created_at, updated_at)
    select leaf.id, node ->> 'id', leaf.title, coalesce(leaf.content, ''), leaf.place, coalesce(leaf.minutes, 0),
           leaf.kind, leaf.video_url, leaf.resource_url, moment, moment
      from jsonb_array_elements(tree -> 'modules') node
     cross join lateral (
           select (l ->> 'id') as id, (l ->> 'title') as title, (l ->> 'content') as content, place,
                  (l ->> 'minutes')::integer as minutes, (l ->> 'video_url') as video_url,
                  (l ->> 'resource_url') as resource_url,
                  upper(coalesce(l ->> 'kind', 'text'))::public.lesson_type_enum as kind
             from jsonb_array_elements(node -> 'lessons') with ordinality as lessons (l, place)) as leaf
    on conflict (id) do update
       set module_id = excluded.module_id, title = excluded.title, content = excluded.content,
           "order" = excluded."order", duration = excluded.duration, lesson_type = excluded.lesson_type,
           video_url = excluded.video_url, resource_url = excluded.resource_url, updated_at = moment
     where (l.module_id, l.title, l.content, l."order", l.duration, l.lesson_type, l.video_url, l.resource_url)
           is distinct from
           (excluded.module_id, excluded.title, excluded.content, excluded."order", excluded.duration,
            excluded.lesson_type, excluded.video_url, excluded.resource_url);

    insert into lyceum.lesson_details as d (lesson_id, path, minutes_estimated, objectives)
    select l ->> 'id', coalesce(l ->> 'path', ''), coalesce((l ->> 'minutes_estimated')::boolean, false),
           coalesce(l -> 'objectives', '[]')
      from jsonb_array_elements(tree -> 'modules') m, jsonb_array_elements(m -> 'lessons') l
    on conflict (lesson_id) do update
       set path = excluded.path, minutes_estimated = excluded.minutes_estimated,
           objectives = excluded.objectives
     where (d.path, d.minutes_estimated, d.objectives)
           is distinct from (excluded.path, excluded.minutes_estimated, excluded.objectives);
    if found then
        perform lyceum.note_changes(array[course]);
    end if;
end
$$;
