-- What happens beside a write on the platform's tables, whoever writes: the web application's role needs no
-- right on our schema, because these functions run as their owner.

-- Each says `row_security = on`, because a session that turned it off would make ours fail, not see more.

set local role lyceum_owner;

-- A row's `updated_at` moves when its writer didn't move it.
create function lyceum.touch() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    new.updated_at := now() at time zone 'UTC';
    return new;
end
$$;

-- Notes in `course_changes` that these courses changed.
create function lyceum.note_changes(courses text[]) returns void
language sql security definer
set search_path = pg_catalog, pg_temp
as $$
    insert into lyceum.course_changes (course_id)
    select distinct course from unnest(courses) course where course is not null order by course
$$;

create function lyceum.courses_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    if tg_op = 'TRUNCATE' then
        perform lyceum.note_changes(array(select id from public.courses));
    elsif tg_op = 'DELETE' then
        perform lyceum.note_changes(array(select id from old_rows));
    elsif tg_op = 'INSERT' then
        perform lyceum.note_changes(array(select id from new_rows));
    else
        perform lyceum.note_changes(array(select id from old_rows union select id from new_rows));
    end if;
    return null;
end
$$;

create function lyceum.modules_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    if tg_op = 'TRUNCATE' then
        perform lyceum.note_changes(array(select id from public.courses));
    elsif tg_op = 'DELETE' then
        perform lyceum.note_changes(array(select course_id from old_rows));
    elsif tg_op = 'INSERT' then
        perform lyceum.note_changes(array(select course_id from new_rows));
    else
        perform lyceum.note_changes(
            array(select course_id from old_rows union select course_id from new_rows));
    end if;
    return null;
end
$$;

-- A lesson whose module is gone needs no note: the module's own deletion wrote one.
create function lyceum.lessons_changed() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    modules text[];
begin
    if tg_op = 'TRUNCATE' then
        modules := array(select id from public.modules);
    elsif tg_op = 'DELETE' then
        modules := array(select module_id from old_rows);
    elsif tg_op = 'INSERT' then
        modules := array(select module_id from new_rows);
    else
        modules := array(select module_id from old_rows union select module_id from new_rows);
    end if;
    perform lyceum.note_changes(
        array(select course_id from public.modules where id = any (modules)));
    return null;
end
$$;

