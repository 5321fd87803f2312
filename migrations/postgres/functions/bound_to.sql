-- Whose rows this session may touch inside our functions: a user's id, nothing for a server that named none and for a
-- learner who was erased, and `*` for a login that isn't ours: an operator, or the web application through our
-- triggers.
create or replace function lyceum.bound_to() returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select coalesce(
            (select case kind when 'server' then coalesce(lyceum.claimed_user(), '') else user_id end
               from lyceum.db_logins where role = session_user),
            case when lyceum.is_learners_login() then '' else '*' end));
end
$$;
