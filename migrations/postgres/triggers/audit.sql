-- What is noted in the audit log. Our own writes of progress aren't: the records are their trail. An update's
-- function is its table's own; `audit_update` makes them all.
do $$
declare
    platform_table text;
    unless_ours text;
begin
    foreach platform_table in array
        array['users', 'courses', 'modules', 'lessons', 'enrollments', 'user_progress', 'certificates',
              'payments', 'accounts', 'course_reviews']
    loop
        unless_ours := case when platform_table in ('enrollments', 'user_progress', 'certificates')
                            then 'when (current_user <> ''lyceum_owner'')' else '' end;
        execute format(
            'create or replace trigger lyceum_audit_insert after insert on public.%I
                 referencing new table as new_rows
                 for each statement %s execute function lyceum.audit_insert()', platform_table, unless_ours);
        execute format(
            'create or replace trigger lyceum_audit_update after update on public.%1$I
                 referencing old table as old_rows new table as new_rows
                 for each statement %2$s execute function lyceum.audit_update_%1$s()', platform_table, unless_ours);
        execute format(
            'create or replace trigger lyceum_audit_delete after delete on public.%I
                 referencing old table as old_rows
                 for each statement %s execute function lyceum.audit_delete()', platform_table, unless_ours);
        execute format(
            'create or replace trigger lyceum_audit_truncate after truncate on public.%I
                 for each statement execute function lyceum.audit_truncate()', platform_table);
    end loop;
end
$$;

create or replace trigger lyceum_audit after insert or update of granted_at or delete on lyceum.db_logins
    for each row execute function lyceum.audit_login();
create or replace trigger lyceum_audit after insert or delete on lyceum.course_editors
    for each row execute function lyceum.audit_editor();
