-- A server says whom it works for until the transaction ends.
create or replace function lyceum.act_for_v1(user_id text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    perform lyceum.demand_server();
    perform lyceum.claim_for(user_id);
end
$$;
