-- Adds what was just inserted to the learner's progress. The oldest row of a lesson is the one that counts;
-- where there is none (never was, or its lesson went and returned) the records say what it holds. A row that the
-- web filled to the brim stays full.
create or replace function lyceum.add_progress(who text, done lyceum.judged[], moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    pending text[] := array(
        select distinct (j.item).lesson_id from unnest(done) j
         where j.outcome = 'applied' and (j.item).kind in ('study', 'complete', 'reopen'));
    settled text[];
begin
    -- The web may insert the same row between our two statements: then the second round finds it.
    for round in 1 .. 5 loop
        with gained as (
            select (j.item).lesson_id,
                   coalesce(sum(j.counted), 0)::integer as seconds,
                   bool_or((j.item).kind <> 'study') as declared
              from unnest(done) j
             where j.outcome = 'applied'
               and (j.item).kind in ('study', 'complete', 'reopen')
               and (j.item).lesson_id = any (pending)
             group by 1
        ), target as (
            select g.*, oldest.id, ours.standing, ours.known
              from gained g
             cross join lateral (
                   select p.id from public.user_progress p
                    where p.user_id = who and p.lesson_id = g.lesson_id
                    order by p.created_at, p.id
                    limit 1) as oldest
              left join lateral lyceum.completion(
                   who, case when g.declared then g.lesson_id end) as ours on true
        ), updated as (
            update public.user_progress p
               set time_spent = least(coalesce(p.time_spent, 0)::bigint + t.seconds, 2147483647),
                   completed = case when t.declared
                       then t.standing is not null
                            or coalesce(p.completed and not lyceum.is_one_of(p.completed_at, t.known), false)
                       else p.completed end,
                   completed_at = case when t.declared
                       then least(t.standing, case when p.completed
                                and not lyceum.is_one_of(p.completed_at, t.known) then p.completed_at end)
                       else p.completed_at end,
                   updated_at = moment
              from target t
             where p.id = t.id
            returning t.lesson_id)
        select array_agg(lesson_id) into settled from updated;
        pending := array(select unnest(pending) except select unnest(settled));
        exit when pending = '{}';

        with inserted as (
            insert into public.user_progress
                (id, user_id, course_id, module_id, lesson_id, completed, completed_at, time_spent,
                 created_at, updated_at)
            select lyceum.new_id(), who, m.course_id, m.id, l.id, ours.standing is not null, ours.standing,
                   coalesce(studied.seconds, 0), moment, moment
              from public.lessons l
              join public.modules m on m.id = l.module_id
             cross join lateral lyceum.completion(who, l.id) as ours
             cross join lateral (
                   select sum(r.counted)::integer as seconds from lyceum.records r
                    where r.user_id = who and r.lesson_id = l.id and r.kind = 'study') as studied
             where l.id = any (pending)
             order by l.id
            on conflict do nothing
            returning lesson_id)
        select array_agg(lesson_id) into settled from inserted;
        pending := array(select unnest(pending) except select unnest(settled));
        exit when pending = '{}';
    end loop;
end
$$;
