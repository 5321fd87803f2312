-- A server says until the transaction ends that it works for whoever has this token, by the SHA-256 of its text.
create or replace function lyceum.act_for_token_v1(digest bytea) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    perform lyceum.claim_for(lyceum.caller_of_token_v1(digest));
end
$$;
