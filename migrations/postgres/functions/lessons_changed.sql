-- The courses whose lessons a statement changed.
-- A lesson whose module is gone needs no note: the module's own deletion wrote one.
create or replace function lyceum.lessons_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    modules text[];
begin
    if tg_op = 'TRUNCATE' then
        modules := array(select id from public.modules);
    elsif tg_op = 'DELETE' then
        modules := array(select module_id from old_rows);
    elsif tg_op = 'INSERT' then
        modules := array(select module_id from new_rows);
    else
        modules := array(select module_id from old_rows union select module_id from new_rows);
    end if;
    perform lyceum.note_changes(
        array(select course_id from public.modules where id = any (modules)));
    return null;
end
$$;
