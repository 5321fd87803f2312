-- A record as its device wrote it, with what was made of it.
create or replace function lyceum.record_json(r lyceum.records) returns jsonb
language sql stable
as $$
    select pg_catalog.jsonb_build_object(
        'seq', r.seq,
        'effective_at', lyceum.iso(r.effective_at),
        'counted', r.counted,
        'right', r.is_right,
        'flags', pg_catalog.to_jsonb(coalesce(r.flags, '{}')),
        'record', pg_catalog.jsonb_build_object(
            'id', r.record_id,
            'device', r.device,
            'occurred_at', lyceum.iso(r.occurred_at),
            'local_date', r.local_date,
            'kind', r.kind,
            'payload', pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
                'course', r.course_id, 'lesson', r.lesson_id)) operator(pg_catalog.||) r.detail))
$$;
