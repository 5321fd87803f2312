-- The user for whom a server said, in this transaction, that it works; null where it said nothing. Without settings of
-- its own, so that it is inlined.
create or replace function lyceum.claimed_user() returns text
language sql stable
as $$
    select case when pg_catalog.starts_with(pg_catalog.current_setting('lyceum.claim', true),
                                            pg_catalog.concat(lyceum.transaction_stamp(), ' '))
                then nullif(pg_catalog.substr(pg_catalog.current_setting('lyceum.claim', true),
                                              pg_catalog.length(lyceum.transaction_stamp()) + 2), '') end
$$;
