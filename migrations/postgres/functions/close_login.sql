-- Ends a sign-in. What it was asked with isn't needed any more.
create or replace function lyceum.close_login(login uuid) returns void
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    update lyceum.login_challenges set ended_at = now(), code_mac = null, device_code = null where id = login
$$;
