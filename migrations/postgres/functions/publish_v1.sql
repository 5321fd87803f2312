-- Publishes a course file: `tree` is the course with modules and lessons. `options` may hold `base`, the
-- revision that the author started from (none for a new course), `publish` (false keeps a draft), and `dry_run`: then it only
-- says whether the course would be taken.
--
-- It waits for a lock at most 200 ms at a time, and holds nothing while it pauses, so that neither learners nor the web
-- application queue up behind it; after five seconds it says who is in its way. The order of locks: see push_v1.
create or replace function lyceum.publish_v1(tree jsonb, options jsonb default null) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set standard_conforming_strings = on
set lock_timeout = '200ms' set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
    until timestamptz := clock_timestamp() + interval '5 seconds';
begin
    perform lyceum.hold_briefly();
    loop
        begin
            return lyceum.publish_for(lyceum.caller(), tree, options);
        exception
            -- An image that somebody else gave up at the same moment is a foreign key that fails.
            when lock_not_available or deadlock_detected or foreign_key_violation then
                null;
            when data_exception or check_violation or not_null_violation or program_limit_exceeded then
                raise 'the course can''t be taken: %', sqlerrm using errcode = 'LY016';
            when unique_violation then
                raise 'somebody published the same slug or id just now' using errcode = 'LY012',
                    hint = 'fetch the course again and look at what changed';
        end;
        exit when clock_timestamp() > until;
        perform pg_sleep(0.05 + random() * 0.3);
    end loop;
    raise 'somebody else holds the course or its learners'' progress: %', lyceum.lock_holders()
        using errcode = 'LY017', hint = 'try again later';
end
$$;
