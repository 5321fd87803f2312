-- The images of a course, in the order of their paths.
create or replace function lyceum.images_of(course text) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'path', c.path,
                   'digest', encode(c.digest, 'hex'),
                   'width', c.width,
                   'height', c.height) order by c.path), '[]')
          from lyceum.course_images c
         where c.course_id = course);
end
$$;
