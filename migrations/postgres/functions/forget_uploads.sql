-- Deletes what an author uploaded more than a day ago and never published.
create or replace function lyceum.forget_uploads(who text) returns void
language sql volatile security definer
set search_path = pg_catalog, pg_temp
as $$
    delete from lyceum.uploads u where u.user_id = who and u.at < clock_timestamp() - interval '1 day'
$$;
