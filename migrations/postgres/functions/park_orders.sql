-- Moves every order of a course out of the way: orders are unique, and not deferrable.
create or replace function lyceum.park_orders(course text) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    update public.modules m
       set "order" = parked.place
      from (select id, least(min("order") over (), 0) - row_number() over (order by id) as place
              from public.modules where course_id = course) as parked
     where m.id = parked.id;
    update public.lessons l
       set "order" = parked.place
      from (select l.id, least(min(l."order") over (), 0) - row_number() over (order by l.id) as place
              from public.lessons l join public.modules m on m.id = l.module_id
             where m.course_id = course) as parked
     where l.id = parked.id;
$$;
