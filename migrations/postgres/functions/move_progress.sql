-- The learners' rows follow a lesson into its new module before the old one goes and takes them with it.
-- Where one learner has a row for the lesson under both modules, the oldest takes up the others.
create or replace function lyceum.move_progress(course text) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    with misplaced as (
        select distinct p.user_id, p.lesson_id
          from public.user_progress p
          join public.lessons l on l.id = p.lesson_id
          join public.modules m on m.id = l.module_id
         where m.course_id = course and (p.module_id is distinct from m.id or p.course_id <> course)
    ), ranked as (
        select p.*, row_number() over (partition by p.user_id, p.lesson_id order by p.created_at, p.id) as rank
          from public.user_progress p
          join misplaced using (user_id, lesson_id)
    ), extra as (
        delete from public.user_progress p using ranked r where p.id = r.id and r.rank > 1
        returning p.user_id, p.lesson_id, p.time_spent, p.completed, p.completed_at
    ), sums as (
        select user_id, lesson_id, sum(coalesce(time_spent, 0)) as seconds,
               coalesce(bool_or(completed), false) as completed,
               min(completed_at) filter (where completed) as completed_at
          from extra group by user_id, lesson_id)
    update public.user_progress p
       set time_spent = least(coalesce(p.time_spent, 0) + s.seconds, 2147483647),
           completed = p.completed or s.completed,
           completed_at = least(p.completed_at, s.completed_at)
      from sums s
      join ranked r using (user_id, lesson_id)
     where r.rank = 1 and p.id = r.id;

    update public.user_progress p
       set module_id = l.module_id, course_id = course
      from public.lessons l
      join public.modules m on m.id = l.module_id
     where p.lesson_id = l.id and m.course_id = course
       and (p.module_id is distinct from m.id or p.course_id <> course);
$$;
