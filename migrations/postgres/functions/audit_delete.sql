-- The audit log's lines for what was deleted. More than 100 rows of one statement that have no value to keep get
-- one line. A user whose erasing takes this row along is gone already, and is not named again.
create or replace function lyceum.audit_delete() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    many boolean := (select count(*) > 100 from (select from old_rows limit 101) as first);
begin
    if many and tg_table_name not in ('users', 'courses', 'enrollments', 'payments') then
        -- No value of these is kept, so there is nothing to look at row by row.
        insert into lyceum.audit_log (caller, table_name, operation, row_count)
        values (nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op, (select count(*) from old_rows));
        return null;
    end if;
    insert into lyceum.audit_log (caller, table_name, operation, row_count, row_key, subject, changed_values)
    select (select nullif(lyceum.bound_to(), '*')), tg_table_name, tg_op, count(*), row_key, subject, kept
      from (
        select case when many and v.kept is null then null
                    when tg_table_name = 'users' then 'erased'
                    else gone ->> 'id' end as row_key,
               case when many and v.kept is null or whose is null then null
                    when exists (select from public.users u where u.id = whose) then whose
                    else 'erased' end as subject,
               v.kept
          from (select to_jsonb(o) gone from old_rows o) as o
         cross join lateral (
               select gone ->> case tg_table_name when 'users' then 'id' else 'user_id' end) as w (whose)
         cross join lateral (
               select nullif(jsonb_strip_nulls(jsonb_build_object(
                   'role', gone -> 'role', 'price', gone -> 'price', 'published', gone -> 'published',
                   'featured', gone -> 'featured', 'status', gone -> 'status',
                   'amount', gone -> 'amount')), '{}')) as v (kept)) as deleted
     group by row_key, subject, kept;
    return null;
end
$$;
