-- Whether somebody may see a course's drafts and publish it.
create or replace function lyceum.may_edit(who text, course text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select exists (
            select from public.users u
             where u.id = who
               and (u.role = 'ADMIN'
                    or u.role = 'INSTRUCTOR'
                       and exists (select from lyceum.course_editors e
                                    where e.course_id = course and e.user_id = who))));
end
$$;
