-- What learners do arrives here. A record has an effect exactly once: in the transaction that inserts it.

set local role lyceum_owner;

-- A record as it arrived. `problem` says why it is refused, where it is.
create type lyceum.incoming as (
    place integer,
    given_id text,
    id uuid,
    device uuid,
    kind text,
    course_id text,
    lesson_id text,
    detail jsonb,
    occurred_at timestamptz,
    local_date date,
    seconds integer,
    problem text
);

-- A record with what becomes of it.
create type lyceum.judged as (
    item lyceum.incoming,
    outcome text,
    code text,
    seq bigint,
    effective_at timestamptz,
    day date,
    counted integer,
    flags text[]
);

-- Reads one record; a value that isn't what it should be becomes its `problem`.
create function lyceum.read_record(raw jsonb, place integer) returns lyceum.incoming
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    r lyceum.incoming;
    payload jsonb := raw -> 'payload';
begin
    r.place := place;
    r.given_id := left(raw ->> 'id', 64);
    if octet_length(raw::text) > 16384 then
        r.problem := 'too_large';
        return r;
    end if;
    r.id := raw ->> 'id';
    r.device := raw ->> 'device';
    r.kind := raw ->> 'kind';
    r.course_id := payload ->> 'course';
    r.lesson_id := payload ->> 'lesson';
    r.detail := payload - array['course', 'lesson'];
    r.local_date := raw ->> 'local_date';
    r.occurred_at := raw ->> 'occurred_at';
    if (raw ->> 'occurred_at' ~ '^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$'
        and raw ->> 'local_date' ~ '^\d{4}-\d\d-\d\d$'
        and r.id is not null
        and r.device is not null
        and r.course_id <> ''
        and (r.kind = 'enroll') = (r.lesson_id is null)
        and case r.kind
                when 'enroll' then true
                when 'study' then jsonb_typeof(payload -> 'seconds') = 'number'
                when 'complete' then true
                when 'reopen' then (payload ->> 'completion')::uuid is not null
                when 'position' then jsonb_typeof(payload -> 'position') = 'object'
                else false
            end) is not true
    then
        r.problem := 'malformed';
    elsif r.kind = 'study' then
        r.seconds := payload ->> 'seconds';
        if r.seconds < 1 then
            r.problem := 'malformed';
        end if;
    end if;
    if r.problem is not null then
        r.local_date := null;
    end if;
    return r;
exception when data_exception then
    r.problem := 'malformed';
    r.local_date := null;
    return r;
end
$$;

