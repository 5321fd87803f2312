-- The audit log's line for an editor who was appointed or dismissed: the course, and who.
create or replace function lyceum.audit_editor() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    editor lyceum.course_editors := coalesce(new, old);
begin
    -- Who was erased isn't named again.
    if tg_op = 'DELETE' and not exists (select from public.users where id = editor.user_id) then
        return null;
    end if;
    insert into lyceum.audit_log (caller, table_name, operation, row_key, subject)
    values (nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op, editor.course_id, editor.user_id);
    return null;
end
$$;
