-- An admin lets somebody see a course's drafts and publish it, or not any more. The course is named by slug or id.
-- Returns whether anything changed.
create or replace function lyceum.set_editor_v1(course text, address text, appointed boolean) returns boolean
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    wanted text := (select c.id from public.courses c where c.slug = course or c.id = course limit 1);
    who text := lyceum.account_of(address);
begin
    perform lyceum.demand_admin();
    if wanted is null then
        raise 'there is no course with the slug or id "%"', course using errcode = 'LY005';
    elsif who is null then
        raise 'there is no account with the address %', address using errcode = 'LY005';
    elsif appointed and not exists (select from public.users u where u.id = who and u.role in ('INSTRUCTOR', 'ADMIN')) then
        raise '% is a student''s account: only an instructor or admin can be an editor', address
            using errcode = 'LY004';
    end if;
    if appointed then
        insert into lyceum.course_editors (course_id, user_id) values (wanted, who) on conflict do nothing;
    else
        delete from lyceum.course_editors e where e.course_id = wanted and e.user_id = who;
    end if;
    return found;
end
$$;
