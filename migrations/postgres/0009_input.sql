-- Whatever a client sends, it gets a receipt for each record or a refusal with a code of ours, and what is right
-- in a batch is stored. No pattern here has a backslash: a session may read it differently.

set local role lyceum_owner;

-- Reads a time as clients write it; nothing where nothing is given.
create function lyceum.read_time(given text) returns timestamptz
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    if given is null or given ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})$' then
        return given;
    end if;
    raise '"%" is not a time', given using errcode = 'invalid_datetime_format';
end
$$;

-- Whether a value is a count as the clients' programs hold it: a whole number of at most 32 bits.
create function lyceum.is_count(value jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_typeof(value) = 'number' and value::text ~ '^[0-9]{1,10}$' and value::text::bigint < 4294967296
$$;

-- Reads one record; a value that isn't what it should be becomes its `problem`. Only what a record has is taken,
-- so every device can read it when it pulls.
create or replace function lyceum.read_record(raw jsonb, place integer) returns lyceum.incoming
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
    r.problem := 'malformed';
    r.id := raw ->> 'id';
    r.device := raw ->> 'device';
    r.kind := raw ->> 'kind';
    r.occurred_at := lyceum.read_time(raw ->> 'occurred_at');
    if (jsonb_typeof(payload) = 'object'
        and r.occurred_at is not null
        and raw ->> 'local_date' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        and r.id is not null
        and r.device is not null
        and jsonb_typeof(payload -> 'course') = 'string'
        and payload ->> 'course' <> ''
        and case r.kind
                when 'enroll' then coalesce(jsonb_typeof(payload -> 'lesson'), 'null') = 'null'
                else jsonb_typeof(payload -> 'lesson') = 'string'
            end
        and case r.kind
                when 'enroll' then true
                when 'study' then jsonb_typeof(payload -> 'seconds') = 'number'
                                  and (payload ->> 'seconds')::integer > 0
                when 'complete' then true
                when 'reopen' then (payload ->> 'completion')::uuid is not null
                when 'position' then lyceum.is_count(payload #> '{position,block}')
                                     and lyceum.is_count(payload #> '{position,digest}')
                                     and lyceum.is_count(payload #> '{position,offset}')
            end)
    then
        r.course_id := payload ->> 'course';
        r.lesson_id := payload ->> 'lesson';
        r.local_date := raw ->> 'local_date';
        r.seconds := case r.kind when 'study' then payload ->> 'seconds' end;
        r.detail := case r.kind
            when 'study' then jsonb_build_object('seconds', r.seconds)
            when 'reopen' then jsonb_build_object('completion', (payload ->> 'completion')::uuid)
            when 'position' then jsonb_build_object('position', jsonb_build_object(
                'block', payload #> '{position,block}',
                'digest', payload #> '{position,digest}',
                'offset', payload #> '{position,offset}'))
            else '{}'
        end;
        r.problem := null;
    end if;
    return r;
exception when data_exception then
    r.problem := 'malformed';
    return r;
end
$$;

-- The number of a place {seq, record} in a learner's log; 0 where none is given.
create function lyceum.place_number(place jsonb) returns bigint
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    if coalesce(jsonb_typeof(place -> 'seq'), 'null') = 'null' then
        return 0;
    elsif place ->> 'seq' ~ '^[0-9]{1,18}$' then
        return place ->> 'seq';
    end if;
    raise 'a place in the log is a whole number, not %', left(place ->> 'seq', 64) using errcode = 'LY016';
end
$$;

-- Whether the caller's last known place in the log is still there: otherwise the database went back in time.
create or replace function lyceum.check_place(who text, place jsonb) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    known bigint := lyceum.place_number(place);
begin
    if known > 0 and not exists (
        select from lyceum.records
         where user_id = who and seq = known and record_id::text = place ->> 'record')
    then
        raise 'the academy doesn''t have record % at place %: its database went back in time',
              place ->> 'record', known
            using errcode = 'LY010', hint = 'the kept log is pushed again';
    end if;
end
$$;

-- What the learner's log gained after `place` ({seq, record} of the last record seen), at most `size`
-- records, and, when that reaches the head, what it adds up to. One snapshot: the function is stable.
create or replace function lyceum.pull_v1(place jsonb default null, size integer default 1000) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    since bigint := lyceum.place_number(place);
    wanted integer := least(greatest(coalesce(size, 1000), 1), 1000);
    head lyceum.heads;
    page jsonb;
    last bigint;
begin
    perform lyceum.check_place(who, place);
    select * into head from lyceum.heads where user_id = who;
    select coalesce(jsonb_agg(lyceum.record_json(r) order by r.seq), '[]'), coalesce(max(r.seq), since)
      into page, last
      from (select * from lyceum.records r
             where r.user_id = who and r.seq > since
             order by r.seq
             limit wanted) as r;
    return jsonb_build_object(
        'instance', (select id from lyceum.instance),
        'server_time', lyceum.iso(clock_timestamp()),
        'head', jsonb_build_object('seq', coalesce(head.seq, 0), 'record', head.record_id),
        'records', page,
        'snapshot', case when last >= coalesce(head.seq, 0) then lyceum.snapshot(who) end);
end
$$;

-- By how much a device's clock is wrong: nothing up to five minutes. A century at most, so that no time that is
-- corrected by it leaves the calendar.
create function lyceum.clock_skew(sent_at text, moment timestamptz) returns interval
language plpgsql stable
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    skew interval;
begin
    skew := moment - lyceum.read_time(sent_at);
    if skew between interval '-5 minutes' and interval '5 minutes' or sent_at is null then
        return interval '0';
    end if;
    return greatest(least(skew, interval '100 years'), interval '-100 years');
exception when data_exception then
    raise 'a push says when it was sent, not "%"', left(sent_at, 64) using errcode = 'LY016';
end
$$;

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

create or replace function lyceum.push_for(who text, batch jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    head lyceum.heads;
    items lyceum.incoming[];
    done lyceum.judged[];
    moment timestamptz;
    skew interval;
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
    skew := lyceum.clock_skew(batch ->> 'sent_at', moment);

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

-- Publishes a course file: `tree` is the course with modules and lessons. `options` may hold `base`, the
-- revision that the author started from (none for a new course), and `publish` (false keeps a draft).
create or replace function lyceum.publish_v1(tree jsonb, options jsonb default null) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on set standard_conforming_strings = on
as $$
#variable_conflict use_variable
begin
    return lyceum.publish_for(lyceum.caller(), tree, options);
exception
    when data_exception or check_violation or not_null_violation then
        raise 'the course can''t be taken: %', sqlerrm using errcode = 'LY016';
    when unique_violation then
        raise 'somebody published the same slug or id just now' using errcode = 'LY012',
            hint = 'fetch the course again and look at what changed';
end
$$;

reset role;
