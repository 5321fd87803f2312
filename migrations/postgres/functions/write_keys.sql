-- Keeps what learners don't get of a course's lessons: their authors' texts, and the key of each version of a question.
-- Keys of versions that are no more stay, for answers that were given offline.
create or replace function lyceum.write_keys(course text, lessons lyceum.given_lesson[]) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    delete from lyceum.lesson_sources s
     using unnest(lessons) g
     where s.lesson_id = g.id and g.source is null;

    insert into lyceum.lesson_sources as s (lesson_id, public_digest, content)
    select g.id, md5(g.content), g.source from unnest(lessons) g
     where g.source is not null
    on conflict (lesson_id) do update
       set public_digest = excluded.public_digest, content = excluded.content
     where (s.public_digest, s.content) is distinct from (excluded.public_digest, excluded.content);
    if found then
        perform lyceum.note_changes(array[course]);
    end if;

    insert into lyceum.question_keys as k (lesson_id, question, revision, attempts, solution)
    select g.id, q ->> 'question', (q ->> 'revision')::bigint, (q ->> 'attempts')::integer, q -> 'solution'
      from unnest(lessons) g, jsonb_array_elements(g.keys) q
     where g.source is not null
    on conflict (lesson_id, question, revision) do update
       set attempts = excluded.attempts, solution = excluded.solution
     where (k.attempts, k.solution) is distinct from (excluded.attempts, excluded.solution);
end
$$;
