-- Brings enrollments up to date: the percentage is a floor and may fall; COMPLETED and its date never go back. A course
-- that is complete is certified.
create or replace function lyceum.settle(who text, courses text[], moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    complete text[];
begin
    with settled as (
        update public.enrollments e
           set progress_percentage = n.done * 100 / greatest(n.total, 1),
               status = case when n.finished and coalesce(e.status, 'ACTIVE') = 'ACTIVE'
                             then 'COMPLETED' else e.status end,
               completed_at = case when n.finished
                             then coalesce(e.completed_at, lyceum.last_completion(who, e.course_id), moment)
                             else e.completed_at end
          from (select course, total, done, total > 0 and done = total as finished
                  from unnest(courses) course, lyceum.lesson_counts(who, course)) as n
         where e.user_id = who and e.course_id = n.course
        returning e.course_id, n.finished)
    select array_agg(course_id::text) into complete from settled where finished;
    if complete is not null then
        perform lyceum.certify(who, complete, moment);
    end if;
end
$$;
