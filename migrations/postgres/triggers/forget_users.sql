-- What no foreign key erases with a user.
create or replace trigger lyceum_forget after delete on public.users
    referencing old table as old_rows
    for each statement execute function lyceum.forget_users();
