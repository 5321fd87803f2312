-- Whether this is a server that works for nobody yet: then it may look for whoever is signing in. An operator may too.
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
