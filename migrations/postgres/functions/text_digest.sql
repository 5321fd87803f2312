-- The SHA-256 of a text, by which it is named on its way.
create or replace function lyceum.text_digest(content text) returns bytea
language sql stable
as $$
    select pg_catalog.sha256(pg_catalog.convert_to(content, 'UTF8'))
$$;
