-- The texts of a course's lessons, as learners get them and as their author wrote them, by their SHA-256.
create or replace function lyceum.texts_of(course text) returns table (digest bytea, content text)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select distinct on (1) lyceum.text_digest(texts.content), texts.content
      from public.modules m
      join public.lessons l on l.module_id = m.id
      left join lyceum.lesson_sources s on s.lesson_id = l.id
     cross join lateral (values (l.content), (s.content)) as texts (content)
     where m.course_id = course and texts.content is not null
     order by 1
$$;
