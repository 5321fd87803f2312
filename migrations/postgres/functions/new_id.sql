-- A text id that sorts by the time of its making: a UUIDv7.
create or replace function lyceum.new_id() returns text
language plpgsql volatile
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
begin
    return (
        select encode(
            set_bit(set_bit(
                overlay(uuid_send(gen_random_uuid())
                        placing substring(int8send((extract(epoch from clock_timestamp()) * 1000)::bigint) from 3)
                        from 1 for 6),
                52, 1), 53, 1),
            'hex')::uuid::text);
end
$$;
