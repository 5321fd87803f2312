-- The network that an address is counted by: itself, or the 64 bits that one holder of IPv6 addresses has.
create or replace function lyceum.network_of(address inet) returns cidr
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select network(set_masklen(address, case family(address) when 4 then 32 else 64 end))::cidr
$$;
