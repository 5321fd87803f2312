-- A transaction that goes on after one of our writes holds its locks: it may not idle for longer than 10 s. Whoever
-- set less keeps that.
create or replace function lyceum.hold_briefly() returns void
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
begin
    if current_setting('idle_in_transaction_session_timeout') = '0' then
        perform set_config('idle_in_transaction_session_timeout', '10s', true);
    end if;
end
$$;
