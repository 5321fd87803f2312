-- Whether a value is a count as the clients' programs hold it: a whole number of at most 32 bits.
create or replace function lyceum.is_count(value jsonb) returns boolean
language sql immutable
as $$
    select jsonb_typeof(value) = 'number' and value::text ~ '^[0-9]{1,10}$' and value::text::bigint < 4294967296
$$;
