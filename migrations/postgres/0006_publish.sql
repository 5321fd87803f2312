-- Publishing: a course file becomes the platform's rows. Ids decide what is the same, so progress stays.

set local role lyceum_owner;

-- Refuses a course that can't be taken, in words for its author.
create function lyceum.check_tree(tree jsonb, complete boolean) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    id text := tree #>> '{course,id}';
    slug text := tree #>> '{course,slug}';
    complaint text;
begin
    select problem into complaint
      from (
        select 1 as rank, 'the course has no id' as problem where coalesce(id, '') = ''
        union all
        select 2, format('"%s" is not a slug: use lower-case letters and digits with single hyphens', slug)
         where slug !~ '^[a-z0-9]+(-[a-z0-9]+)*$' or length(slug) > 100 or slug is null
        union all
        select 3, 'a title is 1 to 200 characters long, the course''s isn''t'
         where coalesce(length(tree #>> '{course,title}'), 0) not between 1 and 200
        union all
        select 4, format('the id "%s" is given twice', given)
          from (select m ->> 'id' from jsonb_array_elements(tree -> 'modules') m
                 union all
                select l ->> 'id' from jsonb_array_elements(tree -> 'modules') m,
                                       jsonb_array_elements(m -> 'lessons') l) as ids (given)
         group by given having count(*) > 1
        union all
        select 5, 'a module or lesson has no id or no title'
          from (select m from jsonb_array_elements(tree -> 'modules') m
                 union all
                select l from jsonb_array_elements(tree -> 'modules') m,
                              jsonb_array_elements(m -> 'lessons') l) as part (node)
         where coalesce(node ->> 'id', '') = '' or coalesce(node ->> 'title', '') = ''
        ) as problems
     order by rank limit 1;
    if complaint is not null then
        raise '%', complaint using errcode = 'LY016';
    end if;

    if complete then
        select problem into complaint
          from (
            select 0 as place, 'it has no module' as problem
             where coalesce(jsonb_array_length(tree -> 'modules'), 0) = 0
            union all
            select place, format('its module "%s" has no lesson', m ->> 'title')
              from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, place)
             where coalesce(jsonb_array_length(m -> 'lessons'), 0) = 0
            union all
            select place, format('its lesson "%s" has no content', l ->> 'title')
              from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, place),
                   jsonb_array_elements(m -> 'lessons') l
             where coalesce(l ->> 'content', '') !~ '\S' and coalesce(l ->> 'video_url', '') = ''
            ) as problems
         order by place limit 1;
        if complaint is not null then
            raise 'the course "%" can''t be published: %', slug, complaint using errcode = 'LY015';
        end if;
    end if;

    if exists (select from public.courses c where c.slug = tree #>> '{course,slug}'
                  and c.id <> tree #>> '{course,id}') then
        raise 'another course has the slug "%"', slug using errcode = 'LY013';
    end if;
    select format('the module "%s" belongs to another course', m.title) into complaint
      from public.modules m
      join jsonb_array_elements(tree -> 'modules') node on node ->> 'id' = m.id
     where m.course_id <> id
     limit 1;
    if complaint is null then
        select format('the lesson "%s" belongs to another course', l.title) into complaint
          from jsonb_array_elements(tree -> 'modules') node,
               jsonb_array_elements(node -> 'lessons') leaf
          join public.lessons l on l.id = leaf ->> 'id'
          join public.modules m on m.id = l.module_id
         where m.course_id <> id
         limit 1;
    end if;
    if complaint is not null then
        raise '%', complaint using errcode = 'LY014', hint = 'give it an id of its own';
    end if;
end
$$;

-- Moves every order of a course out of the way: orders are unique, and not deferrable.
create function lyceum.park_orders(course text) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    update public.modules m
       set "order" = parked.place
      from (select id, least(min("order") over (), 0) - row_number() over (order by id) as place
              from public.modules where course_id = course) as parked
     where m.id = parked.id;
    update public.lessons l
       set "order" = parked.place
      from (select l.id, least(min(l."order") over (), 0) - row_number() over (order by l.id) as place
              from public.lessons l join public.modules m on m.id = l.module_id
             where m.course_id = course) as parked
     where l.id = parked.id;
$$;

-- The learners' rows follow a lesson into its new module before the old one goes and takes them with it.
-- Where one learner has a row for the lesson under both modules, the oldest takes up the others.
create function lyceum.move_progress(course text) returns void
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
       set time_spent = coalesce(p.time_spent, 0) + s.seconds,
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

-- Removes the modules that aren't kept. Time that was noted for a module as a whole stays with the course.
create function lyceum.remove_modules(course text, kept text[]) returns void
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

-- Gives lessons that are new, or new again, what their learners' records say.
create function lyceum.restore_progress(course text, lessons text[], moment timestamp) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    insert into public.user_progress
        (id, user_id, course_id, module_id, lesson_id, completed, completed_at, time_spent,
         created_at, updated_at)
    select lyceum.new_id(), known.user_id, course, l.module_id, l.id,
           known.completed_at is not null, known.completed_at at time zone 'UTC', known.seconds,
           moment, moment
      from (
        select r.user_id, r.lesson_id,
               coalesce(sum(r.counted), 0) as seconds,
               min(r.effective_at) filter (where r.kind = 'complete' and not exists (
                   select from lyceum.records undo
                    where undo.user_id = r.user_id and undo.lesson_id = r.lesson_id
                      and undo.kind = 'reopen'
                      and undo.detail ->> 'completion' = r.record_id::text)) as completed_at
          from public.enrollments e
          join lyceum.records r
            on r.user_id = e.user_id and r.lesson_id = any (lessons) and r.course_id = course
         where e.course_id = course and r.kind in ('study', 'complete')
         group by r.user_id, r.lesson_id) as known
      join public.lessons l on l.id = known.lesson_id
     where not exists (select from public.user_progress p
                        where p.user_id = known.user_id and p.lesson_id = l.id)
    on conflict do nothing
$$;

-- Percentages after a course changed. Who had completed it stays so.
create function lyceum.refresh_percentages(course text) returns void
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

-- Writes the rows of a course: modules and lessons that are new, changed or moved.
create function lyceum.write_tree(tree jsonb, moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    course text := tree #>> '{course,id}';
begin
    insert into public.modules as m
        (id, course_id, title, description, "order", duration, published, created_at, updated_at)
    select node ->> 'id', course, node ->> 'title', coalesce(node ->> 'description', ''), place,
           (select coalesce(sum((l ->> 'minutes')::integer), 0) from jsonb_array_elements(node -> 'lessons') l),
           true, moment, moment
      from jsonb_array_elements(tree -> 'modules') with ordinality as modules (node, place)
    on conflict (id) do update
       set title = excluded.title, description = excluded.description, "order" = excluded."order",
           duration = excluded.duration, updated_at = moment
     where (m.title, m.description, m."order", m.duration)
           is distinct from (excluded.title, excluded.description, excluded."order", excluded.duration);

    insert into public.lessons as l
        (id, module_id, title, content, "order", duration, lesson_type, video_url, resource_url,
         created_at, updated_at)
    select leaf.id, node ->> 'id', leaf.title, coalesce(leaf.content, ''), leaf.place, coalesce(leaf.minutes, 0),
           leaf.kind, leaf.video_url, leaf.resource_url, moment, moment
      from jsonb_array_elements(tree -> 'modules') node
     cross join lateral (
           select (l ->> 'id') as id, (l ->> 'title') as title, (l ->> 'content') as content, place,
                  (l ->> 'minutes')::integer as minutes, (l ->> 'video_url') as video_url,
                  (l ->> 'resource_url') as resource_url,
                  upper(coalesce(l ->> 'kind', 'text'))::public.lesson_type_enum as kind
             from jsonb_array_elements(node -> 'lessons') with ordinality as lessons (l, place)) as leaf
    on conflict (id) do update
       set module_id = excluded.module_id, title = excluded.title, content = excluded.content,
           "order" = excluded."order", duration = excluded.duration, lesson_type = excluded.lesson_type,
           video_url = excluded.video_url, resource_url = excluded.resource_url, updated_at = moment
     where (l.module_id, l.title, l.content, l."order", l.duration, l.lesson_type, l.video_url, l.resource_url)
           is distinct from
           (excluded.module_id, excluded.title, excluded.content, excluded."order", excluded.duration,
            excluded.lesson_type, excluded.video_url, excluded.resource_url);

    insert into lyceum.lesson_details as d (lesson_id, path, minutes_estimated, objectives)
    select l ->> 'id', coalesce(l ->> 'path', ''), coalesce((l ->> 'minutes_estimated')::boolean, false),
           coalesce(l -> 'objectives', '[]')
      from jsonb_array_elements(tree -> 'modules') m, jsonb_array_elements(m -> 'lessons') l
    on conflict (lesson_id) do update
       set path = excluded.path, minutes_estimated = excluded.minutes_estimated,
           objectives = excluded.objectives
     where (d.path, d.minutes_estimated, d.objectives)
           is distinct from (excluded.path, excluded.minutes_estimated, excluded.objectives);
    if found then
        perform lyceum.note_changes(array[course]);
    end if;
end
$$;

-- Inserts the course or updates what changed of it. `published` becomes true, or stays what it was.
create function lyceum.write_course(tree jsonb, publish boolean, moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    insert into public.courses as c
        (id, title, description, slug, price, duration, difficulty, published, featured,
         learning_objectives, prerequisites, created_at, updated_at)
    select n ->> 'id', n ->> 'title', coalesce(n ->> 'description', ''), n ->> 'slug',
           coalesce((n ->> 'price')::integer, 0), minutes.total,
           upper(coalesce(n ->> 'difficulty', 'beginner'))::public.difficulty_enum, publish, false,
           array(select jsonb_array_elements_text(n -> 'objectives')),
           array(select jsonb_array_elements_text(n -> 'prerequisites')),
           moment, moment
      from (select tree -> 'course' as n) as head
     cross join lateral (
           select coalesce(sum((l ->> 'minutes')::integer), 0) as total
             from jsonb_array_elements(tree -> 'modules') m, jsonb_array_elements(m -> 'lessons') l) as minutes
    on conflict (id) do update
       set title = excluded.title, description = excluded.description, slug = excluded.slug,
           price = excluded.price, duration = excluded.duration, difficulty = excluded.difficulty,
           published = c.published is true or excluded.published,
           learning_objectives = excluded.learning_objectives, prerequisites = excluded.prerequisites,
           updated_at = moment
     where (c.title, c.description, c.slug, c.price, c.duration, c.difficulty, c.learning_objectives,
            c.prerequisites, c.published is true)
           is distinct from
           (excluded.title, excluded.description, excluded.slug, excluded.price, excluded.duration,
            excluded.difficulty, excluded.learning_objectives, excluded.prerequisites,
            c.published is true or excluded.published);

    insert into lyceum.course_details as d (course_id, language, license)
    select tree #>> '{course,id}', coalesce(tree #>> '{course,language}', 'en'), tree #>> '{course,license}'
    on conflict (course_id) do update set language = excluded.language, license = excluded.license
     where (d.language, d.license) is distinct from (excluded.language, excluded.license);
    if found then
        perform lyceum.note_changes(array[tree #>> '{course,id}']);
    end if;
end
$$;

create function lyceum.publish_for(who text, tree jsonb, options jsonb) returns jsonb
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

-- The places of a course's parts as they stand, and as a course file has them.
create function lyceum.order_of(course text) returns jsonb
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(id, place) from (
        select m.id, to_jsonb(m."order") as place from public.modules m where m.course_id = course
        union all
        select l.id, jsonb_build_array(l.module_id, l."order")
          from public.lessons l join public.modules m on m.id = l.module_id
         where m.course_id = course) as parts
$$;

create function lyceum.order_in(tree jsonb) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(id, place) from (
        select m ->> 'id' as id, to_jsonb(n) as place
          from jsonb_array_elements(tree -> 'modules') with ordinality as modules (m, n)
        union all
        select l ->> 'id', jsonb_build_array(m ->> 'id', n)
          from jsonb_array_elements(tree -> 'modules') m,
               jsonb_array_elements(m -> 'lessons') with ordinality as lessons (l, n)) as parts
$$;

-- Publishes a course file: `tree` is the course with modules and lessons. `options` may hold `base`, the
-- revision that the author started from (none for a new course), and `publish` (false keeps a draft).
create function lyceum.publish_v1(tree jsonb, options jsonb default null) returns jsonb
language sql volatile security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$ select lyceum.publish_for(lyceum.caller(), tree, options) $$;

reset role;
