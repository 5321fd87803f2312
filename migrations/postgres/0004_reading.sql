-- What a learner, an instructor or an admin may read. These functions and those that push and publish are
-- all that their logins can reach.

set local role lyceum_owner;

-- A UTC timestamp of the platform as ISO 8601. Not volatile and without settings, so that it is inlined.
create function lyceum.iso(at timestamp) returns text
language sql stable
as $$ select pg_catalog.to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

create function lyceum.iso(at timestamptz) returns text
language sql stable
as $$ select pg_catalog.to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

-- What somebody gets of a course: `edit` (drafts too), `full` (the lessons' text), `outline`, or null.
create function lyceum.access(editor boolean, published boolean, price integer, enrolled text) returns text
language sql immutable
as $$
    select case
        when editor then 'edit'
        when published is not true then null
        when enrolled in ('ACTIVE', 'COMPLETED') then 'full'
        when enrolled is null and price <= 0 then 'full'
        else 'outline'
    end
$$;

create function lyceum.access_of(who text, course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select lyceum.access(lyceum.may_edit(who, c.id), c.published, c.price, e.status::text)
          from public.courses c
          left join public.enrollments e on e.course_id = c.id and e.user_id = who
         where c.id = course);
end
$$;

-- What changes whenever the course does. Counting the notes beside taking the last one catches the writer
-- who took a lower number and committed later.
create function lyceum.content_revision(course text) returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select count(*) || '.' || coalesce(max(id), 0) from lyceum.course_changes where course_id = course);
end
$$;

-- The first call of a client: who am I, what do you speak, what are your limits.
create function lyceum.hello_v1(protocol integer) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    if protocol is distinct from 1 then
        raise 'this academy speaks protocol 1, the client asked for %', coalesce(protocol::text, 'none')
            using errcode = 'LY002', hint = 'update Lyceum';
    end if;
    return (
        select jsonb_build_object(
            'protocol', 1,
            'instance', i.id,
            'server_time', lyceum.iso(clock_timestamp()),
            'user', jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name,
                                       'role', lower(coalesce(u.role::text, 'STUDENT'))),
            'head', jsonb_build_object('seq', coalesce(h.seq, 0), 'record', h.record_id),
            'max_records', 200,
            'max_bytes', 262144)
          from lyceum.instance i
          join public.users u on u.id = who
          left join lyceum.heads h on h.user_id = who);
end
$$;

-- The courses that the caller may see, in the order of their slugs. `filter` may hold `difficulty`, `free`,
-- `featured`, `enrolled` (true) and `text`, found in title or description; `after` is the last slug seen.
create function lyceum.catalog_v1(filter jsonb default null, after text default null, size integer default 50)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    admin boolean := lyceum.is_admin(who);
    wanted integer := least(greatest(coalesce(size, 50), 1), 200);
    difficulty text := upper(filter ->> 'difficulty');
    words text := lower(filter ->> 'text');
    free boolean := filter @> '{"free": true}';
    featured boolean := filter @> '{"featured": true}';
    enrolled boolean := filter @> '{"enrolled": true}';
begin
    return (
        with page as (
            select c.*, e.status, e.progress_percentage, e.enrolled_at, e.completed_at,
                   row_number() over (order by c.slug) as place
              from public.courses c
              left join public.enrollments e on e.course_id = c.id and e.user_id = who
             where (c.published or admin or lyceum.may_edit(who, c.id))
               and c.slug > coalesce(after, '')
               and (difficulty is null or c.difficulty::text = difficulty)
               and (free is not true or c.price <= 0)
               and (featured is not true or c.featured)
               and (enrolled is not true or e.user_id is not null)
               and (words is null or strpos(lower(c.title), words) > 0
                                  or strpos(lower(c.description), words) > 0)
             order by c.slug
             limit wanted + 1)
        select jsonb_build_object(
            'courses', coalesce(jsonb_agg(
                lyceum.course_head(p.id) || jsonb_build_object(
                    'published', p.published is true,
                    'featured', p.featured is true,
                    'access', lyceum.access_of(who, p.id),
                    'minutes', greatest(p.duration, 0),
                    'modules', extent.modules,
                    'lessons', extent.lessons,
                    'rating', opinion.rating,
                    'reviews', opinion.reviews,
                    'enrollment', case when p.status is not null then jsonb_build_object(
                        'course', p.id,
                        'status', lower(p.status::text),
                        'percent', coalesce(p.progress_percentage, 0),
                        'enrolled_at', lyceum.iso(p.enrolled_at),
                        'completed_at', lyceum.iso(p.completed_at)) end)
                order by p.slug) filter (where p.place <= wanted), '[]'),
            'next', max(p.slug) filter (where p.place = wanted and wanted < (select count(*) from page)))
          from page p
         cross join lateral (
               select count(distinct m.id) as modules, count(l.id) as lessons
                 from public.modules m
                 left join public.lessons l on l.module_id = m.id
                where m.course_id = p.id and m.published is not false) as extent
         cross join lateral (
               select round(avg(r.rating), 1) as rating, count(*) as reviews
                 from public.course_reviews r
                where r.course_id = p.id) as opinion);
