-- Whether the caller is an admin whose token has the scope `admin`.
create or replace function lyceum.acting_admin() returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    scopes text := current_setting('lyceum.scopes', true);
    stamp text := lyceum.transaction_stamp();
begin
    return coalesce(starts_with(scopes, stamp || ' ')
                    and 'admin' = any (string_to_array(substr(scopes, length(stamp) + 2), ' '))
                    and lyceum.is_admin(lyceum.claimed_user()), false);
end
$$;
