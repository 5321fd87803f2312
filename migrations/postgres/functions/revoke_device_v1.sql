-- Signs one of the caller's devices out. False where there is no such device.
create or replace function lyceum.revoke_device_v1(device uuid) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    delete from lyceum.devices d where d.id = device and d.user_id = who;
    return found;
end
$$;
