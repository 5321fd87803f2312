-- Reads one record as it was pushed, with what was made of it before. A value that isn't what it should be becomes
-- its `problem`, or raises a data exception; a kind that isn't known yet is `unsupported`. A known kind has its fields
-- and no others, so every device can read it when it pulls. `pusher` is the device that pushes; only its own records
-- that were never acknowledged are corrected by `skew`. No effect lies in the future or before the year 2000.
--
-- It runs for every record, and so has no settings of its own: `read_records` has them.
create or replace function lyceum.read_record(
    pushed jsonb, place integer, pusher uuid, skew interval, moment timestamptz)
returns lyceum.incoming
language plpgsql stable
as $$
#variable_conflict use_variable
declare
    r lyceum.incoming;
    raw jsonb := pushed -> 'record';
    payload jsonb := raw -> 'payload';
begin
    r.place := place;
    r.given_id := left(raw ->> 'id', 64);
    if octet_length(pushed::text) > 16384 then
        r.problem := 'too_large';
        return r;
    end if;
    r.problem := 'malformed';
    r.id := raw ->> 'id';
    r.device := raw ->> 'device';
    r.kind := raw ->> 'kind';
    r.occurred_at := lyceum.read_time(raw ->> 'occurred_at');
    r.effective_at := greatest('2000-01-01', least(moment, coalesce(
        lyceum.read_time(pushed ->> 'effective_at'),
        r.occurred_at + case when r.device = pusher then skew else interval '0' end)));
    r.at_most := pushed ->> 'counted';
    if (jsonb_typeof(payload) = 'object'
        and r.occurred_at is not null
        and raw ->> 'local_date' ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
        and r.id is not null
        and r.device is not null
        and r.kind <> '') is not true
    then
        return r;
    end if;
    r.local_date := raw ->> 'local_date';
    r.detail := payload - array['course', 'lesson'];
    if r.kind <> all (lyceum.known_kinds()) then
        r.problem := 'unsupported';
    elsif (jsonb_typeof(payload -> 'course') = 'string'
        and payload ->> 'course' <> ''
        and (r.kind in ('enroll', 'fit')) = (payload -> 'lesson' is null)
        and coalesce(jsonb_typeof(payload -> 'lesson'), 'string') = 'string'
        and case r.kind
                when 'study' then lyceum.is_study(r.detail)
                when 'reopen' then lyceum.is_reopening(r.detail)
                when 'position' then lyceum.is_position(r.detail)
                when 'attempt' then lyceum.is_attempt(r.detail)
                when 'submission' then lyceum.is_submission(r.detail)
                when 'recall' then lyceum.is_recall(r.detail)
                when 'undo' then lyceum.is_undo(r.detail)
                when 'tick' then lyceum.is_tick(r.detail)
                when 'card' then lyceum.is_card(r.detail)
                when 'discard' then lyceum.is_discard(r.detail)
                when 'fit' then lyceum.is_fit(r.detail)
                else r.detail = '{}'
            end
        and coalesce(r.at_most, 0) >= 0)
    then
        r.course_id := payload ->> 'course';
        r.lesson_id := payload ->> 'lesson';
        r.seconds := case r.kind when 'study' then r.detail ->> 'seconds' end;
        r.problem := null;
    end if;
    return r;
end
$$;
