-- Writes the modules that are new, changed or moved. Orders are unique and not deferrable: those that move, and those
-- that will go, step aside first.
create or replace function lyceum.write_modules(
    course text, modules lyceum.given_module[], gone text[], moment timestamp)
returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    update public.modules m
       set "order" = parked.place
      from (select h.id, least((select min("order") from public.modules where course_id = course), 0)
                         - row_number() over (order by h.id) as place
              from public.modules h
              left join unnest(modules) g on g.id = h.id
             where h.course_id = course and h."order" is distinct from g.place
               and (g.id is not null or h.id = any (gone))) as parked
     where m.id = parked.id;

    update public.modules m
       set title = g.title, description = g.description, "order" = g.place, duration = g.minutes, updated_at = moment
      from unnest(modules) g
     where m.id = g.id
       and (m.title, m.description, m."order", m.duration)
           is distinct from (g.title, g.description, g.place, g.minutes);

    insert into public.modules
        (id, course_id, title, description, "order", duration, published, created_at, updated_at)
    select g.id, course, g.title, g.description, g.place, g.minutes, true, moment, moment
      from unnest(modules) g
     where g.id in (select id from unnest(modules)
                    except select id from public.modules where course_id = course)
$$;