-- The few columns whose values the audit log keeps.
create function lyceum.audited_values(of_row jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(key, value)
      from jsonb_each(of_row)
     where key in ('role', 'price', 'published', 'featured', 'status', 'amount')
$$;

-- The user whose row it is.
create function lyceum.audited_subject(table_name text, of_row jsonb) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select of_row ->> case table_name when 'users' then 'id' else 'user_id' end $$;

create function lyceum.audit_insert() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.audit_log
        (caller, table_name, operation, row_key, subject, changed_values)
    select nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op, made ->> 'id',
           lyceum.audited_subject(tg_table_name, made), lyceum.audited_values(made)
      from (select to_jsonb(n) made from new_rows n) as n;
    return null;
end
$$;

create function lyceum.audit_delete() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    -- A user whose erasing takes this row along is gone already, and is not named again.
    insert into lyceum.audit_log
        (caller, table_name, operation, row_key, subject, changed_values)
    select nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op,
           case when tg_table_name = 'users' then 'erased' else gone ->> 'id' end,
           case when exists (select from public.users u
                              where u.id = lyceum.audited_subject(tg_table_name, gone))
                then lyceum.audited_subject(tg_table_name, gone)
                else case when lyceum.audited_subject(tg_table_name, gone) is not null then 'erased' end
           end,
           lyceum.audited_values(gone)
      from (select to_jsonb(o) gone from old_rows o) as o;
    return null;
end
$$;

-- A row whose id was changed has no counterpart: it is logged once under each id.
create function lyceum.audit_update() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.audit_log
        (caller, table_name, operation, row_key, subject, columns, changed_values)
    select nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op,
           coalesce(made, was) ->> 'id',
           lyceum.audited_subject(tg_table_name, coalesce(made, was)),
           changed.columns,
           jsonb_strip_nulls(jsonb_build_object(
               'old', lyceum.audited_values(changed.old_values),
               'new', lyceum.audited_values(changed.new_values)))
      from (select to_jsonb(o) was, to_jsonb(n) made
              from old_rows o full join new_rows n on o.id = n.id) as pair
     cross join lateral (
           select array_agg(key order by key) as columns,
                  jsonb_object_agg(key, was -> key) as old_values,
                  jsonb_object_agg(key, made -> key) as new_values
             from jsonb_object_keys(coalesce(made, was)) as key
            where (was -> key) is distinct from (made -> key)) as changed
     where changed.columns is not null;
    return null;
end
$$;

create function lyceum.audit_truncate() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.audit_log (caller, table_name, operation)
    values (nullif(lyceum.bound_to(), '*'), tg_table_name, tg_op);
    return null;
end
$$;

-- Erasing a user: reviews go (no foreign key does it), and the audit log forgets who it was.
create function lyceum.forget_users() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    gone record;
    pseudonym text;
begin
    for gone in select id from old_rows loop
        pseudonym := 'erased-' || gen_random_uuid();
        delete from public.course_reviews where user_id = gone.id;
        update lyceum.audit_log
           set subject = pseudonym,
               row_key = case table_name when 'users' then pseudonym else row_key end
         where subject = gone.id;
        update lyceum.audit_log set caller = pseudonym where caller = gone.id;
    end loop;
    return null;
end
$$;

-- Whoever issues a certificate claims it, so that nobody issues a second one.
create function lyceum.claim_certificate() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    insert into lyceum.certificate_claims (user_id, course_id)
    values (new.user_id, new.course_id)
    on conflict do nothing;
    return null;
end
$$;

-- What keeps a course from being complete, for a person; null where nothing does.
create function lyceum.what_is_missing(course text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
    select case
        when not exists (select from public.modules where course_id = course and published is not false)
            then 'it has no published module'
        else (
            select 'its module "' || m.title || '" has ' ||
                   case when l.id is null then 'no lesson'
                        else 'the lesson "' || l.title || '" without content' end
              from public.modules m
              left join public.lessons l on l.module_id = m.id
             where m.course_id = course
               and m.published is not false
               and (l.id is null or l.content !~ '\S' and coalesce(l.video_url, '') = '')
             order by m."order", l."order"
             limit 1)
    end
$$;

-- Published courses must have complete content (platform schema, Courses).
create function lyceum.check_published() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
declare
    missing text;
begin
    if not exists (select from public.courses where id = new.id and published) then
        return null;
    end if;
    missing := lyceum.what_is_missing(new.id);
    if missing is not null then
        if (select content_rule from lyceum.instance) = 'refuse' then
            raise 'the course "%" can''t be published: %', new.slug, missing
                using errcode = 'check_violation', constraint = 'courses_published_is_complete',
                      table = 'courses', schema = 'public',
                      hint = 'insert its modules and lessons in the same transaction, or publish it later';
        end if;
        raise warning 'the course "%" is published, but %', new.slug, missing;
    end if;
    return null;
end
$$;

reset role;

-- The triggers themselves belong to the tables' owners.
do $$
declare
    platform_table text;
    ours text;
begin
    foreach platform_table in array
        array['users', 'courses', 'modules', 'lessons', 'user_progress', 'course_reviews']
    loop
        execute format(
            'create or replace trigger lyceum_touch before update on public.%I for each row
                 when (new.updated_at is not distinct from old.updated_at)
                 execute function lyceum.touch()', platform_table);
    end loop;

    foreach platform_table in array array['courses', 'modules', 'lessons'] loop
        execute format(
            'create or replace trigger lyceum_changed_insert after insert on public.%1$I
                 referencing new table as new_rows
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
        execute format(
            'create or replace trigger lyceum_changed_update after update on public.%1$I
                 referencing old table as old_rows new table as new_rows
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
        execute format(
            'create or replace trigger lyceum_changed_delete after delete on public.%1$I
                 referencing old table as old_rows
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
        execute format(
            'create or replace trigger lyceum_changed_truncate before truncate on public.%1$I
                 for each statement execute function lyceum.%1$s_changed()', platform_table);
    end loop;

    -- Our own writes of progress aren't audited: the records are their trail.
    foreach platform_table in array
        array['users', 'courses', 'modules', 'lessons', 'enrollments', 'user_progress', 'certificates',
              'payments', 'accounts', 'course_reviews']
    loop
        ours := case when platform_table in ('enrollments', 'user_progress', 'certificates')
                     then 'when (current_user <> ''lyceum_owner'')' else '' end;
        execute format(
            'create or replace trigger lyceum_audit_insert after insert on public.%I
                 referencing new table as new_rows
                 for each statement %s execute function lyceum.audit_insert()', platform_table, ours);
        execute format(
            'create or replace trigger lyceum_audit_update after update on public.%I
                 referencing old table as old_rows new table as new_rows
                 for each statement %s execute function lyceum.audit_update()', platform_table, ours);
        execute format(
            'create or replace trigger lyceum_audit_delete after delete on public.%I
                 referencing old table as old_rows
                 for each statement %s execute function lyceum.audit_delete()', platform_table, ours);
        execute format(
            'create or replace trigger lyceum_audit_truncate after truncate on public.%I
                 for each statement execute function lyceum.audit_truncate()', platform_table);
    end loop;
end
$$;

create or replace trigger lyceum_forget after delete on public.users
    referencing old table as old_rows
    for each statement execute function lyceum.forget_users();

create or replace trigger lyceum_claim after insert on public.certificates
    for each row execute function lyceum.claim_certificate();
insert into lyceum.certificate_claims (user_id, course_id)
select distinct user_id, course_id from public.certificates
on conflict do nothing;

create constraint trigger lyceum_inserted_is_complete after insert on public.courses
    deferrable initially deferred
    for each row when (new.published)
    execute function lyceum.check_published();
create constraint trigger lyceum_published_is_complete after update on public.courses
    deferrable initially deferred
    for each row when (new.published and old.published is not true)
    execute function lyceum.check_published();
