-- The audit log's lines for what was inserted. More than 100 rows of one statement that have no value to keep get
-- one line.
create or replace function lyceum.audit_insert() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    many boolean := (select count(*) > 100 from (select from new_rows limit 101) as first);
begin
    if many and tg_table_name not in ('users', 'courses', 'enrollments', 'payments') then
        -- No value of these is kept, so there is nothing to look at row by row.
        insert into lyceum.audit_log (caller, table_name, operation, row_count)
        values (nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op, (select count(*) from new_rows));
        return null;
    end if;
    insert into lyceum.audit_log (caller, table_name, operation, row_count, row_key, subject, changed_values)
    select (select nullif(lyceum.bound_to(), '*')), tg_table_name, tg_op, count(*), row_key, subject, kept
      from (
        select case when many and v.kept is null then null else made ->> 'id' end as row_key,
               case when many and v.kept is null then null
                    else made ->> case tg_table_name when 'users' then 'id' else 'user_id' end
               end as subject,
               v.kept
          from (select to_jsonb(n) made from new_rows n) as n
         cross join lateral (
               select nullif(jsonb_strip_nulls(jsonb_build_object(
                   'role', made -> 'role', 'price', made -> 'price', 'published', made -> 'published',
                   'featured', made -> 'featured', 'status', made -> 'status',
                   'amount', made -> 'amount')), '{}')) as v (kept)) as inserted
     group by row_key, subject, kept;
    return null;
end
$$;
