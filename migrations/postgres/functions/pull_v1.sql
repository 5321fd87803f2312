-- What the learner's log gained after `place` ({seq, record} of the last record seen), at most `size` records, and,
-- when that reaches the head, what it adds up to, unless `known` is already its digest. One snapshot: the function is
-- stable.
create or replace function lyceum.pull_v1(place jsonb default null, size integer default 1000, known text default null)
returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
    since bigint := lyceum.place_number(place);
    wanted integer := least(greatest(coalesce(size, 1000), 1), 1000);
    head lyceum.heads;
    page jsonb;
    last bigint;
    digest text;
begin
    perform lyceum.check_place(who, place);
    select * into head from lyceum.heads where user_id = who;
    select coalesce(jsonb_agg(lyceum.record_json(r) order by r.seq), '[]'), coalesce(max(r.seq), since)
      into page, last
      from (select * from lyceum.records r
             where r.user_id = who and r.seq > since
             order by r.seq
             limit wanted) as r;
    if last >= coalesce(head.seq, 0) then
        digest := lyceum.snapshot_digest(who);
    end if;
    return jsonb_build_object(
        'instance', (select id from lyceum.instance),
        'server_time', lyceum.iso(clock_timestamp()),
        'head', jsonb_build_object('seq', coalesce(head.seq, 0), 'record', head.record_id),
        'records', page,
        'digest', digest,
        'snapshot', case when digest <> coalesce(known, '') then lyceum.snapshot(who) end);
end
$$;
