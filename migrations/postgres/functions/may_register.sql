-- Whether an address may get an account by signing in, as the operator wants it: `{open, domains}`. Where domains are
-- named, only theirs.
create or replace function lyceum.may_register(address text, registration jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select coalesce((registration ->> 'open')::boolean, false)
       and (coalesce(registration -> 'domains', '[]') = '[]'
            or registration -> 'domains' ? substring(lower(address) from '@([^@]*)$'))
$$;
