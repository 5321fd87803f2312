-- Takes a course back from everybody but its editors; `base` is the revision that the author looked at. What was learned
-- in it stays. It waits for locks as publish_v1 does.
create or replace function lyceum.unpublish_v1(course text, base text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set lock_timeout = '200ms'
as $$
#variable_conflict use_variable
declare
    until timestamptz := clock_timestamp() + interval '5 seconds';
begin
    perform lyceum.hold_briefly();
    loop
        begin
            return lyceum.unpublish_for(lyceum.caller(), course, base);
        exception
            when lock_not_available or deadlock_detected then
                null;
        end;
        exit when clock_timestamp() > until;
        perform pg_sleep(0.05 + random() * 0.3);
    end loop;
    raise 'somebody else holds the course: %', lyceum.lock_holders()
        using errcode = 'LY017', hint = 'try again later';
end
$$;
