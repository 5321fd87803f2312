-- The courses whose modules a statement changed.
create or replace function lyceum.modules_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    if tg_op = 'TRUNCATE' then
        perform lyceum.note_changes(array(select id from public.courses));
    elsif tg_op = 'DELETE' then
        perform lyceum.note_changes(array(select course_id from old_rows));
    elsif tg_op = 'INSERT' then
        perform lyceum.note_changes(array(select course_id from new_rows));
    else
        perform lyceum.note_changes(
            array(select course_id from old_rows union select course_id from new_rows));
    end if;
    return null;
end
$$;