-- Enrolls where a new record asks for it and nothing stands against it: the course is free or paid for.
create function lyceum.enroll(who text, items lyceum.incoming[], skew interval, moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    if not exists (select from unnest(items) where kind = 'enroll') then
        return;
    end if;
    insert into public.enrollments
        (id, user_id, course_id, status, enrolled_at, progress_percentage, last_accessed_at)
    select lyceum.new_id(), who, c.id, 'ACTIVE', wish.at, 0, wish.at
      from (select course_id, least(min(occurred_at) + skew, moment) at time zone 'UTC' as at
              from (select distinct on (id) * from unnest(items) where problem is null
                     order by id, place) as first
             where kind = 'enroll'
               and not exists (select from lyceum.records k where k.user_id = who and k.record_id = first.id)
             group by course_id) as wish
      join public.courses c on c.id = wish.course_id
     where (c.published
            and (c.price <= 0
                 or exists (select from public.payments p
                             where p.user_id = who and p.course_id = c.id and p.status = 'COMPLETED'))
            or lyceum.may_edit(who, c.id))
     order by c.id
    on conflict do nothing;
end
$$;

-- What becomes of each record. First what is known already: a record that was applied stays so, whatever
-- happened to its course.
create function lyceum.judge(
    who text, items lyceum.incoming[], head bigint, skew interval, moment timestamptz)
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
                   end as obstacle,
                   e.enrolled_at at time zone 'UTC' as enrolled_at
              from (select distinct course_id, lesson_id from item where problem is null) as asked
              left join public.courses c on c.id = asked.course_id
              left join public.enrollments e on e.user_id = who and e.course_id = asked.course_id
              left join public.lessons l on l.id = asked.lesson_id
              left join public.modules m
                     on m.id = l.module_id and m.course_id = asked.course_id and m.published is not false
        ), seen as (
            select i.whole, i.place, i.id, i.kind, i.local_date, i.seconds,
                   k.seq as known_seq,
                   case
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
                   greatest(least(i.occurred_at + skew, moment), t.enrolled_at) as effective_at
              from item i
              left join lyceum.records k on k.user_id = who and k.record_id = i.id
              left join content t
                     on t.course_id = i.course_id and t.lesson_id is not distinct from i.lesson_id
        ), numbered as (
            select *,
                   head + row_number() over (partition by outcome order by place) as new_seq,
                   case when abs(local_date - effective_at::date) <= 1
                        then local_date else effective_at::date end as day
              from seen
        ), measured as (
            select n.*,
                   first_value(n.new_seq) over (partition by n.id, n.outcome = 'refused' order by n.place) as twin_seq,
                   case when n.outcome = 'applied' and n.kind = 'study' then
                       least(n.seconds, 300,
                             greatest(0, 86400 - coalesce(d.seconds, 0)
                                         - coalesce(sum(least(n.seconds, 300)) over (
                                               partition by n.outcome, n.kind, n.day order by n.place
                                               rows between unbounded preceding and 1 preceding), 0)))::integer
                   end as counted
              from numbered n
              left join lyceum.study_days d on d.user_id = who and d.day = n.day
        )
        select array_agg(row(
                   whole,
                   outcome,
                   case outcome
                       when 'held' then code
                       when 'refused' then coalesce((whole).problem, 'conflict')
                   end,
                   case outcome
                       when 'applied' then new_seq
                       when 'duplicate' then coalesce(known_seq, twin_seq)
                   end,
                   effective_at,
                   day,
                   counted,
                   nullif(array_remove(array[
                       case when skew <> interval '0' then 'clock' end,
                       case when seconds > 300 then 'too_long' end,
                       case when counted < least(seconds, 300) then 'day_full' end], null), '{}')
               )::lyceum.judged order by place)
          from measured);
end
$$;

-- The completion of a lesson that stands by the learner's records (null: none), and the times of all
-- completions there ever were, so that one that the web made can be told from ours.
create function lyceum.completion(who text, lesson text, out standing timestamp, out known timestamp[])
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    if lesson is null then
        return;
    end if;
    select min(c.effective_at) filter (where not exists (
               select from lyceum.records r
                where r.user_id = who and r.lesson_id = lesson and r.kind = 'reopen'
                  and r.detail ->> 'completion' = c.record_id::text)) at time zone 'UTC',
           array_agg(c.effective_at at time zone 'UTC')
      into standing, known
      from lyceum.records c
     where c.user_id = who and c.lesson_id = lesson and c.kind = 'complete';
end
$$;

-- Whether a time is one of these, as far as a column of milliseconds can tell.
create function lyceum.is_one_of(at timestamp, times timestamp[]) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select exists (select from unnest(times) t where t between at - interval '1 ms' and at + interval '1 ms')
$$;

-- Adds what was just inserted to the learner's progress. The oldest row of a lesson is the one that counts;
-- where there is none (never was, or its lesson went and returned) the records say what it holds.
create function lyceum.add_progress(who text, done lyceum.judged[], moment timestamp) returns void
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
               set time_spent = coalesce(p.time_spent, 0) + t.seconds,
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

-- How many lessons a course has for its learners, and how many of them one has completed.
create function lyceum.course_counts(who text, course text, out total integer, out done integer,
                                     out last_done timestamp)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    select count(*)::integer, count(*) filter (where p.completed)::integer, max(p.completed_at)
      into total, done, last_done
      from public.modules m
      join public.lessons l on l.module_id = m.id
     cross join lateral (
           select coalesce(bool_or(up.completed), false) as completed,
                  min(up.completed_at) filter (where up.completed) as completed_at
             from public.user_progress up
            where up.user_id = who and up.lesson_id = l.id) as p
     where m.course_id = course and m.published is not false;
