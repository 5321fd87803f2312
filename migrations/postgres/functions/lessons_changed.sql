-- Notes in `course_changes` the courses whose lessons a statement changed.
-- A lesson whose module is gone needs no note: the module's own deletion wrote one.
create or replace function lyceum.lessons_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    first text;
    last text;
begin
    if tg_op = 'TRUNCATE' then
        insert into lyceum.course_changes (course_id)
        select distinct course_id from public.modules order by course_id;
    elsif tg_op = 'DELETE' then
        insert into lyceum.course_changes (course_id)
        select distinct course_id from public.modules where id in (select module_id from old_rows) order by course_id;
    elsif tg_op = 'INSERT' then
        insert into lyceum.course_changes (course_id)
        select distinct course_id from public.modules where id in (select module_id from new_rows) order by course_id;
    else
        -- Mostly lessons of one module.
        select min(module_id), max(module_id) into first, last
          from (select module_id from old_rows union all select module_id from new_rows) as rows;
        if first = last then
            insert into lyceum.course_changes (course_id) select course_id from public.modules where id = first;
        else
            insert into lyceum.course_changes (course_id)
            select distinct course_id
              from public.modules
             where id in (select module_id from old_rows union all select module_id from new_rows)
             order by course_id;
        end if;
    end if;
    return null;
end
$$;
