-- Whether the caller's last known place in the log is still there: otherwise the database went back in time.
create or replace function lyceum.check_place(who text, place jsonb) returns void
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_variable
declare
    known bigint := lyceum.place_number(place);
begin
    if known > 0 and not exists (
        select from lyceum.records
         where user_id = who and seq = known and record_id::text = place ->> 'record')
    then
        raise 'the academy doesn''t have record % at place %: its database went back in time',
              place ->> 'record', known
            using errcode = 'LY010', hint = 'the kept log is pushed again';
    end if;
end
$$;
