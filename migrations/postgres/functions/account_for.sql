-- The account of an address that somebody proved to be theirs, made where there is none and the operator lets it; null
-- where not. The caller isn't known yet: the operator's registration is `{open, domains}`.
create or replace function lyceum.account_for(address text, its_name text, registration jsonb) returns text
language plpgsql volatile
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.account_of(address);
begin
    if who is null and lyceum.may_register(address, registration) then
        insert into public.users (id, email, name, role, email_verified, created_at, updated_at)
        values (lyceum.new_id(), lower(address), its_name, 'STUDENT', localtimestamp, localtimestamp, localtimestamp)
        on conflict do nothing;
        who := lyceum.account_of(address);
    end if;
    update public.users set email_verified = localtimestamp where id = who and email_verified is null;
    return who;
end
$$;
