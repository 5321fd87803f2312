-- Whether this is what the undoing of a review says beside course and lesson: the question, and the review's record.
create or replace function lyceum.is_undo(detail jsonb) returns boolean
language plpgsql immutable
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return detail - array['question', 'recall'] = '{}'
        and lyceum.is_question(detail -> 'question')
        and jsonb_typeof(detail -> 'recall') = 'string'
        and (detail ->> 'recall')::uuid::text = detail ->> 'recall';
end
$$;
