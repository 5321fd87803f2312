-- The courses that a statement on `courses` changed. It says `row_security = on`, as all trigger functions do:
-- a session that turned it off would make ours fail, not see more.
create or replace function lyceum.courses_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    renamed text[];
begin
    if tg_op = 'TRUNCATE' then
        perform lyceum.note_changes(array(select id from public.courses));
    elsif tg_op = 'DELETE' then
        perform lyceum.note_changes(array(select id from old_rows));
    elsif tg_op = 'INSERT' then
        perform lyceum.note_changes(array(select id from new_rows));
        perform lyceum.index_courses(array(select id from new_rows));
    else
        perform lyceum.note_changes(array(select id from old_rows union select id from new_rows));
        renamed := array(
            select n.id from new_rows n left join old_rows o on o.id = n.id
             where (o.title, o.description) is distinct from (n.title, n.description));
        if renamed <> '{}' then
            perform lyceum.index_courses(renamed);
        end if;
    end if;
    return null;
end
$$;
