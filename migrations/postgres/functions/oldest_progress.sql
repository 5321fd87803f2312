-- A learner's row for a lesson: the one that counts, where there are several. Without settings of its own, so that it is
-- inlined.
create or replace function lyceum.oldest_progress(who text, lesson text) returns setof public.user_progress
language sql stable
as $$
    select p.* from public.user_progress p
     where p.user_id = who and p.lesson_id = lesson
     order by p.created_at, p.id
     limit 1
$$;
