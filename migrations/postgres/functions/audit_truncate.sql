-- One line of the audit log for a table that was emptied.
create or replace function lyceum.audit_truncate() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.audit_log (caller, table_name, operation)
    values (nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op);
    return null;
end
$$;
