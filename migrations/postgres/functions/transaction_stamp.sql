-- What tells this transaction from any other, on a standby too, where none has a number. Without settings of its own,
-- so that it is inlined.
create or replace function lyceum.transaction_stamp() returns text
language sql stable
as $$
    select pg_catalog.concat(pg_catalog.pg_backend_pid(), '.', extract(epoch from pg_catalog.transaction_timestamp()))
$$;
