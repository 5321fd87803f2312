-- Names the user for whom a server works until the transaction ends. The claim names the transaction, so that no later
-- one can inherit it, not even by a setting of the session. Callers have made sure that it is a server who says it.
create or replace function lyceum.claim_for(user_id text) returns text
language sql volatile
as $$
    select pg_catalog.set_config('lyceum.claim', pg_catalog.concat(lyceum.transaction_stamp(), ' ', user_id), true)
$$;
