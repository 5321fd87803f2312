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
        select distinct (j.item).course_id from unnest(done) j
         where j.outcome = 'applied' and (j.item).kind in ('complete', 'reopen'));
    pending text[] := array(
        select distinct (j.item).lesson_id from unnest(done) j
         where j.outcome = 'applied' and (j.item).kind in ('study', 'complete', 'reopen'));
    settled text[];
    restored text[];
begin
    if changed <> '{}' then
        perform lyceum.note_completions(who, done);
    end if;
    perform from public.user_progress p
      where p.user_id = who and p.lesson_id = any (pending)
      order by p.id for no key update;
    -- The web may insert the same row between our two statements: then the second round finds it.
    for round in 1 .. 5 loop
        with gained as (
            select (j.item).lesson_id,
                   coalesce(sum((j.stored).counted), 0)::integer as seconds,
                   bool_or((j.item).kind <> 'study') as declared,
                   array_agg(lyceum.read_time((j.item).detail ->> 'web') at time zone 'UTC')
                       filter (where (j.item).kind = 'reopen') as undone
              from unnest(done) j
             where j.outcome = 'applied'
               and (j.item).kind in ('study', 'complete', 'reopen')
               and (j.item).lesson_id = any (pending)
             group by 1
        ), target as (
            select g.*, oldest.id, ours.since,
                   -- Whether the web application's completion stands: a reopening names it by its time.
                   g.declared and coalesce(oldest.completed, false)
                       and not lyceum.is_ours(who, g.lesson_id, oldest.completed_at)
                       and not exists (
                           select from unnest(g.undone) named
                            where named between coalesce(oldest.completed_at, 'epoch') - interval '1 ms'
                                            and coalesce(oldest.completed_at, 'epoch') + interval '1 ms') as webs
              from gained g
             cross join lateral (
                   select p.id, p.completed, p.completed_at from public.user_progress p
                    where p.user_id = who and p.lesson_id = g.lesson_id
                    order by p.created_at, p.id
                    limit 1) as oldest
             cross join lateral (
                   select case when g.declared then lyceum.standing_since(who, g.lesson_id) end as since) as ours
        ), updated as (
            update public.user_progress p
               set time_spent = least(coalesce(p.time_spent, 0)::bigint + t.seconds, 2147483647),
                   completed = case when t.declared then t.since is not null or t.webs else p.completed end,
                   completed_at = case when t.declared
                       then least(t.since, case when t.webs then p.completed_at end)
                       else p.completed_at end,
                   updated_at = moment
              from target t
             where p.id = t.id
            returning t.lesson_id)
        select array_agg(lesson_id) into settled from updated;
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
