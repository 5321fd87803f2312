-- A provider wants to be asked less often: five seconds more, for good (RFC 8628, 3.5). Gives the seconds to wait.
create or replace function lyceum.slow_down_v1(digest bytea) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    pause integer;
begin
    perform lyceum.demand_server();
    update lyceum.login_challenges c
       set poll_seconds = c.poll_seconds + 5,
           next_poll_at = clock_timestamp() + make_interval(secs => c.poll_seconds + 5)
     where c.id = (lyceum.open_login(digest)).id
    returning c.poll_seconds into pause;
    return pause;
end
$$;
