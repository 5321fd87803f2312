-- Percentages after a course changed. Who had completed it stays so.
create or replace function lyceum.refresh_percentages(course text) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    with lesson as (
        select l.id from public.modules m join public.lessons l on l.module_id = m.id
         where m.course_id = course and m.published is not false
    ), done as (
        select p.user_id, count(distinct p.lesson_id) as lessons
          from public.user_progress p
         where p.lesson_id in (select id from lesson) and p.completed
         group by p.user_id
    ), share as (
        select e.id,
               coalesce(d.lessons, 0) * 100 / greatest((select count(*) from lesson), 1) as percentage
          from public.enrollments e
          left join done d on d.user_id = e.user_id
         where e.course_id = course)
    update public.enrollments e
       set progress_percentage = s.percentage
      from share s
     where e.id = s.id and e.progress_percentage is distinct from s.percentage
$$;
