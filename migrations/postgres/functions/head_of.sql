-- A course's metadata as a course file has it. Without settings of its own, so that it is inlined.
create or replace function lyceum.head_of(c public.courses, d lyceum.course_details) returns jsonb
language sql stable
as $$
    select pg_catalog.jsonb_build_object(
        'id', c.id,
        'slug', c.slug,
        'title', c.title,
        'description', c.description,
        'difficulty', pg_catalog.lower(c.difficulty::text),
        'price', greatest(c.price, 0),
        'language', coalesce(d.language, 'en'),
        'license', d.license,
        'objectives', pg_catalog.to_jsonb(pg_catalog.array_remove(coalesce(c.learning_objectives, '{}'), null)),
        'prerequisites', pg_catalog.to_jsonb(pg_catalog.array_remove(coalesce(c.prerequisites, '{}'), null)))
$$;
