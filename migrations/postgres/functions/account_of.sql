-- The id of the account with an address, however its letters are written; null where there is none.
create or replace function lyceum.account_of(address text) returns text
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select u.id from public.users u
     where lower(u.email) = lower(address)
     order by u.email = address desc
     limit 1
$$;
