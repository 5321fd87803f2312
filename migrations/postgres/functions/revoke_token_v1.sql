-- Signs the device out whose token has this SHA-256. False where it wasn't signed in. Whoever has the token may.
create or replace function lyceum.revoke_token_v1(digest bytea) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    perform lyceum.demand_server();
    delete from lyceum.devices d where d.token_digest = digest;
    return found;
end
$$;
