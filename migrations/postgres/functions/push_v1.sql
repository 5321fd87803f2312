-- Takes a batch `{instance, device, base: {seq, record}, sent_at, records}` and answers with one receipt per
-- record, in order. Everything or nothing of it is stored; what is held or refused isn't, and blocks nothing.
create or replace function lyceum.push_v1(batch jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
-- Every statement inside finds its rows by a user's key, whoever it is: planning it anew would cost more than
-- running it.
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
begin
    return lyceum.push_for(lyceum.caller(), batch);
end
$$;