end
$$;

-- A course's metadata as a course file has it.
create function lyceum.course_head(course text) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select jsonb_build_object(
            'id', c.id,
            'slug', c.slug,
            'title', c.title,
            'description', c.description,
            'difficulty', lower(c.difficulty::text),
            'price', greatest(c.price, 0),
            'language', coalesce(d.language, 'en'),
            'license', d.license,
            'objectives', to_jsonb(array_remove(coalesce(c.learning_objectives, '{}'), null)),
            'prerequisites', to_jsonb(array_remove(coalesce(c.prerequisites, '{}'), null)))
          from public.courses c
          left join lyceum.course_details d on d.course_id = c.id
         where c.id = course);
end
$$;

-- Every course that the caller may see with its revision, in the order of the ids. A revision is compared
-- for equality only; it changes with the course and with what the caller gets of it.
create function lyceum.manifest_v1(after text default null, size integer default null)
returns table (course_id text, revision text)
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    admin boolean := lyceum.is_admin(who);
    instructor boolean := exists (select from public.users where id = who and role = 'INSTRUCTOR');
begin
    return query
    select c.id::text,
           changes.notes || '.' || lyceum.access(admin or rights.editor, c.published, c.price, e.status::text)
      from public.courses c
      left join public.enrollments e on e.course_id = c.id and e.user_id = who
     cross join lateral (
           select instructor and exists (
               select from lyceum.course_editors ed where ed.course_id = c.id and ed.user_id = who)
               as editor) as rights
     cross join lateral (
           select count(*) || '.' || coalesce(max(ch.id), 0) as notes
             from lyceum.course_changes ch
            where ch.course_id = c.id) as changes
     where (c.published or admin or rights.editor)
       and c.id > coalesce(after, '')
     order by c.id
     limit size;
end
$$;

-- One course: metadata, outline, and the lessons' text where the caller may have it.
create function lyceum.course_v1(course text) returns json
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    access text := lyceum.access_of(who, course);
    bodies boolean := access in ('full', 'edit');
begin
    if access is null then
        raise 'there is no course "%" here', course using errcode = 'LY005';
    end if;
    return json_build_object(
        'revision', lyceum.content_revision(course) || '.' || access,
        'access', access,
        'published', (select published is true from public.courses where id = course),
        'course', lyceum.course_head(course),
        'modules', (
            select coalesce(json_agg(json_build_object(
                       'id', m.id,
                       'title', m.title,
                       'description', m.description,
                       'published', m.published is not false,
                       'lessons', coalesce(inside.lessons, '[]')) order by m."order"), '[]')
              from public.modules m
              left join lateral (
                   select json_agg(json_build_object(
                              'id', l.id,
                              'title', l.title,
                              'kind', lower(coalesce(l.lesson_type::text, 'TEXT')),
                              'minutes', greatest(l.duration, 0),
                              'minutes_estimated', coalesce(d.minutes_estimated, false),
                              'content', case when bodies then l.content end,
                              'video_url', case when bodies then l.video_url end,
                              'resource_url', case when bodies then l.resource_url end,
                              'objectives', coalesce(d.objectives, '[]'),
                              'path', coalesce(d.path, m."order" || '/' || l."order" || '.md'))
                              order by l."order") as lessons
                     from public.lessons l
                     left join lyceum.lesson_details d on d.lesson_id = l.id
                    where l.module_id = m.id) as inside on true
             where m.course_id = course
               and (m.published is not false or access = 'edit')));
