-- The few columns whose values the audit log keeps.
create or replace function lyceum.audited_values(of_row jsonb) returns jsonb
language sql immutable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_object_agg(key, value)
      from jsonb_each(of_row)
     where key in ('role', 'price', 'published', 'featured', 'status', 'amount')
$$;
