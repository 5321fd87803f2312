-- Removes the modules that aren't kept. Time that was noted for a module as a whole stays with the course.
create or replace function lyceum.remove_modules(course text, kept text[]) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    update public.user_progress p
       set module_id = null, completed = false, completed_at = null
      from public.modules m
     where p.module_id = m.id and p.lesson_id is null
       and m.course_id = course and m.id <> all (kept);
    delete from public.modules where course_id = course and id <> all (kept);
$$;
