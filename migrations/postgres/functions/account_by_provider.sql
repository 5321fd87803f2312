-- The account of somebody whom a provider knows (`{subject, email, name, trusted}`): the one that is linked to them, or
-- by their address where the operator trusts the provider for it and it says verified; then it is linked from now on.
-- Else `ended` is the outcome.
create or replace function lyceum.account_by_provider(
    provider text, identity jsonb, registration jsonb, out who text, out ended text)
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    select a.user_id into who from public.accounts a
     where a.provider = provider and a.provider_account_id = identity ->> 'subject';
    if found then
        return;
    end if;
    if (identity ->> 'trusted')::boolean is not true or identity ->> 'email' is null then
        ended := 'unverified';
        return;
    end if;
    who := lyceum.account_for(identity ->> 'email', identity ->> 'name', registration);
    if who is null then
        ended := 'closed';
        return;
    end if;
    insert into public.accounts (id, user_id, type, provider, provider_account_id)
    values (lyceum.new_id(), who, 'oauth', provider, identity ->> 'subject')
    on conflict do nothing;
end
$$;
