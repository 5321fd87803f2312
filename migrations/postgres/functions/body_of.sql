-- A lesson's text, where `source` is what its author wrote and `made` the digest of the public text that was made of it:
-- the source stands as long as nobody changed the public text since. Callers join the source for editors only. It is one
-- expression, so that PostgreSQL puts it into the statement that calls it.
create or replace function lyceum.body_of(content text, source text, made text) returns text
language sql immutable
as $$
    select case when source is not null and made = pg_catalog.md5(content) then source else content end
$$;
