-- The audit log's line for an update of a table that isn't as it is documented: how many rows, and no more. `db doctor`
-- says what is different.
create or replace function lyceum.audit_strange(of_table text, operation text, row_count bigint) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into lyceum.audit_log (caller, table_name, operation, row_count)
    values (nullif(lyceum.bound_to(), '*'), of_table, operation, row_count)
$$;
