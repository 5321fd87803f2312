-- Whether this session may touch sign-ins and everybody's devices inside our functions: a server that works for nobody
-- yet, and a login that isn't ours, such as the web application through our triggers.
create or replace function lyceum.signing_in() returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return lyceum.bound_to() = '*'
        or lyceum.claimed_user() is null
           and exists (select from lyceum.db_logins l where l.role = session_user and l.kind = 'server');
end
$$;
