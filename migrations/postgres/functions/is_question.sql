-- Whether a value identifies a question or card of a lesson.
create or replace function lyceum.is_question(value jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_typeof(value) = 'string' and value #>> '{}' ~ '^[A-Za-z0-9._-]{1,100}$'
$$;
