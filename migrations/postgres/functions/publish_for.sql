-- What `publish_v1` does, for a user. Ids decide what is the same, so progress stays; the work follows what differs.
create or replace function lyceum.publish_for(who text, tree jsonb, options jsonb) returns jsonb
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    head jsonb := tree -> 'course';
    course text := head ->> 'id';
    publish boolean := coalesce((options ->> 'publish')::boolean, true);
    dry_run boolean := coalesce((options ->> 'dry_run')::boolean, false);
    moment timestamp := clock_timestamp() at time zone 'UTC';
    modules lyceum.given_module[] := lyceum.read_modules(tree);
    lessons lyceum.given_lesson[];
    missing text;
    existed boolean;
    made text[];
    gone text[];
    gone_modules text[];
    relocated text[];
begin
    perform lyceum.demand_author(who);
    -- Two who publish a course wait for each other here; whoever enrolls in it doesn't wait.
    perform from public.courses where id = course for no key update;
    existed := found;
    if existed then
        perform lyceum.demand_editor(who, course);
        perform lyceum.demand_base(course, options ->> 'base');
    elsif options ->> 'base' is not null then
        raise 'the course was deleted since you fetched it' using errcode = 'LY012',
            hint = 'publish it without a base to make it again';
    end if;
    lessons := lyceum.read_lessons(who, tree);
    select title into missing from unnest(lessons)
     where content is null or keys is not null and source is null limit 1;
    if found and not dry_run then
        raise 'the text of the lesson "%" was not uploaded', missing using errcode = 'LY015';
    end if;
    perform lyceum.check_tree(
        who, head, modules, lessons,
        publish or exists (select from public.courses c where c.id = course and c.published));
    if dry_run then
        return jsonb_build_object('course', course, 'created', not existed, 'published', publish,
                                  'revision', coalesce(options ->> 'base', ''));
    end if;

    made := array(
        select id from unnest(lessons)
        except select l.id from public.lessons l join public.modules m on m.id = l.module_id where m.course_id = course);
    gone := array(
        select l.id from public.lessons l join public.modules m on m.id = l.module_id where m.course_id = course
        except select id from unnest(lessons));
    gone_modules := array(
        select m.id from public.modules m where m.course_id = course except select id from unnest(modules));
    relocated := array(
        select l.id from unnest(lessons) g join public.lessons l on l.id = g.id where l.module_id <> g.module_id);
    -- What learners have of the lessons that go or move comes first in the order of locks.
    perform from public.user_progress p
      where p.lesson_id = any (gone || relocated) order by p.user_id, p.id for update;

    perform lyceum.write_course(head, (select coalesce(sum(minutes), 0) from unnest(lessons)), publish, moment);
    if not existed then
        -- Somebody else may have created it while we waited for its row.
        if exists (select from lyceum.course_editors where course_id = course) then
            raise 'the course was created by somebody else just now' using errcode = 'LY012';
        end if;
        insert into lyceum.course_editors (course_id, user_id) values (course, who);
    end if;
    delete from public.lessons where id = any (gone);
    perform lyceum.write_modules(course, modules, gone_modules, moment);
    perform lyceum.write_lessons(course, lessons, made, moment);
    perform lyceum.write_keys(course, lessons);
    perform lyceum.write_images(who, course, lyceum.read_images(tree));
    if relocated <> '{}' then
        perform lyceum.move_progress(course);
    end if;
    if gone_modules <> '{}' then
        perform lyceum.remove_modules(gone_modules);
    end if;
    if existed and made <> '{}' then
        perform lyceum.restore_progress(course, made, moment);
    end if;
    if existed and (made <> '{}' or gone <> '{}' or gone_modules <> '{}') then
        perform lyceum.refresh_percentages(course);
    end if;
    delete from lyceum.uploads u
     where u.user_id = who
       and u.digest = any (array(select decode(digest, 'hex') from lyceum.digests_in(tree) digest));
    return lyceum.published_as(course, not existed);
end
$$;
