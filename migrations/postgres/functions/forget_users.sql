-- Erasing a user: reviews go (no foreign key does it), and the audit log forgets who it was.
create or replace function lyceum.forget_users() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    gone record;
    pseudonym text;
begin
    for gone in select id from old_rows loop
        pseudonym := 'erased-' || gen_random_uuid();
        delete from public.course_reviews where user_id = gone.id;
        update lyceum.audit_log
           set subject = pseudonym,
               row_key = case table_name when 'users' then pseudonym else row_key end
         where subject = gone.id;
        update lyceum.audit_log set caller = pseudonym where caller = gone.id;
    end loop;
    return null;
end
$$;
