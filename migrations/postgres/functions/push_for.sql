-- What `push_v1` does, for a user.
create or replace function lyceum.push_for(who text, batch jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC' set lock_timeout = '200ms'
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

    -- Only the learner's other pushes hold this, and we hold nothing yet.
    perform set_config('lock_timeout', '5s', true);
    select * into head from lyceum.heads where user_id = who for update;
    if not found then
        insert into lyceum.heads (user_id, seq) values (who, 0) on conflict do nothing;
        select * into head from lyceum.heads where user_id = who for update;
    end if;
    perform set_config('lock_timeout', '200ms', true);
    perform lyceum.check_place(who, batch -> 'base');

    moment := clock_timestamp();
    skew := lyceum.clock_skew(batch ->> 'sent_at', moment);

    items := lyceum.read_records(batch -> 'records', lyceum.read_uuid(batch ->> 'device'), skew, moment);
    if exists (select from unnest(items) where problem is null group by id having count(*) > 1) then
        raise 'a push names a record once' using errcode = 'LY016';
    end if;
    perform lyceum.enroll(who, items, moment);
    done := lyceum.judge(who, items, head.seq);

    insert into lyceum.records
        (user_id, record_id, seq, device, kind, course_id, lesson_id, detail, occurred_at, local_date,
         effective_at, counted, flags, is_right)
    select who, j.id, j.seq, j.device, j.kind, j.course_id,
           j.lesson_id, j.detail, j.occurred_at, j.local_date,
           j.effective_at, j.counted, j.flags, j.is_right
      from unnest(done) j
     where j.outcome = 'applied'
     order by j.seq;
    if found then
        perform lyceum.take_effect(who, done, moment);
        select j.seq, j.id into head.seq, head.record_id
          from unnest(done) j where j.outcome = 'applied' order by j.seq desc limit 1;
        update lyceum.heads set seq = head.seq, record_id = head.record_id where user_id = who;
    end if;

    return jsonb_build_object(
        'instance', batch -> 'instance',
        'server_time', lyceum.iso(moment),
        'head', jsonb_build_object('seq', head.seq, 'record', head.record_id),
        'receipts', (
            select coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                       'record', coalesce(j.id::text, j.given_id),
                       'outcome', j.outcome,
                       'code', j.code,
                       'seq', j.seq,
                       'effective_at', lyceum.iso(j.effective_at),
                       'counted', j.counted,
                       'right', j.is_right,
                       'flags', j.flags)) order by j.place), '[]')
              from unnest(done) j));
end
$$;
