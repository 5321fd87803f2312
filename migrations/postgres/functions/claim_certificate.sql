-- Whoever issues a certificate claims it, so that nobody issues a second one.
create or replace function lyceum.claim_certificate() returns trigger
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
