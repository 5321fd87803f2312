-- Whether this is what an attempt says beside course and lesson: a question and its revision, the answer, whether it was
-- right, and the seconds that it took.
create or replace function lyceum.is_attempt(detail jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select detail - array['question', 'revision', 'answer', 'right', 'seconds'] = '{}'
       and lyceum.is_question(detail -> 'question')
       and lyceum.is_count(detail -> 'revision')
       and lyceum.is_answer(detail -> 'answer')
       and jsonb_typeof(detail -> 'right') = 'boolean'
       and lyceum.is_count(detail -> 'seconds')
$$;
