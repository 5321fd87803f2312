-- `updated_at` of the platform's tables.
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
