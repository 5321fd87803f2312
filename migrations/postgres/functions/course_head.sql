-- A course's metadata as a course file has it.
create or replace function lyceum.course_head(course text) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select lyceum.head_of(c, d)
          from public.courses c
          left join lyceum.course_details d on d.course_id = c.id
         where c.id = course);
end
$$;
