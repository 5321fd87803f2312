-- Who is calling: a user's id. `session_user` is what the server authenticated; no SET changes it. Only a server's
-- login may name somebody else, for one transaction.
create or replace function lyceum.caller() returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    login lyceum.db_logins;
    claimed text;
begin
    select * into login from lyceum.db_logins where role = session_user;
    if login.kind = 'server' then
        claimed := lyceum.claimed_user();
    elsif login.kind = 'learner' then
        claimed := login.user_id;
    elsif lyceum.is_learners_login() then
        raise 'the account of this login was erased' using errcode = 'LY003';
    end if;
    if claimed is null then
        raise 'the database login "%" is not signed in to this academy', session_user
            using errcode = 'LY001', hint = 'ask the operator for a login: lyceum db grant EMAIL';
    end if;
    if not exists (select from public.users where id = claimed) then
        raise 'the account "%" was erased', claimed using errcode = 'LY003';
    end if;
    return claimed;
end
$$;
