-- The kinds of records that the academy knows; `read_record` checks the fields of each. Without settings of its own, so
-- that it is inlined.
create or replace function lyceum.known_kinds() returns text[]
language sql immutable
as $$
    select array['enroll', 'study', 'complete', 'reopen', 'position', 'attempt', 'submission', 'recall', 'undo', 'tick',
                 'card', 'discard', 'fit']
$$;
