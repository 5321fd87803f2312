-- Whether the database has what a program of this version needs: its numbered migrations, and functions that aren't
-- older.
create or replace function lyceum.is_ready_v1(migration bigint, program text) returns boolean
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select coalesce(
            (select max(m.version) from lyceum._sqlx_migrations m where m.success) >= migration
            and string_to_array(split_part(i.program, '-', 1), '.')::integer[]
                >= string_to_array(split_part(program, '-', 1), '.')::integer[], false)
          from lyceum.instance i);
end
$$;
