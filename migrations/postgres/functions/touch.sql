-- A row's `updated_at` moves when its writer didn't move it. The function has no rights and no settings of its own,
-- because it runs for every row.
create or replace function lyceum.touch() returns trigger
language plpgsql
as $$
begin
    if new.updated_at is not distinct from old.updated_at then
        new.updated_at := pg_catalog.timezone('UTC', pg_catalog.now());
    end if;
    return new;
end
$$;
