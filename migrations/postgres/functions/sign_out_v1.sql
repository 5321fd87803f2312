-- An admin signs all devices of somebody out. Returns how many.
create or replace function lyceum.sign_out_v1(address text) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    who text := lyceum.account_of(address);
    revoked integer;
begin
    perform lyceum.demand_admin();
    if who is null then
        raise 'there is no account with the address %', address using errcode = 'LY005';
    end if;
    delete from lyceum.devices d where d.user_id = who;
    get diagnostics revoked = row_count;
    return revoked;
end
$$;
