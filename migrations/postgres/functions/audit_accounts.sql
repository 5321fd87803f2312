-- The audit log's lines for an update of `accounts`.
create or replace function lyceum.audit_accounts() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    many boolean := (select count(*) > 100 from (select from new_rows limit 101) as first);
begin
    insert into lyceum.audit_log
        (caller, table_name, operation, row_count, row_key, subject, columns, changed_values)
    select (select nullif(lyceum.bound_to(), '*')), 'accounts', tg_op, count(*), row_key, subject, columns,
           changed_values
      from (
        select case when many and v.changed_values is null then null else coalesce(n.id, o.id) end as row_key,
               case when many and v.changed_values is null then null else coalesce(n.user_id, o.user_id) end as subject,
               c.columns, v.changed_values
          from old_rows o
          full join new_rows n on n.id = o.id
         cross join lateral (
               select array_remove(array[
                   case when n.id is distinct from o.id then 'id' end,
                   case when n.user_id is distinct from o.user_id then 'user_id' end,
                   case when n.type is distinct from o.type then 'type' end,
                   case when n.provider is distinct from o.provider then 'provider' end,
                   case when n.provider_account_id is distinct from o.provider_account_id then 'provider_account_id' end,
                   case when n.refresh_token is distinct from o.refresh_token then 'refresh_token' end,
                   case when n.access_token is distinct from o.access_token then 'access_token' end,
                   case when n.expires_at is distinct from o.expires_at then 'expires_at' end,
                   case when n.token_type is distinct from o.token_type then 'token_type' end,
                   case when n.scope is distinct from o.scope then 'scope' end,
                   case when n.id_token is distinct from o.id_token then 'id_token' end,
                   case when n.session_state is distinct from o.session_state then 'session_state' end], null)) as c (columns)
         cross join lateral (
               select null::jsonb) as v (changed_values)
         where c.columns <> '{}') as changed
     group by row_key, subject, columns, changed_values;
    return null;
exception when undefined_column or undefined_function then
    -- The web application dropped a column, or gave it a type that has no equality: its statement goes on.
    perform lyceum.audit_strange(tg_table_name, tg_op, (select count(*) from new_rows));
    return null;
end
$$;
