-- The places of a course's parts as they stand.
create or replace function lyceum.order_of(course text) returns jsonb
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(id, place) from (
        select m.id, to_jsonb(m."order") as place from public.modules m where m.course_id = course
        union all
        select l.id, jsonb_build_array(l.module_id, l."order")
          from public.lessons l join public.modules m on m.id = l.module_id
         where m.course_id = course) as parts
$$;
