-- Makes a learner's progress of these lessons from the records, where there is none, and returns the lessons for
-- which it did.
create or replace function lyceum.restore_lessons(who text, lessons text[], moment timestamp) returns text[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    restored text[];
begin
    with inserted as (
        insert into public.user_progress
            (id, user_id, course_id, module_id, lesson_id, completed, completed_at, time_spent,
             created_at, updated_at)
        select lyceum.new_id(), who, m.course_id, m.id, l.id, since is not null, since,
               studied.seconds, moment, moment
          from public.lessons l
          join public.modules m on m.id = l.module_id
         cross join lateral lyceum.standing_since(who, l.id) as since
         cross join lateral (
               select least(coalesce(sum(r.counted), 0), 2147483647)::integer as seconds from lyceum.records r
                where r.user_id = who and r.lesson_id = l.id and r.kind = 'study') as studied
         where l.id = any (lessons)
         order by l.id
        on conflict do nothing
        returning lesson_id)
    select array_agg(lesson_id) into restored from inserted;
    return coalesce(restored, '{}');
end
$$;
