-- Signs out the device whose announcement by mail had this in it (its SHA-256). Returns the device's name; null where
-- there is none any more.
create or replace function lyceum.revoke_by_mail_v1(digest bytea) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    its_name text;
begin
    perform lyceum.demand_server();
    delete from lyceum.devices d where d.revoke_digest = digest returning d.name into its_name;
    return its_name;
end
$$;
