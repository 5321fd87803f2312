-- Whether the provider may be asked now how far a device's sign-in is: `{outcome: ask, provider, device_code,
-- poll_seconds}` once in each interval, whoever asks; `{outcome: wait, seconds}` in between; `{outcome: over}`.
create or replace function lyceum.poll_login_v1(digest bytea) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    login lyceum.login_challenges;
begin
    perform lyceum.demand_server();
    login := lyceum.open_login(digest);
    if login.device_code is null then
        return jsonb_build_object('outcome', 'over');
    elsif login.next_poll_at > clock_timestamp() then
        return jsonb_build_object(
            'outcome', 'wait',
            'seconds', ceil(extract(epoch from login.next_poll_at - clock_timestamp()))::integer);
    end if;
    update lyceum.login_challenges c
       set next_poll_at = clock_timestamp() + make_interval(secs => login.poll_seconds)
     where c.id = login.id;
    return jsonb_build_object('outcome', 'ask', 'provider', login.provider, 'device_code', login.device_code,
                              'poll_seconds', login.poll_seconds);
end
$$;
