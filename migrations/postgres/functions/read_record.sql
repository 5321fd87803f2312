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
