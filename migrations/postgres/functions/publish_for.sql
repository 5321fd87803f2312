-- What `publish_v1` does, for a user.
create or replace function lyceum.publish_for(who text, tree jsonb, options jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    course text := tree #>> '{course,id}';
    publish boolean := coalesce((options ->> 'publish')::boolean, true);
    moment timestamp := clock_timestamp() at time zone 'UTC';
    existed boolean;
    parts_before jsonb;
    lessons_before text[];
begin
    if (select role in ('INSTRUCTOR', 'ADMIN') from public.users where id = who) is not true then
        raise 'publishing needs the role instructor or admin' using errcode = 'LY004';
    end if;
    -- The course's row is the lock: two who publish it wait for each other.
    perform from public.courses where id = course for update;
    existed := found;
    if existed and not lyceum.may_edit(who, course) then
        raise 'you are not an editor of this course' using errcode = 'LY004',
            hint = 'the operator appoints editors: lyceum db editor add COURSE EMAIL';
    end if;
    if existed and options ->> 'base' is distinct from lyceum.content_revision(course) || '.edit' then
        raise 'the course was changed since you fetched it' using errcode = 'LY012',
            hint = 'fetch it again and look at what changed';
    end if;
    perform lyceum.check_tree(
        tree, publish or exists (select from public.courses c where c.id = course and c.published));

    perform lyceum.write_course(tree, publish, moment);
    if not existed then
        -- Somebody else may have created it while we waited for its row.
        if exists (select from lyceum.course_editors where course_id = course) then
            raise 'the course was created by somebody else just now' using errcode = 'LY012';
        end if;
        insert into lyceum.course_editors (course_id, user_id) values (course, who);
    end if;
    lessons_before := array(
        select l.id from public.lessons l join public.modules m on m.id = l.module_id
         where m.course_id = course);
    if existed and lyceum.order_of(course) is distinct from lyceum.order_in(tree) then
        perform lyceum.park_orders(course);
    end if;
    perform lyceum.write_tree(tree, moment);
    perform lyceum.move_progress(course);
    delete from public.lessons l using public.modules m
     where m.id = l.module_id and m.course_id = course
       and l.id <> all (array(
           select leaf ->> 'id' from jsonb_array_elements(tree -> 'modules') node,
                                     jsonb_array_elements(node -> 'lessons') leaf));
    perform lyceum.remove_modules(course, array(
        select node ->> 'id' from jsonb_array_elements(tree -> 'modules') node));
    perform lyceum.restore_progress(course, array(
        select l.id from public.lessons l join public.modules m on m.id = l.module_id
         where m.course_id = course and l.id <> all (lessons_before)), moment);
    perform lyceum.refresh_percentages(course);
    return jsonb_build_object(
        'course', course,
        'created', not existed,
        'published', (select published is true from public.courses where id = course),
        'revision', lyceum.content_revision(course) || '.edit');
end
$$;
