-- Whether this is what a review of a question says beside course and lesson: the question, how well it was known, and
-- the seconds that it took.
create or replace function lyceum.is_recall(detail jsonb) returns boolean
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select detail - array['question', 'rating', 'seconds'] = '{}'
       and lyceum.is_question(detail -> 'question')
       and jsonb_typeof(detail -> 'rating') = 'string'
       and detail ->> 'rating' in ('again', 'hard', 'good', 'easy')
       and lyceum.is_count(detail -> 'seconds')
$$;
