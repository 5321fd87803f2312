-- The platform's own migrations may change the type of `updated_at`: a condition on the trigger would keep them
-- from it, so the condition stands in the function.

set local role lyceum_owner;

-- A row's `updated_at` moves when its writer didn't move it.
create or replace function lyceum.touch() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    if new.updated_at is not distinct from old.updated_at then
        new.updated_at := now() at time zone 'UTC';
    end if;
    return new;
end
$$;

reset role;

do $$
declare
    platform_table text;
begin
    foreach platform_table in array
        array['users', 'courses', 'modules', 'lessons', 'user_progress', 'course_reviews']
    loop
        execute format(
            'create or replace trigger lyceum_touch before update on public.%I
                 for each row execute function lyceum.touch()', platform_table);
    end loop;
end
$$;
