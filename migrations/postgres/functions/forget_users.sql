-- Erasing a user: what no foreign key erases goes, and the audit log forgets who it was. Their login's name tells who
-- they were too; a server's doesn't.
create or replace function lyceum.forget_users() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    gone record;
    pseudonym text;
begin
    for gone in select id, email from old_rows loop
        pseudonym := 'erased-' || gen_random_uuid();
        delete from public.course_reviews where user_id = gone.id;
        delete from public.verification_tokens where lower(identifier) = lower(gone.email);
        delete from lyceum.login_challenges where address = lower(gone.email);
        update lyceum.audit_log
           set subject = pseudonym,
               row_key = case when table_name in ('users', 'db_logins') then pseudonym else row_key end
         where subject = gone.id;
        update lyceum.audit_log
           set caller = pseudonym,
               login = case when exists (select from lyceum.db_logins l where l.role = login)
                            then login else pseudonym::name end
         where caller = gone.id;
    end loop;
    update lyceum.devices set name = 'erased', revoke_digest = null where user_id is null;
    return null;
end
$$;
