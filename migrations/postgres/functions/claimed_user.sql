-- The user for whom a server said, in this transaction, that it works; null where it said nothing.
create or replace function lyceum.claimed_user() returns text
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
declare
    claim text := current_setting('lyceum.claim', true);
    stamp text := lyceum.transaction_stamp();
begin
    if starts_with(claim, stamp || ' ') then
        return nullif(substr(claim, length(stamp) + 2), '');
    end if;
    return null;
end
$$;
