-- The three group roles. Roles belong to the whole cluster: another academy in it, or another migration at
-- this moment, may have made them already.

do $$
declare
    wanted text;
begin
    foreach wanted in array array['lyceum_owner', 'lyceum_server', 'lyceum_learner'] loop
        if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
            begin
                execute pg_catalog.format('create role %I nologin', wanted);
            exception when duplicate_object or unique_violation then
                null;
            end;
        end if;
    end loop;
end
$$;

-- What is made for the owner is made as the owner, so whoever migrates must be a member. A superuser is one.
do $$
begin
    if not pg_catalog.pg_has_role(current_user, 'lyceum_owner', 'usage') then
        execute pg_catalog.format('grant lyceum_owner to %I', current_user);
    end if;
end
$$;
