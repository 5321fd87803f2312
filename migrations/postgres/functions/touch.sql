-- A row's `updated_at` moves when its writer didn't move it.
create or replace function lyceum.touch() returns trigger
language plpgsql security definer
set search_path = pg_catalog, pg_temp set row_security = on
as $$
#variable_conflict use_variable
begin
    if new.updated_at is not distinct from old.updated_at then
        new.updated_at := now() at time zone 'UTC';
    end if;
    return new;
end
$$;
