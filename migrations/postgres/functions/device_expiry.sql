-- When a token that is used now ends: 90 days later, and at the latest a year after its device signed in; with the
-- scope `admin` after a day, whatever is done with it.
create or replace function lyceum.device_expiry(signed_in_at timestamptz, scopes text[]) returns timestamptz
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select case when 'admin' = any (scopes) then signed_in_at + interval '1 day'
                else least(now() + interval '90 days', signed_in_at + interval '365 days') end
$$;
