-- Whether somebody is an admin.
create or replace function lyceum.is_admin(who text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select exists (select from public.users where id = who and role = 'ADMIN'));
end
$$;
