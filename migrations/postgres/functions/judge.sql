-- What becomes of each record. First what is known already: a record that was applied stays so, whatever happened to
-- its course.
create or replace function lyceum.judge(who text, items lyceum.incoming[], head bigint)
returns lyceum.judged[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    return (
        with item as (
            select i as whole, i.*, first_value(i) over (partition by i.id, i.problem is null order by i.place) as twin
              from unnest(items) as i
        ), content as (
            -- One look per course and per lesson, however many records name them.
            select asked.course_id, asked.lesson_id,
                   case
                       when c.id is null or not (c.published or lyceum.may_edit(who, c.id)) then 'content_gone'
                       when asked.lesson_id is not null and m.id is null then 'content_gone'
                       when e.status = 'SUSPENDED' then 'suspended'
                       when e.status = 'REFUNDED' then 'payment_required'
                       when e.id is not null then null
                       when c.price <= 0 or exists (
                                select from public.payments p
                                 where p.user_id = who and p.course_id = c.id and p.status = 'COMPLETED')
                           then 'not_enrolled'
                       else 'payment_required'
                   end as obstacle
              from (select distinct course_id, lesson_id from item where problem is null) as asked
              left join public.courses c on c.id = asked.course_id
              left join public.enrollments e on e.user_id = who and e.course_id = asked.course_id
              left join public.lessons l on l.id = asked.lesson_id
              left join public.modules m
                     on m.id = l.module_id and m.course_id = asked.course_id and m.published is not false
        ), seen as (
            select i.whole, i.place, i.id, i.kind, i.local_date, i.seconds, i.at_most,
                   k as known,
                   case
                       when i.problem = 'unsupported' then 'held'
                       when i.problem is not null then 'refused'
                       when k.record_id is not null then
                           case when (k.device, k.kind, k.course_id, k.lesson_id, k.detail, k.occurred_at,
                                      k.local_date)
                                     is not distinct from
                                     (i.device, i.kind, i.course_id, i.lesson_id, i.detail, i.occurred_at,
                                      i.local_date)
                                then 'duplicate' else 'refused' end
                       when (i.twin).place < i.place then
                           case when ((i.twin).device, (i.twin).kind, (i.twin).course_id, (i.twin).lesson_id,
                                      (i.twin).detail, (i.twin).occurred_at, (i.twin).local_date)
                                     is not distinct from
                                     (i.device, i.kind, i.course_id, i.lesson_id, i.detail, i.occurred_at,
                                      i.local_date)
                                then case when t.obstacle is null then 'duplicate' else 'held' end
                                else 'refused' end
                       when t.obstacle is not null then 'held'
                       else 'applied'
                   end as outcome,
                   case when i.problem is not null then i.problem else t.obstacle end as code,
                   i.effective_at
              from item i
              left join lyceum.records k on k.user_id = who and k.record_id = i.id
              left join content t
                     on t.course_id = i.course_id and t.lesson_id is not distinct from i.lesson_id
        ), numbered as (
            select *,
                   head + row_number() over (partition by outcome order by place) as new_seq,
                   case when abs(local_date - effective_at::date) <= 1
                        then local_date else effective_at::date end as day,
                   case when outcome = 'applied' and kind = 'study' then least(seconds, 300, at_most) end as claimed
              from seen
        ), measured as (
            select n.*,
                   case when n.claimed is not null then
                       least(n.claimed, greatest(0,
                           86400 - coalesce(d.seconds, 0)
                                 - coalesce(sum(n.claimed) over (
                                       partition by n.day order by n.place
                                       rows between unbounded preceding and 1 preceding), 0)))::integer
                   end as counted
              from numbered n
              left join lyceum.study_days d on d.user_id = who and d.day = n.day
        ), flagged as (
            select m.*,
                   nullif(array_remove(array[
                       case when greatest(effective_at - (whole).occurred_at, (whole).occurred_at - effective_at)
                                 > interval '5 minutes' then 'clock' end,
                       case when seconds > 300 then 'too_long' end,
                       case when counted < least(seconds, 300) then 'day_full' end], null), '{}') as flags
              from measured m
        ), with_twins as (
            -- A record that is twice in a batch is answered twice alike.
            select f.*, first_value(row(new_seq, effective_at, counted, flags)::lyceum.stored) over (
                       partition by id, outcome in ('refused', 'held') order by place) as first_stored
              from flagged f)
        select array_agg(row(
                   whole,
                   outcome,
                   case outcome
                       when 'held' then code
                       when 'refused' then coalesce((whole).problem, 'conflict')
                   end,
                   case
                       when outcome = 'applied' or outcome = 'duplicate' and (known).seq is null then first_stored
                       when outcome = 'duplicate' then row((known).seq, (known).effective_at, (known).counted,
                                                           (known).flags)::lyceum.stored
                   end,
                   day
               )::lyceum.judged order by place)
          from with_twins);
end
$$;
