-- Whether this is what a submission says beside course and lesson: a question and its revision, the answer, the forms in
-- which its texts are compared, and the seconds that it took. A number that can't be read is a data exception.
create or replace function lyceum.is_submission(detail jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select detail - array['question', 'revision', 'answer', 'typed', 'seconds'] = '{}'
       and lyceum.is_question(detail -> 'question')
       and lyceum.is_count(detail -> 'revision')
       and lyceum.is_answer(detail -> 'answer')
       and lyceum.is_count(detail -> 'seconds')
       and jsonb_typeof(detail -> 'typed') = 'array'
       and not exists (
           select from jsonb_array_elements(detail -> 'typed') typed
            where (typed - array['like', 'numbers', 'unit'] = '{}'
                   and jsonb_typeof(typed -> 'like') = 'string'
                   and jsonb_typeof(typed -> 'unit') = 'string'
                   and jsonb_typeof(typed -> 'numbers') = 'array'
                   and not exists (
                       select from jsonb_array_elements(typed -> 'numbers') number
                        where jsonb_typeof(number) <> 'string'
                           or (number #>> '{}')::double precision in ('NaN', 'Infinity', '-Infinity'))) is not true)
$$;
