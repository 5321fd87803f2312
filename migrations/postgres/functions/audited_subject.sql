-- The user whose row it is.
create or replace function lyceum.audited_subject(table_name text, of_row jsonb) returns text
language sql immutable
set search_path = pg_catalog, pg_temp
as $$ select of_row ->> case table_name when 'users' then 'id' else 'user_id' end $$;
