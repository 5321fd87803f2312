-- A course as it stands after it was published or taken back.
create or replace function lyceum.published_as(course text, created boolean) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return jsonb_build_object(
        'course', course,
        'created', created,
        'published', (select published is true from public.courses where id = course),
        'revision', lyceum.content_revision(course) || '.edit');
end
$$;
