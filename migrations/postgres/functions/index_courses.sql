-- Keeps the words that these courses are found by.
create or replace function lyceum.index_courses(courses text[]) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    insert into lyceum.course_search as s (course_id, words)
    select c.id, to_tsvector('simple', lyceum.words_of(c.title || ' ' || c.description))
      from public.courses c
     where c.id = any (courses)
     order by c.id
    on conflict (course_id) do update set words = excluded.words
     where s.words <> excluded.words;
end
$$;
