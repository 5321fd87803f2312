-- A row whose id was changed has no counterpart: it is logged once under each id.
create or replace function lyceum.audit_update() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.audit_log
        (caller, table_name, operation, row_key, subject, columns, changed_values)
    select nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op,
           coalesce(made, was) ->> 'id',
           lyceum.audited_subject(tg_table_name, coalesce(made, was)),
           changed.columns,
           jsonb_strip_nulls(jsonb_build_object(
               'old', lyceum.audited_values(changed.old_values),
               'new', lyceum.audited_values(changed.new_values)))
      from (select to_jsonb(o) was, to_jsonb(n) made
              from old_rows o full join new_rows n on o.id = n.id) as pair
     cross join lateral (
           select array_agg(key order by key) as columns,
                  jsonb_object_agg(key, was -> key) as old_values,
                  jsonb_object_agg(key, made -> key) as new_values
             from jsonb_object_keys(coalesce(made, was)) as key
            where (was -> key) is distinct from (made -> key)) as changed
     where changed.columns is not null;
    return null;
end
$$;
