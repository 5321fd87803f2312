-- A course that is published is complete when its transaction ends. A constraint trigger can't be replaced.
drop trigger if exists lyceum_inserted_is_complete on public.courses;
create constraint trigger lyceum_inserted_is_complete after insert on public.courses
    deferrable initially deferred
    for each row when (new.published)
    execute function lyceum.check_published();

drop trigger if exists lyceum_published_is_complete on public.courses;
create constraint trigger lyceum_published_is_complete after update on public.courses
    deferrable initially deferred
    for each row when (new.published and old.published is not true)
    execute function lyceum.check_published();
