-- A device's sign-in comes to nothing: it was cancelled, or the provider said no.
create or replace function lyceum.end_login_v1(digest bytea) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    perform lyceum.demand_server();
    perform lyceum.close_login((lyceum.open_login(digest)).id);
end
$$;
