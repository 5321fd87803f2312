-- A device comes to the end of its sign-in: `{token_digest, revoke_digest, registration}` with `{code_mac}`, or with the
-- `identity` that a provider vouches for (`{provider, subject, email, name, trusted}`). The answer's outcome is
--
--   signed_in   with `user`, `device`, `device_name`, `scopes`, `expires_at`, and whether it is `new`: the same again
--               after a lost answer isn't
--   wrong       with `tries_left`
--   over        unknown, used, expired, or tried too often
--   closed      the address has no account and may not get one
--   unverified  the provider doesn't vouch for the address, and no account is linked to it
--   not_admin   the scope `admin` was asked for
create or replace function lyceum.finish_login_v1(request jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    digest bytea := decode(request ->> 'token_digest', 'hex');
    most_tries integer := 5;
    login lyceum.login_challenges;
    who text;
    ended text;
begin
    perform lyceum.demand_server();
    -- Waits for whoever finishes the same one at this moment.
    login := lyceum.open_login(digest);
    if exists (select from lyceum.devices d where d.token_digest = digest and d.expires_at > now()) then
        return lyceum.signed_in(digest, false);
    end if;
    if login.id is null then
        return jsonb_build_object('outcome', 'over');
    end if;
    if login.provider is not null then
        select * into who, ended from lyceum.account_by_provider(login.provider, request -> 'identity', request -> 'registration');
    elsif login.code_mac is distinct from decode(request ->> 'code_mac', 'hex') then
        update lyceum.login_challenges c set tries = c.tries + 1 where c.id = login.id;
        if login.tries + 1 >= most_tries then
            perform lyceum.close_login(login.id);
        end if;
        return jsonb_build_object('outcome', 'wrong', 'tries_left', most_tries - login.tries - 1);
    else
        who := lyceum.account_for(login.address, null, request -> 'registration');
        ended := case when who is null then 'closed' end;
    end if;
    perform lyceum.close_login(login.id);
    if ended is null and 'admin' = any (login.scopes) and not lyceum.is_admin(who) then
        ended := 'not_admin';
    end if;
    if ended is not null then
        return jsonb_build_object('outcome', ended);
    end if;
    perform lyceum.add_device(who, login, decode(request ->> 'revoke_digest', 'hex'));
    return lyceum.signed_in(digest, true);
end
$$;
