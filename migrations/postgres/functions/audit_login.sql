-- The audit log's line for a login that was made, got a new password or was taken away. A person's login is named
-- by whose it is, while the account is there, a server's by its role.
create or replace function lyceum.audit_login() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    login lyceum.db_logins := coalesce(new, old);
begin
    insert into lyceum.audit_log (caller, table_name, operation, row_key, subject)
    values (nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op,
            case login.kind when 'server' then login.role::text end,
            (select id from public.users where id = login.user_id));
    return null;
end
$$;
