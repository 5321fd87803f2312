-- What is noted in `course_changes`, and indexed of new and renamed courses; courses that stood before are too.
do $$
declare
    platform_table text;
begin
    foreach platform_table in array array['courses', 'modules', 'lessons'] loop
        execute format(
            'create or replace trigger lyceum_changed_insert after insert on public.%1$I
                 referencing new table as new_rows
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
        execute format(
            'create or replace trigger lyceum_changed_update after update on public.%1$I
                 referencing old table as old_rows new table as new_rows
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
        execute format(
            'create or replace trigger lyceum_changed_delete after delete on public.%1$I
                 referencing old table as old_rows
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
        execute format(
            'create or replace trigger lyceum_changed_truncate before truncate on public.%1$I
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
    end loop;
end
$$;
select lyceum.index_courses(array(
    select c.id from public.courses c
     where not exists (select from lyceum.course_search s where s.course_id = c.id)));
