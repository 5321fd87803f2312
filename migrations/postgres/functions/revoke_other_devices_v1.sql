-- Signs all of the caller's devices out but the one whose token has this SHA-256. Returns how many.
create or replace function lyceum.revoke_other_devices_v1(digest bytea) returns integer
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    revoked integer;
begin
    delete from lyceum.devices d where d.user_id = who and d.token_digest <> digest;
    get diagnostics revoked = row_count;
    return revoked;
end
$$;
