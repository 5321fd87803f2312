-- Makes the course or updates what changed of it. `published` becomes true, or stays what it was. It isn't inserted on
-- conflict: that would lock the row against everybody who enrolls.
create or replace function lyceum.write_course(head jsonb, minutes bigint, publish boolean, moment timestamp)
returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    id text := head ->> 'id';
    g record;
begin
    select head ->> 'title' as title, coalesce(head ->> 'description', '') as description, head ->> 'slug' as slug,
           (head ->> 'price')::integer as price, minutes::integer as duration,
           upper(coalesce(head ->> 'difficulty', 'beginner'))::public.difficulty_enum as difficulty,
           array(select jsonb_array_elements_text(head -> 'objectives')) as objectives,
           array(select jsonb_array_elements_text(head -> 'prerequisites')) as prerequisites
      into g;
    update public.courses c
       set title = g.title, description = g.description, slug = g.slug, price = g.price, duration = g.duration,
           difficulty = g.difficulty, published = c.published is true or publish,
           learning_objectives = g.objectives, prerequisites = g.prerequisites, updated_at = moment
     where c.id = id
       and (c.title, c.description, c.slug, c.price, c.duration, c.difficulty, c.learning_objectives,
            c.prerequisites, c.published is true)
           is distinct from
           (g.title, g.description, g.slug, g.price, g.duration, g.difficulty, g.objectives, g.prerequisites,
            c.published is true or publish);
    insert into public.courses
        (id, title, description, slug, price, duration, difficulty, published, featured,
         learning_objectives, prerequisites, created_at, updated_at)
    select id, g.title, g.description, g.slug, g.price, g.duration, g.difficulty, publish, false,
           g.objectives, g.prerequisites, moment, moment
     where not exists (select from public.courses c where c.id = id);

    insert into lyceum.course_details as d (course_id, language, license)
    select id, coalesce(head ->> 'language', 'en'), head ->> 'license'
    on conflict (course_id) do update set language = excluded.language, license = excluded.license
     where (d.language, d.license) is distinct from (excluded.language, excluded.license);
    if found then
        perform lyceum.note_changes(array[id]);
    end if;
end
$$;
