-- The first call of a client: who am I, what do you speak, what has changed, what are your limits. It answers a client
-- of any protocol, so that each side can say which of them must be updated.
create or replace function lyceum.hello_v1(protocol integer) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    return (
        select jsonb_build_object(
            'protocols', '{"oldest": 1, "newest": 1}'::jsonb,
            'kinds', lyceum.known_kinds(),
            'instance', i.id,
            'server_time', lyceum.iso(clock_timestamp()),
            'user', jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name,
                                       'role', lower(coalesce(u.role::text, 'STUDENT'))),
            'head', jsonb_build_object('seq', coalesce(h.seq, 0), 'record', h.record_id),
            'catalog', lyceum.catalog_digest(who),
            'snapshot', lyceum.snapshot_digest(who),
            'max_records', 200,
            'max_bytes', 262144)
          from lyceum.instance i
          join public.users u on u.id = who
          left join lyceum.heads h on h.user_id = who);
end
$$;
