-- Refuses whoever compared a course with another revision than the one that it has.
create or replace function lyceum.demand_base(course text, base text) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    if base is distinct from lyceum.content_revision(course) || '.edit' then
        raise 'the course was changed since you fetched it' using errcode = 'LY012',
            hint = 'fetch it again and look at what changed';
    end if;
end
$$;
