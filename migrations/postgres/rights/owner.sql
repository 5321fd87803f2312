-- What the owner of our functions may do with the platform's tables: what the functions need and no more.

grant usage on schema public to lyceum_owner;
grant select (id, email, name, role, email_verified), references (id) on public.users to lyceum_owner;
grant insert (id, email, name, role, email_verified, created_at, updated_at),
      update (role, email_verified) on public.users to lyceum_owner;
grant select (user_id, provider, provider_account_id),
      insert (id, user_id, type, provider, provider_account_id) on public.accounts to lyceum_owner;
grant select, insert, update, delete, references (id) on public.courses to lyceum_owner;
grant select, insert, update, delete on public.modules to lyceum_owner;
grant select, insert, update, delete, references (id) on public.lessons to lyceum_owner;
grant select, insert, update on public.enrollments to lyceum_owner;
grant select, insert, update, delete on public.user_progress to lyceum_owner;
grant select, insert on public.certificates to lyceum_owner;
grant select (user_id, course_id, status) on public.payments to lyceum_owner;
grant select (user_id, course_id, rating), delete on public.course_reviews to lyceum_owner;
grant select (identifier), delete on public.verification_tokens to lyceum_owner;
