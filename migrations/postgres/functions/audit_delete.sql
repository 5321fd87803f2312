-- One line of the audit log for each row that was deleted.
create or replace function lyceum.audit_delete() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    -- A user whose erasing takes this row along is gone already, and is not named again.
    insert into lyceum.audit_log
        (caller, table_name, operation, row_key, subject, changed_values)
    select nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op,
           case when tg_table_name = 'users' then 'erased' else gone ->> 'id' end,
           case when exists (select from public.users u
                              where u.id = lyceum.audited_subject(tg_table_name, gone))
                then lyceum.audited_subject(tg_table_name, gone)
                else case when lyceum.audited_subject(tg_table_name, gone) is not null then 'erased' end
           end,
           lyceum.audited_values(gone)
      from (select to_jsonb(o) gone from old_rows o) as o;
    return null;
end
$$;
