-- Adds what was just inserted to the learner's progress, and returns the courses whose completions may have changed.
-- The oldest row of a lesson is the one that counts; where there is none (never was, or its lesson went and returned)
-- the records say what it holds. A row that the web filled to the brim stays full.
create or replace function lyceum.add_progress(who text, done lyceum.judged[], moment timestamp) returns text[]
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    changed text[] := array(
        select distinct j.course_id from unnest(done) j
         where j.outcome = 'applied' and j.kind in ('complete', 'reopen'));
    pending text[] := array(
        select distinct j.lesson_id from unnest(done) j
         where j.outcome = 'applied' and j.kind in ('study', 'complete', 'reopen'));
    -- The rows that count.
    counting text[];
    settled text[];
    restored text[];
begin
    if changed <> '{}' then
        perform lyceum.note_completions(who, done);
    end if;
    -- The web may insert the same row between our two statements: then the second round finds it.
    for round in 1 .. 5 loop
        -- Once: no index of the platform's leads from a learner to a lesson.
        counting := array(
            select distinct on (held.lesson_id) held.id
              from (select p.id, p.lesson_id, p.created_at
                      from public.user_progress p
                     where p.user_id = who and p.lesson_id = any (pending)
                     order by p.id for no key update) as held
             order by held.lesson_id, held.created_at, held.id);
        with gained as (
            select j.lesson_id, coalesce(sum(j.counted), 0)::integer as seconds
              from unnest(done) j
             where j.outcome = 'applied' and j.lesson_id = any (pending)
             group by j.lesson_id
        ), updated as (
            update public.user_progress p
               set time_spent = least(coalesce(p.time_spent, 0)::bigint + g.seconds, 2147483647),
                   updated_at = moment
              -- By their ids, not all learners' rows of a lesson.
              from (select id, lesson_id from public.user_progress where id = any (counting) offset 0) as c
              join gained g on g.lesson_id = c.lesson_id
             where p.id = c.id
            returning p.lesson_id)
        select array_agg(lesson_id) into settled from updated;
        if changed <> '{}' then
            perform lyceum.write_completions(who, done, counting, moment);
        end if;
        pending := array(select unnest(pending) except select unnest(settled));
        exit when pending = '{}';

        restored := lyceum.restore_lessons(who, pending, moment);
        changed := changed || array(
            select m.course_id
              from public.lessons l join public.modules m on m.id = l.module_id
             where l.id = any (restored));
        pending := array(select unnest(pending) except select unnest(restored));
        exit when pending = '{}';
    end loop;
    return array(select distinct unnest(changed));
end
$$;
