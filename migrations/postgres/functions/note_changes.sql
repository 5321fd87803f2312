-- Notes in `course_changes` that these courses changed.
create or replace function lyceum.note_changes(courses text[]) returns void
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    insert into lyceum.course_changes (course_id)
    select distinct course from unnest(courses) course where course is not null order by course;
end
$$;
