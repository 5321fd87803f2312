-- A UTC timestamp of the platform as ISO 8601. Not volatile and without settings, so that it is inlined.
create or replace function lyceum.iso(at timestamp) returns text
language sql stable
as $$ select pg_catalog.to_char(at, 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

create or replace function lyceum.iso(at timestamptz) returns text
language sql stable
as $$ select pg_catalog.to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;