end
$$;

-- Whether the caller's last known place in the log is still there: otherwise the database went back in time.
create function lyceum.check_place(who text, place jsonb) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    known bigint := coalesce((place ->> 'seq')::bigint, 0);
begin
    if known > 0 and not exists (
        select from lyceum.records
         where user_id = who and seq = known and record_id::text = place ->> 'record')
    then
        raise 'the academy doesn''t have record % at place %: its database went back in time',
              place ->> 'record', known
            using errcode = 'LY010', hint = 'the kept log is pushed again';
    end if;
end
$$;

-- A record as its device wrote it, with its place and what it counted.
create function lyceum.record_json(r lyceum.records) returns jsonb
language sql stable
as $$
    select pg_catalog.jsonb_build_object(
        'seq', r.seq,
        'counted', r.counted,
        'flags', pg_catalog.to_jsonb(coalesce(r.flags, '{}')),
        'record', pg_catalog.jsonb_build_object(
            'id', r.record_id,
            'device', r.device,
            'occurred_at', lyceum.iso(r.occurred_at),
            'local_date', r.local_date,
            'kind', r.kind,
            'payload', pg_catalog.jsonb_strip_nulls(pg_catalog.jsonb_build_object(
                'course', r.course_id, 'lesson', r.lesson_id)) operator(pg_catalog.||) r.detail))
$$;

-- What the learner's log gained after `place` ({seq, record} of the last record seen), at most `size`
-- records, and, when that reaches the head, what it adds up to. One snapshot: the function is stable.
create function lyceum.pull_v1(place jsonb default null, size integer default 1000) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    since bigint := coalesce((place ->> 'seq')::bigint, 0);
    wanted integer := least(greatest(coalesce(size, 1000), 1), 1000);
    head lyceum.heads;
    page jsonb;
    last bigint;
begin
    perform lyceum.check_place(who, place);
    select * into head from lyceum.heads where user_id = who;
    select coalesce(jsonb_agg(lyceum.record_json(r) order by r.seq), '[]'), coalesce(max(r.seq), since)
      into page, last
      from (select * from lyceum.records r
             where r.user_id = who and r.seq > since
             order by r.seq
             limit wanted) as r;
    return jsonb_build_object(
        'instance', (select id from lyceum.instance),
        'server_time', lyceum.iso(clock_timestamp()),
        'head', jsonb_build_object('seq', coalesce(head.seq, 0), 'record', head.record_id),
        'records', page,
        'snapshot', case when last >= coalesce(head.seq, 0) then lyceum.snapshot(who) end);
end
$$;

-- What the platform says of a learner: progress, enrollments, certificates, and our positions.
create function lyceum.snapshot(who text) returns jsonb
language sql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
    select jsonb_build_object(
        'progress', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'course', p.course_id, 'lesson', p.lesson_id, 'seconds', p.seconds,
                       'completed', p.completed, 'completed_at', lyceum.iso(p.completed_at))
                       order by p.course_id, p.lesson_id), '[]')
              from (select course_id, lesson_id,
                           sum(greatest(coalesce(time_spent, 0), 0)) as seconds,
                           coalesce(bool_or(completed), false) as completed,
                           min(completed_at) filter (where completed) as completed_at
                      from public.user_progress
                     where user_id = who
                     group by course_id, lesson_id) as p),
        'enrollments', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'course', e.course_id, 'status', lower(coalesce(e.status::text, 'ACTIVE')),
                       'percent', coalesce(e.progress_percentage, 0),
                       'enrolled_at', lyceum.iso(e.enrolled_at),
                       'completed_at', lyceum.iso(e.completed_at)) order by e.course_id), '[]')
              from public.enrollments e
             where e.user_id = who),
        'certificates', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'course', c.course_id, 'number', c.certificate_number,
                       'issued_at', lyceum.iso(c.issued_at), 'url', c.verification_url)
                       order by c.issued_at, c.id), '[]')
              from public.certificates c
             where c.user_id = who),
        'positions', (
            select coalesce(jsonb_agg(jsonb_build_object(
                       'course', p.course_id, 'lesson', p.lesson_id, 'position', p.position,
                       'at', lyceum.iso(p.at)) order by p.lesson_id), '[]')
              from lyceum.positions p
             where p.user_id = who))
$$;

reset role;
