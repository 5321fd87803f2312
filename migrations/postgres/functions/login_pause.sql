-- How many seconds somebody has to wait before the next sign-in may begin; null where it may at once. `limits` are
-- `address_hour` (codes for an address, asked for from one network), `address_day` (from all of them), and
-- `network_hour` (all that a network begins).
create or replace function lyceum.login_pause(wanted text, from_network cidr, limits jsonb) returns integer
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select ceil(extract(epoch from max(free_at - now())))::integer
      from (
        (select c.created_at + interval '1 hour'
           from lyceum.login_challenges c
          where c.address = wanted and c.network = from_network
          order by c.created_at desc
         offset (limits ->> 'address_hour')::integer - 1 limit 1)
        union all
        (select c.created_at + interval '1 day'
           from lyceum.login_challenges c
          where c.address = wanted
          order by c.created_at desc
         offset (limits ->> 'address_day')::integer - 1 limit 1)
        union all
        (select c.created_at + interval '1 hour'
           from lyceum.login_challenges c
          where c.network = from_network
          order by c.created_at desc
         offset (limits ->> 'network_hour')::integer - 1 limit 1)) as full_until (free_at)
     where free_at > now()
$$;
