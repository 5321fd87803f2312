-- Adds the device of a sign-in. Of more than 50 devices the one that was unused for longest goes.
create or replace function lyceum.add_device(who text, login lyceum.login_challenges, revoke_digest bytea) returns void
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    delete from lyceum.devices
     where id in (select id from lyceum.devices where user_id = who
                   order by expires_at > now() desc, seen_at desc, signed_in_at desc offset 49);
    insert into lyceum.devices (user_id, token_digest, revoke_digest, name, scopes, expires_at)
    values (who, login.token_digest, revoke_digest, login.device_name, login.scopes,
            lyceum.device_expiry(now(), login.scopes))
$$;
