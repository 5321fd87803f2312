-- Who is calling. `session_user` is what the server authenticated; no SET changes it. Only for a server's
-- login is the setting believed that names the user it works for.

set local role lyceum_owner;

create function lyceum.caller() returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    login lyceum.db_logins;
    claimed text;
begin
    select * into login from lyceum.db_logins where role = session_user;
    if login.kind = 'server' then
        claimed := nullif(current_setting('lyceum.user_id', true), '');
    elsif login.kind = 'learner' then
        claimed := login.user_id;
        if claimed is null then
            raise 'the account of this login was erased' using errcode = 'LY003';
        end if;
    end if;
    if claimed is null then
        raise 'the database login "%" is not signed in to this academy', session_user
            using errcode = 'LY001', hint = 'ask the operator for a login: lyceum db grant EMAIL';
    end if;
    if not exists (select from public.users where id = claimed) then
        raise 'the account "%" was erased', claimed using errcode = 'LY003';
    end if;
    return claimed;
end
$$;

-- Whose rows this session may touch inside our functions: a user's id, nothing for a server that named none,
-- and `*` for a login that isn't ours: an operator, or the web application through our triggers.
create function lyceum.bound_to() returns text
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select coalesce(
            (select case kind
                        when 'server' then coalesce(current_setting('lyceum.user_id', true), '')
                        else coalesce(user_id, '')
                    end
               from lyceum.db_logins where role = session_user),
            '*'));
end
$$;

create function lyceum.is_admin(who text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select exists (select from public.users where id = who and role = 'ADMIN'));
end
$$;

-- Whether somebody may see a course's drafts and publish it.
create function lyceum.may_edit(who text, course text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select exists (
            select from public.users u
             where u.id = who
               and (u.role = 'ADMIN'
                    or u.role = 'INSTRUCTOR'
                       and exists (select from lyceum.course_editors e
                                    where e.course_id = course and e.user_id = who))));
end
$$;

-- Row-level security holds even for the owner, so that a mistake in a function can't show one learner the
-- rows of another.
do $$
declare
    personal text;
    shared text;
begin
    foreach personal in array array['heads', 'records', 'study_days', 'positions', 'certificate_claims'] loop
        execute format('alter table lyceum.%I enable row level security', personal);
        execute format('alter table lyceum.%I force row level security', personal);
        execute format(
            'create policy own_rows on lyceum.%I to lyceum_owner
                 using ((select lyceum.bound_to()) in (user_id, ''*''))', personal);
    end loop;
    foreach shared in array array['instance', 'db_logins', 'course_editors', 'course_details',
                                  'lesson_details', 'course_changes', 'audit_log'] loop
        execute format('alter table lyceum.%I enable row level security', shared);
        execute format('alter table lyceum.%I force row level security', shared);
        execute format('create policy all_rows on lyceum.%I to lyceum_owner using (true)', shared);
    end loop;
end
$$;

-- An editor's publishing gives a lesson that returns its learners' progress back, from their records.
create policy editors_restore on lyceum.records for select to lyceum_owner
    using (lyceum.may_edit((select lyceum.bound_to()), course_id));

-- A text id that sorts by the time of its making: a UUIDv7.
create function lyceum.new_id() returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
    select encode(
        set_bit(set_bit(
            overlay(uuid_send(gen_random_uuid())
                    placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                    from 1 for 6),
            52, 1), 53, 1),
        'hex')::uuid::text
$$;

reset role;
