-- Whether the date that a lesson's progress shows as its completion is that of a record, as far as a column of
-- milliseconds can tell; the web application's otherwise.
create or replace function lyceum.is_ours(who text, lesson text, shown timestamp) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select exists (
            select from lyceum.completions c
             where c.user_id = who and c.lesson_id = lesson
               and c.shown_at between (shown at time zone 'UTC') - interval '1 ms'
                                  and (shown at time zone 'UTC') + interval '1 ms'));
end
$$;
