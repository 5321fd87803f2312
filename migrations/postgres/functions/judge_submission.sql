-- What becomes of an answer to a graded question: right or not by the key of the version that was answered, as often as
-- its author allows. `done` has what the batch made so far.
create or replace function lyceum.judge_submission(who text, made lyceum.judged, done lyceum.judged[])
returns lyceum.judged
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    key lyceum.question_keys;
    tries bigint;
begin
    select * into key from lyceum.question_keys k
     where k.lesson_id = made.lesson_id and k.question = made.detail ->> 'question'
       and k.revision = (made.detail ->> 'revision')::bigint;
    if not found then
        made.outcome := 'held';
        made.code := 'not_graded';
        return made;
    end if;
    select count(*) into tries
      from (
        select r.detail from lyceum.records r
         where r.user_id = who and r.lesson_id = made.lesson_id and r.kind = 'submission'
        union all
        select d.detail from unnest(done) d
         where d.outcome = 'applied' and d.lesson_id = made.lesson_id and d.kind = 'submission') as before
     where before.detail -> 'question' = made.detail -> 'question'
       and before.detail -> 'revision' = made.detail -> 'revision';
    if tries >= key.attempts then
        made.outcome := 'refused';
        made.code := 'no_attempt_left';
    else
        made.is_right := lyceum.grade(key.solution, made.detail);
    end if;
    return made;
end
$$;
