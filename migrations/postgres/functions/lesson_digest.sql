-- Changes with what a lesson shows.
create or replace function lyceum.lesson_digest(content text, video_url text, resource_url text) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select md5(concat_ws(E'\n', md5(content), coalesce(video_url, ''), coalesce(resource_url, ''))) $$;
