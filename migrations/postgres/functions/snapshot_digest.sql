-- Changes whenever a learner's snapshot does. What follows from the records alone is told by the log's length.
create or replace function lyceum.snapshot_digest(who text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    return (
        select md5(concat_ws(E'\n',
            (select seq from lyceum.heads where user_id = who),
            (select string_agg(concat_ws(' ', course_id, lesson_id, time_spent, completed,
                                         extract(epoch from completed_at)), ',' order by id)
               from public.user_progress where user_id = who),
            (select string_agg(concat_ws(' ', course_id, status, progress_percentage,
                                         extract(epoch from enrolled_at), extract(epoch from completed_at)), ',' order by id)
               from public.enrollments where user_id = who),
            (select string_agg(concat_ws(' ', course_id, certificate_number, extract(epoch from issued_at),
                                         verification_url), ',' order by id)
               from public.certificates where user_id = who))));
end
$$;
