-- Refuses whoever isn't a server of this academy: the servers of another one in the same cluster are in the same group.
create or replace function lyceum.demand_server() returns void
language plpgsql stable
set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from lyceum.db_logins l where l.role = session_user and l.kind = 'server') then
        raise 'the database login "%" is no server of this academy', session_user using errcode = 'LY001';
    end if;
end
$$;
