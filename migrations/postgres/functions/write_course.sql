-- Inserts the course or updates what changed of it. `published` becomes true, or stays what it was.
create or replace function lyceum.write_course(tree jsonb, publish boolean, moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    insert into public.courses as c
        (id, title, description, slug, price, duration, difficulty, published, featured,
         learning_objectives, prerequisites, created_at, updated_at)
    select n ->> 'id', n ->> 'title', coalesce(n ->> 'description', ''), n ->> 'slug',
           coalesce((n ->> 'price')::integer, 0), minutes.total,
           upper(coalesce(n ->> 'difficulty', 'beginner'))::public.difficulty_enum, publish, false,
           array(select jsonb_array_elements_text(n -> 'objectives')),
           array(select jsonb_array_elements_text(n -> 'prerequisites')),
           moment, moment
      from (select tree -> 'course' as n) as head
     cross join lateral (
           select coalesce(sum((l ->> 'minutes')::integer), 0) as total
             from jsonb_array_elements(tree -> 'modules') m, jsonb_array_elements(m -> 'lessons') l) as minutes
    on conflict (id) do update
       set title = excluded.title, description = excluded.description, slug = excluded.slug,
           price = excluded.price, duration = excluded.duration, difficulty = excluded.difficulty,
           published = c.published is true or excluded.published,
           learning_objectives = excluded.learning_objectives, prerequisites = excluded.prerequisites,
           updated_at = moment
     where (c.title, c.description, c.slug, c.price, c.duration, c.difficulty, c.learning_objectives,
            c.prerequisites, c.published is true)
           is distinct from
           (excluded.title, excluded.description, excluded.slug, excluded.price, excluded.duration,
            excluded.difficulty, excluded.learning_objectives, excluded.prerequisites,
            c.published is true or excluded.published);

    insert into lyceum.course_details as d (course_id, language, license)
    select tree #>> '{course,id}', coalesce(tree #>> '{course,language}', 'en'), tree #>> '{course,license}'
    on conflict (course_id) do update set language = excluded.language, license = excluded.license
     where (d.language, d.license) is distinct from (excluded.language, excluded.license);
    if found then
        perform lyceum.note_changes(array[tree #>> '{course,id}']);
    end if;
end
$$;
