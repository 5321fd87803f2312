-- Takes a batch `{instance, device, base: {seq, record}, sent_at, records}` and answers with one receipt per
-- record, in order. Everything or nothing of it is stored; what is held or refused isn't, and blocks nothing.
--
-- The order of locks is that of all our writers: the learner's head; progress, by user and id; content; enrollments.
-- The web application's own order is progress, then the enrollment. Where it holds one of them and waits for another
-- all the same, we let go after 200 ms, before PostgreSQL looks for deadlocks (1 s), and try again: the web never fails
-- because of us.
create or replace function lyceum.push_v1(batch jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
-- Every statement inside finds its rows by a user's key, whoever it is: planning it anew would cost more than
-- running it.
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
declare
    until timestamptz := clock_timestamp() + interval '5 seconds';
begin
    perform lyceum.hold_briefly();
    loop
        begin
            return lyceum.push_for(lyceum.caller(), batch);
        exception
            -- A row that somebody locks, or that goes while we point at it.
            when lock_not_available or deadlock_detected or foreign_key_violation or unique_violation then
                null;
        end;
        exit when clock_timestamp() > until;
        perform pg_sleep(random() * 0.1);
    end loop;
    raise 'somebody else holds what this changes'
        using errcode = 'LY017', hint = 'try again in a moment';
end
$$;
