-- Row-level security of our tables. It holds even for the owner, so that a mistake in a function can't show one
-- learner the rows of another.

set local role lyceum_owner;

do $$
declare
    personal text;
    shared text;
begin
    foreach personal in array array['heads', 'records', 'completions', 'study_days', 'positions',
                                    'certificate_claims', 'devices', 'uploads'] loop
        execute format('alter table lyceum.%I enable row level security, force row level security', personal);
        execute format('drop policy if exists own_rows on lyceum.%I', personal);
        execute format(
            'create policy own_rows on lyceum.%I to lyceum_owner
                 using ((select lyceum.bound_to()) in (user_id, ''*''))', personal);
    end loop;
    foreach shared in array array['instance', 'definitions', 'db_logins', 'course_editors', 'course_details',
                                  'lesson_details', 'lesson_sources', 'question_keys', 'course_search', 'course_changes', 'audit_log',
                                  'images', 'course_images'] loop
        execute format('alter table lyceum.%I enable row level security, force row level security', shared);
        execute format('drop policy if exists all_rows on lyceum.%I', shared);
        execute format('create policy all_rows on lyceum.%I to lyceum_owner using (true)', shared);
    end loop;
end
$$;

-- An editor's publishing gives a lesson that returns its learners' progress back, from their records.
do $$
declare
    restored text;
begin
    foreach restored in array array['records', 'completions'] loop
        execute format('drop policy if exists editors_restore on lyceum.%I', restored);
        execute format(
            'create policy editors_restore on lyceum.%I for select to lyceum_owner
                 using (lyceum.may_edit((select lyceum.bound_to()), course_id))', restored);
    end loop;
end
$$;

-- Where that makes somebody's course complete, it is certified.
drop policy if exists editors_certify on lyceum.certificate_claims;
create policy editors_certify on lyceum.certificate_claims to lyceum_owner
    using (lyceum.may_edit((select lyceum.bound_to()), course_id));

-- A server that works for nobody yet finds out for whom, and signs devices in.
alter table lyceum.login_challenges enable row level security, force row level security;
do $$
declare
    asked text;
begin
    foreach asked in array array['devices', 'login_challenges'] loop
        execute format('drop policy if exists signing_in on lyceum.%I', asked);
        execute format('create policy signing_in on lyceum.%I to lyceum_owner using ((select lyceum.signing_in()))', asked);
    end loop;
end
$$;

-- An admin signs others out.
drop policy if exists admins_sign_out on lyceum.devices;
create policy admins_sign_out on lyceum.devices to lyceum_owner using ((select lyceum.acting_admin()));
