-- Refuses whoever isn't an admin with a token for that.
create or replace function lyceum.demand_admin() returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not lyceum.acting_admin() then
        raise 'that takes an admin, with a token for it'
            using errcode = 'LY004', hint = 'an admin signs in for it with: lyceum login --scope admin';
    end if;
end
$$;
