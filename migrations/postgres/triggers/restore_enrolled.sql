-- Whoever enrolls a learner again: a new enrollment begins with what the records say.
create or replace trigger lyceum_restore after insert on public.enrollments
    referencing new table as new_rows
    for each statement execute function lyceum.restore_enrolled();
