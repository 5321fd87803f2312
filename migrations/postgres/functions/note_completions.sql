-- Keeps which completions stand. A reopening may arrive before the record that it names.
create or replace function lyceum.note_completions(who text, done lyceum.judged[]) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
begin
    insert into lyceum.completions as c
        (user_id, lesson_id, record_id, course_id, effective_at, shown_at)
    select who, j.lesson_id, j.id, j.course_id, j.effective_at,
           greatest(j.effective_at, e.enrolled_at at time zone 'UTC')
      from unnest(done) j
      left join public.enrollments e on e.user_id = who and e.course_id = j.course_id
     where j.outcome = 'applied' and j.kind = 'complete'
    on conflict (user_id, lesson_id, record_id) do update
       set effective_at = excluded.effective_at, shown_at = excluded.shown_at;

    insert into lyceum.completions as c (user_id, lesson_id, record_id, course_id, undone)
    select distinct on (j.lesson_id, named)
           who, j.lesson_id, named::uuid, j.course_id, true
      from unnest(done) j, jsonb_array_elements_text(j.detail -> 'completions') named
     where j.outcome = 'applied' and j.kind = 'reopen'
    on conflict (user_id, lesson_id, record_id) do update set undone = true
     where not c.undone;
end
$$;
