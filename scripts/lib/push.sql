-- A push of 10 study records by learner `u0` to `u7`, as a server on their behalf; INSTANCE is the academy's.
\set lesson random(1, 20)
begin;
select lyceum.act_for_v1('u' || :client_id);
select lyceum.push_v1(jsonb_build_object(
    'instance', 'INSTANCE', 'device', '00000000-0000-0000-0000-00000000000d', 'sent_at', now(),
    'records', (select jsonb_agg(jsonb_build_object('record', jsonb_build_object(
        'id', gen_random_uuid(), 'device', '00000000-0000-0000-0000-00000000000d',
        'occurred_at', '2026-01-01T00:00:00Z', 'local_date', date '2026-01-01' + (random() * 300)::integer,
        'kind', 'study', 'payload', jsonb_build_object('course', 'c', 'lesson', 'l' || :lesson, 'seconds', 1))))
        from generate_series(1, 10))));
commit;