end
$$;

-- Brings enrollments up to date: the percentage is a floor and may fall; COMPLETED and its date never go
-- back. Returns the courses that are complete.
create function lyceum.settle(who text, courses text[], moment timestamp) returns text[]
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
                             then coalesce(e.completed_at, n.last_done, moment) else e.completed_at end
          from (select course, total, done, last_done, total > 0 and done = total as finished
                  from unnest(courses) course, lyceum.course_counts(who, course)) as n
         where e.user_id = who and e.course_id = n.course
        returning e.course_id, n.finished)
    select array_agg(course_id::text) into complete from settled where finished;
    return complete;
end
$$;

-- 80 random bits in Crockford's base32, as `LY-XXXX-XXXX-XXXX-XXXX`.
create function lyceum.certificate_number() returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    -- Ten bytes: five of each of two random UUIDs, none of which holds a version or variant bit.
    with source as (
        select ('x' || left(replace(gen_random_uuid()::text, '-', ''), 10))::bit(40)
            || ('x' || left(replace(gen_random_uuid()::text, '-', ''), 10))::bit(40) as bits
    ), letters as (
        select i, substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ',
                         substring(bits from i * 5 + 1 for 5)::integer + 1, 1) as letter
          from source, generate_series(0, 15) i
    )
    select 'LY-' || string_agg(part, '-' order by quarter)
      from (select i / 4 as quarter, string_agg(letter, '' order by i) as part
              from letters group by i / 4) as parts
$$;

