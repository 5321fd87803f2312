-- A certificate for each of these courses that has none yet. The claim's key decides who issues it.
create or replace function lyceum.certify(who text, courses text[], moment timestamp) returns void
language plpgsql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    with claimed as (
        insert into lyceum.certificate_claims (user_id, course_id)
        select who, course from unnest(courses) course order by course
        on conflict do nothing
        returning course_id)
    insert into public.certificates (id, user_id, course_id, issued_at, certificate_number)
    select lyceum.new_id(), who, course_id, moment, lyceum.certificate_number() from claimed;
end
$$;
