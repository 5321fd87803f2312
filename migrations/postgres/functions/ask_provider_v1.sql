-- Notes what a provider gave for the sign-in of a device: the code to ask it with, how many seconds apart, and for
-- how many. False where the sign-in is over already.
create or replace function lyceum.ask_provider_v1(digest bytea, device_code text, poll_seconds integer, lifetime integer)
returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    pause integer := least(greatest(poll_seconds, 1), 300);
begin
    perform lyceum.demand_server();
    update lyceum.login_challenges c
       set device_code = device_code,
           poll_seconds = pause,
           next_poll_at = now() + make_interval(secs => pause),
           expires_at = now() + make_interval(secs => least(greatest(lifetime, 1), 3600))
     where c.id = (lyceum.open_login(digest)).id;
    return found;
end
$$;
