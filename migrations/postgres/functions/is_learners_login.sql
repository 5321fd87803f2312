-- Whether the login was made for a learner, whose account may be erased. Membership is looked up and not asked for: a
-- superuser is a member of everything.
create or replace function lyceum.is_learners_login() returns boolean
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select exists (
            select from pg_auth_members m
             where m.roleid = to_regrole('lyceum_learner') and m.member = to_regrole(quote_ident(session_user))));
end
$$;
