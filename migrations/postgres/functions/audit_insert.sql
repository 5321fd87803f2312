-- One line of the audit log for each row that was inserted.
create or replace function lyceum.audit_insert() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.audit_log
        (caller, table_name, operation, row_key, subject, changed_values)
    select nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op, made ->> 'id',
           lyceum.audited_subject(tg_table_name, made), lyceum.audited_values(made)
      from (select to_jsonb(n) made from new_rows n) as n;
    return null;
end
$$;
