-- The texts of a course's lessons, by their SHA-256.
create or replace function lyceum.texts_of(course text) returns table (digest bytea, content text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select distinct on (1) lyceum.text_digest(l.content), l.content
      from public.modules m
      join public.lessons l on l.module_id = m.id
     where m.course_id = course
     order by 1
$$;
