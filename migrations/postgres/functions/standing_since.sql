-- The date to show for a lesson that a record completed; null where none stands.
create or replace function lyceum.standing_since(who text, lesson text) returns timestamp
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select min(c.shown_at) at time zone 'UTC'
          from lyceum.completions c
         where c.user_id = who and c.lesson_id = lesson and c.effective_at is not null and not c.undone);
end
$$;
