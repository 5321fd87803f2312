-- Refuses whoever may not publish this course, which is there.
create or replace function lyceum.demand_editor(who text, course text) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    perform lyceum.demand_author(who);
    if not lyceum.may_edit(who, course) then
        raise 'you are not an editor of this course' using errcode = 'LY004',
            hint = 'the operator appoints editors: lyceum db editor add COURSE EMAIL';
    end if;
end
$$;
