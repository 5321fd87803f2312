-- The id of the user whose token has this SHA-256. What the token may do (`scopes`) holds until the transaction ends.
-- Using a token moves its expiry, once an hour.
create or replace function lyceum.caller_of_token_v1(digest bytea) returns text
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    device lyceum.devices;
    hour timestamptz := date_trunc('hour', now());
begin
    perform lyceum.demand_server();
    select * into device from lyceum.devices d where d.token_digest = digest and d.expires_at > now();
    if not found then
        raise 'this device is not signed in: its token was revoked, or it expired'
            using errcode = 'LY001', hint = 'sign in again: lyceum login';
    end if;
    if device.user_id is null then
        raise 'the account of this device was erased' using errcode = 'LY003';
    end if;
    -- A standby can't note it; the next push to the primary does.
    if device.seen_at < hour and current_setting('transaction_read_only') = 'off' then
        -- Whoever holds the row does the same, or revokes it.
        update lyceum.devices d
           set seen_at = hour, expires_at = lyceum.device_expiry(d.signed_in_at, d.scopes)
         where d.id = (select id from lyceum.devices where id = device.id for update skip locked);
    end if;
    perform set_config('lyceum.scopes', lyceum.transaction_stamp() || ' ' || array_to_string(device.scopes, ' '), true);
    return device.user_id;
end
$$;
