-- What `unpublish_v1` does, for a user. What is featured is published, so it is featured no more.
create or replace function lyceum.unpublish_for(who text, course text, base text) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    perform lyceum.readable_course(who, course);
    perform from public.courses where id = course for no key update;
    perform lyceum.demand_editor(who, course);
    perform lyceum.demand_base(course, base);
    update public.courses
       set published = false, featured = false, updated_at = clock_timestamp() at time zone 'UTC'
     where id = course and published;
    return lyceum.published_as(course, false);
end
$$;
