-- An admin gives somebody a role (`student`, `instructor`, `admin`), and an account where they have none. It holds with
-- their next request. Without a role an account keeps the one that it has, and a new one is a student's. Returns
-- whether the account is new.
create or replace function lyceum.set_role_v1(address text, role text) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text;
begin
    perform lyceum.demand_admin();
    who := lyceum.account_of(address);
    if who is not null then
        update public.users u set role = upper(role)::public.user_role
         where u.id = who and role is not null and u.role is distinct from upper(role)::public.user_role;
        return false;
    end if;
    if address !~ '^[^@[:space:][:cntrl:]]+@[^@[:space:][:cntrl:]]+$' or length(address) > 254 then
        raise '% is no e-mail address', quote_literal(address) using errcode = 'LY016';
    end if;
    insert into public.users (id, email, role, created_at, updated_at)
    values (lyceum.new_id(), lower(address), upper(coalesce(role, 'student'))::public.user_role, localtimestamp, localtimestamp);
    return true;
end
$$;
