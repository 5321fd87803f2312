-- Changes whenever a caller's manifest does: with any course, with what they may edit, and with their enrollments. Of
-- the notes of changes the last ones are counted, to see the writer who took a lower number and committed later.
create or replace function lyceum.catalog_digest(who text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    last bigint := (select max(id) from lyceum.course_changes);
begin
    return md5(concat_ws(E'\n', last,
        (select count(*) from lyceum.course_changes where id > last - 10000),
        (select role from public.users where id = who),
        (select string_agg(course_id, ' ' order by course_id) from lyceum.course_editors where user_id = who),
        (select string_agg(course_id || ' ' || coalesce(status::text, ''), ',' order by course_id)
           from public.enrollments where user_id = who)));
end
$$;
