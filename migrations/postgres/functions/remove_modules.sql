-- Removes modules, whose lessons have moved or gone. Time that was noted for a module as a whole stays with the course.
create or replace function lyceum.remove_modules(gone text[]) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    update public.user_progress p
       set module_id = null, completed = false, completed_at = null
     where p.module_id = any (gone) and p.lesson_id is null;
    delete from public.modules where id = any (gone);
$$;
