-- What becomes of each record. First what is known already: a record that was applied stays so, whatever happened to
-- its course. No record is twice among them.
--
-- A query finds what is known, and a loop decides: in one query of many steps, starting it cost more than running it.
create or replace function lyceum.judge(who text, items lyceum.incoming[], head bigint)
returns lyceum.judged[]
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    done lyceum.judged[] := '{}';
    made lyceum.judged;
    r record;
    -- What the batch itself has added to days.
    days date[] := '{}';
    added integer[] := '{}';
    place integer;
begin
    for r in
        with content as (
            -- One look per course and per lesson, however many records name them.
            select asked.course_id, coalesce(asked.lesson_id, '') as lesson,
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
              from (select distinct course_id, lesson_id from unnest(items) where problem is null) as asked
              left join public.courses c on c.id = asked.course_id
              left join public.enrollments e on e.user_id = who and e.course_id = asked.course_id
              left join public.lessons l on l.id = asked.lesson_id
              left join public.modules m
                     on m.id = l.module_id and m.course_id = asked.course_id and m.published is not false)
        select i.*, on_day.day, t.obstacle, coalesce(d.seconds, 0) as day_seconds,
               k.seq as known_seq, k.effective_at as known_at, k.counted as known_counted, k.flags as known_flags,
               k.is_right as known_right,
               i.device = k.device and i.kind = k.kind and i.course_id = k.course_id
                   and i.lesson_id is not distinct from k.lesson_id and i.detail = k.detail
                   and i.occurred_at = k.occurred_at and i.local_date = k.local_date as is_same
          from unnest(items) as i
         cross join lateral (
               select case when abs(i.local_date - i.effective_at::date) <= 1
                           then i.local_date else i.effective_at::date end as day) as on_day
          left join content t on t.course_id = i.course_id and t.lesson = coalesce(i.lesson_id, '')
          left join lyceum.records k on k.user_id = who and k.record_id = i.id
          left join lyceum.study_days d on d.user_id = who and d.day = on_day.day
         order by i.place
    loop
        made := row(r.place, r.given_id, r.id, r.device, r.kind, r.course_id, r.lesson_id, r.detail, r.occurred_at,
                    r.local_date, null, null, null, null, null, null, r.day, null);
        if r.problem is not null then
            made.outcome := case r.problem when 'unsupported' then 'held' else 'refused' end;
            made.code := r.problem;
        elsif r.known_seq is not null and not r.is_same then
            made.outcome := 'refused';
            made.code := 'conflict';
        elsif r.known_seq is not null then
            made.outcome := 'duplicate';
            made.seq := r.known_seq;
            made.effective_at := r.known_at;
            made.counted := r.known_counted;
            made.flags := r.known_flags;
            made.is_right := r.known_right;
        elsif r.obstacle is not null then
            made.outcome := 'held';
            made.code := r.obstacle;
        else
            made.outcome := 'applied';
            if r.kind = 'submission' then
                made := lyceum.judge_submission(who, made, done);
            end if;
        end if;
        if made.outcome = 'applied' then
            head := head + 1;
            made.seq := head;
            made.effective_at := r.effective_at;
            if r.effective_at not between r.occurred_at - interval '5 minutes'
                                      and r.occurred_at + interval '5 minutes' then
                made.flags := array['clock'];
            end if;
            if r.kind = 'study' then
                place := coalesce(array_position(days, r.day), cardinality(days) + 1);
                days[place] := r.day;
                made.counted := greatest(0, least(r.seconds, 300, r.at_most,
                                                  86400 - r.day_seconds - coalesce(added[place], 0)));
                added[place] := coalesce(added[place], 0) + made.counted;
                if r.seconds > 300 then
                    made.flags := made.flags || 'too_long'::text;
                end if;
                if made.counted < least(r.seconds, 300) then
                    made.flags := made.flags || 'day_full'::text;
                end if;
            end if;
        end if;
        done := done || made;
    end loop;
    return done;
end
$$;
