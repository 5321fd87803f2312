-- Whether a time is one of these, as far as a column of milliseconds can tell.
create or replace function lyceum.is_one_of(at timestamp, times timestamp[]) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from unnest(times) t where t between at - interval '1 ms' and at + interval '1 ms')
$$;
