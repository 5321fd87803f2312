-- Certificates that the web application issues are claimed, and those that it issued before.
create or replace trigger lyceum_claim after insert on public.certificates
    for each row execute function lyceum.claim_certificate();
insert into lyceum.certificate_claims (user_id, course_id)
select distinct user_id, course_id from public.certificates
on conflict do nothing;
