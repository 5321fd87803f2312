-- The sign-in under way of the device with this token, locked; null where there is none, or it is over.
create or replace function lyceum.open_login(digest bytea) returns lyceum.login_challenges
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    found_one lyceum.login_challenges;
begin
    select * into found_one
      from lyceum.login_challenges c
     where c.token_digest = digest and c.ended_at is null and c.expires_at > now()
       for update;
    return found_one;
end
$$;