-- A certificate for each of these courses that has none yet. The claim's key decides who issues it.
create function lyceum.certify(who text, courses text[], moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    with claimed as (
        insert into lyceum.certificate_claims (user_id, course_id)
        select who, course from unnest(courses) course order by course
        on conflict do nothing
        returning course_id)
    insert into public.certificates (id, user_id, course_id, issued_at, certificate_number)
    select lyceum.new_id(), who, course_id, moment, lyceum.certificate_number() from claimed;
end
$$;

-- Carries out what the judged records mean for tables other than `records`.
create function lyceum.take_effect(who text, done lyceum.judged[], moment timestamptz) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    today timestamp := moment at time zone 'UTC';
    declared text[] := array(
        select distinct (j.item).course_id from unnest(done) j
         where j.outcome = 'applied' and (j.item).kind in ('complete', 'reopen'));
    finished text[];
begin
    insert into lyceum.study_days as d (user_id, day, seconds)
    select who, j.day, sum(j.counted) from unnest(done) j
     where j.outcome = 'applied' and j.counted > 0
     group by j.day
    on conflict (user_id, day) do update set seconds = d.seconds + excluded.seconds;

    insert into lyceum.positions as p (user_id, lesson_id, course_id, position, at, record_id)
    select distinct on ((j.item).lesson_id)
           who, (j.item).lesson_id, (j.item).course_id, (j.item).detail -> 'position',
           j.effective_at, (j.item).id
      from unnest(done) j
     where j.outcome = 'applied' and (j.item).kind = 'position'
     order by (j.item).lesson_id, j.effective_at desc, (j.item).id desc
    on conflict (user_id, lesson_id) do update
       set course_id = excluded.course_id, position = excluded.position,
           at = excluded.at, record_id = excluded.record_id
     where (p.at, p.record_id) < (excluded.at, excluded.record_id);

    perform lyceum.add_progress(who, done, today);

    update public.enrollments e
       set last_accessed_at = greatest(e.last_accessed_at, t.at)
      from (select (j.item).course_id, max(j.effective_at) at time zone 'UTC' as at
              from unnest(done) j where j.outcome = 'applied' group by 1) as t
     where e.user_id = who and e.course_id = t.course_id
       and (e.last_accessed_at is null or e.last_accessed_at < t.at);

    if declared <> '{}' then
        finished := lyceum.settle(who, declared, today);
    end if;
    if finished is not null then
        perform lyceum.certify(who, finished, today);
    end if;
end
$$;

create function lyceum.push_for(who text, batch jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    head lyceum.heads;
    items lyceum.incoming[];
    done lyceum.judged[];
    moment timestamptz;
    skew interval := interval '0';
begin
    if jsonb_typeof(batch -> 'records') is distinct from 'array' then
        raise 'a push needs a list of records' using errcode = 'LY016';
    end if;
    -- Written with spaces, as here, a batch of 256 KiB is longer by up to a half.
    if jsonb_array_length(batch -> 'records') > 200 or octet_length(batch::text) > 393216 then
        raise 'a push takes at most 200 records and 256 KiB' using errcode = 'LY011';
    end if;
    if batch ->> 'instance' is distinct from (select id::text from lyceum.instance) then
        raise 'this is another academy than the one that the records were kept for'
            using errcode = 'LY010', hint = 'say hello again; the kept log is pushed again';
    end if;

    select * into head from lyceum.heads where user_id = who for update;
    if not found then
        insert into lyceum.heads (user_id, seq) values (who, 0) on conflict do nothing;
        select * into head from lyceum.heads where user_id = who for update;
    end if;
    perform lyceum.check_place(who, batch -> 'base');

    moment := clock_timestamp();
    if abs(extract(epoch from moment - (batch ->> 'sent_at')::timestamptz)) > 300 then
        skew := moment - (batch ->> 'sent_at')::timestamptz;
    end if;

    select coalesce(array_agg(lyceum.read_record(value, ordinality::integer) order by ordinality), '{}')
      into items
      from jsonb_array_elements(batch -> 'records') with ordinality;
    perform lyceum.enroll(who, items, skew, moment);
    done := lyceum.judge(who, items, head.seq, skew, moment);

    insert into lyceum.records
        (user_id, record_id, seq, device, kind, course_id, lesson_id, detail, occurred_at, local_date,
         effective_at, counted, flags)
    select who, (j.item).id, j.seq, (j.item).device, (j.item).kind, (j.item).course_id, (j.item).lesson_id,
           (j.item).detail, (j.item).occurred_at, (j.item).local_date, j.effective_at, j.counted, j.flags
      from unnest(done) j
     where j.outcome = 'applied'
     order by j.seq;
    if found then
        perform lyceum.take_effect(who, done, moment);
        select j.seq, (j.item).id into head.seq, head.record_id
          from unnest(done) j where j.outcome = 'applied' order by j.seq desc limit 1;
        update lyceum.heads set seq = head.seq, record_id = head.record_id where user_id = who;
    end if;

    return jsonb_build_object(
        'instance', batch -> 'instance',
        'server_time', lyceum.iso(moment),
        'head', jsonb_build_object('seq', head.seq, 'record', head.record_id),
        'receipts', (
            select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                       'record', coalesce((j.item).id::text, (j.item).given_id),
                       'outcome', j.outcome,
                       'code', j.code,
                       'seq', j.seq,
                       'counted', case j.outcome when 'applied' then j.counted end,
                       'flags', case j.outcome when 'applied' then to_jsonb(j.flags) end))
                       order by (j.item).place), '[]')
              from unnest(done) j));
end
$$;

-- Takes a batch `{instance, device, base: {seq, record}, sent_at, records}` and answers with one receipt per
-- record, in order. Everything or nothing of it is stored; what is held or refused isn't, and blocks nothing.
create function lyceum.push_v1(batch jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
-- Every statement inside finds its rows by a user's key, whoever it is: planning it anew would cost more than
-- running it.
set plan_cache_mode = force_generic_plan
as $$
#variable_conflict use_variable
begin
    return lyceum.push_for(lyceum.caller(), batch);
end
$$;

reset role;
