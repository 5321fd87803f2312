-- Whether a code may be sent to an address: it has an account, or may get one. Ask it where nobody waits for the
-- answer: how long it takes tells.
create or replace function lyceum.may_sign_in_v1(address text, registration jsonb) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    perform lyceum.demand_server();
    return lyceum.may_register(address, registration) or lyceum.account_of(address) is not null;
end
$$;
