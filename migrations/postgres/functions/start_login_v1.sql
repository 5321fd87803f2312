-- A device begins a sign-in: `{token_digest, device_name, scopes, network, limits}` with `{address, code_mac}` for a code
-- by e-mail, or `{provider}`. The answer is `{outcome: started, expires_in}`, or `{outcome: too_many, retry_after}`,
-- both in seconds. It is the same for every address and takes as long: accounts aren't looked at. What the device began
-- before is over.
create or replace function lyceum.start_login_v1(request jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    wanted text := lower(request ->> 'address');
    from_network cidr := lyceum.network_of((request ->> 'network')::inet);
    lifetime integer := 600;
    pause integer;
begin
    perform lyceum.demand_server();
    -- One after the other, so that nobody slips past a limit.
    if wanted is not null then
        perform pg_advisory_xact_lock(hashtextextended('lyceum login address ' || wanted, 0));
    end if;
    perform pg_advisory_xact_lock(hashtextextended('lyceum login network ' || from_network, 0));
    delete from lyceum.login_challenges where created_at < now() - interval '1 day';
    delete from lyceum.devices where expires_at < now() - interval '30 days';
    pause := lyceum.login_pause(wanted, from_network, request -> 'limits');
    if pause is not null then
        return jsonb_build_object('outcome', 'too_many', 'retry_after', pause);
    end if;
    perform lyceum.close_login(c.id)
       from lyceum.login_challenges c
      where c.token_digest = decode(request ->> 'token_digest', 'hex') and c.ended_at is null;
    insert into lyceum.login_challenges
        (token_digest, device_name, scopes, network, expires_at, address, code_mac, provider)
    values (decode(request ->> 'token_digest', 'hex'),
            request ->> 'device_name',
            array(select jsonb_array_elements_text(request -> 'scopes')),
            from_network,
            now() + make_interval(secs => lifetime),
            wanted,
            decode(request ->> 'code_mac', 'hex'),
            request ->> 'provider');
    return jsonb_build_object('outcome', 'started', 'expires_in', lifetime);
exception when unique_violation or check_violation or not_null_violation then
    raise 'this is no beginning of a sign-in' using errcode = 'LY016', detail = sqlerrm;
end
$$;
