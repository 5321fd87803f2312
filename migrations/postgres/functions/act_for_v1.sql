-- A server says whom it works for until the transaction ends. The claim names the transaction, so that no later one
-- can inherit it, not even by a setting of the session.
create or replace function lyceum.act_for_v1(user_id text) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    perform lyceum.demand_server();
    perform set_config('lyceum.claim', lyceum.transaction_stamp() || ' ' || user_id, true);
end
$$;
