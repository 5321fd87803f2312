-- Writes the lessons that are new, changed or moved; those that move step aside first. A row whose place stays is
-- locked weakly, so that whoever points at it doesn't wait.
create or replace function lyceum.write_lessons(
    course text, lessons lyceum.given_lesson[], made text[], moment timestamp)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    update public.lessons l
       set "order" = parked.place
      from (select h.id, least(min(h."order") over (), 0) - row_number() over (order by h.id) as place
              from unnest(lessons) g
              join public.lessons h on h.id = g.id
             where (h.module_id, h."order") is distinct from (g.module_id, g.place)) as parked
     where l.id = parked.id;

    update public.lessons l
       set module_id = g.module_id, title = g.title, content = g.content, "order" = g.place, duration = g.minutes,
           lesson_type = g.kind::public.lesson_type_enum, video_url = g.video_url, resource_url = g.resource_url,
           updated_at = moment
      from unnest(lessons) g
     where l.id = g.id
       and (l.module_id, l.title, l.content, l."order", l.duration, l.lesson_type, l.video_url, l.resource_url)
           is distinct from
           (g.module_id, g.title, g.content, g.place, g.minutes, g.kind::public.lesson_type_enum, g.video_url,
            g.resource_url);

    insert into public.lessons
        (id, module_id, title, content, "order", duration, lesson_type, video_url, resource_url, created_at, updated_at)
    select g.id, g.module_id, g.title, g.content, g.place, g.minutes, g.kind::public.lesson_type_enum, g.video_url,
           g.resource_url, moment, moment
      from unnest(lessons) g
      join unnest(made) m (id) on m.id = g.id;

    insert into lyceum.lesson_details as d (lesson_id, path, minutes_estimated, objectives)
    select g.id, g.path, g.minutes_estimated, g.objectives from unnest(lessons) g
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
