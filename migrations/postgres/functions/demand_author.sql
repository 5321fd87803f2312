-- Refuses whoever may not publish at all.
create or replace function lyceum.demand_author(who text) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    if (select role in ('INSTRUCTOR', 'ADMIN') from public.users where id = who) is not true then
        raise 'publishing needs the role instructor or admin' using errcode = 'LY004',
            hint = 'the operator gives it: lyceum db grant EMAIL --role instructor';
    end if;
end
$$;
