-- The user who has this token, and whether they only learn: then a replica may answer them.
create or replace function lyceum.learner_of_token_v1(digest bytea, out caller text, out learns boolean)
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    caller := lyceum.caller_of_token_v1(digest);
    learns := (select coalesce(u.role::text, 'STUDENT') = 'STUDENT' from public.users u where u.id = caller);
end
$$;
