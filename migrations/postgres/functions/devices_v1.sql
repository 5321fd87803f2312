-- The caller's devices that are signed in, the last seen first; `current` is the one whose token has this SHA-256.
create or replace function lyceum.devices_v1(digest bytea default null) returns jsonb
language plpgsql stable security definer
set search_path = pg_catalog, pg_temp set row_security = on set timezone = 'UTC'
as $$
#variable_conflict use_variable
declare
    who text := lyceum.caller();
begin
    return (
        select coalesce(jsonb_agg(jsonb_build_object(
                   'id', d.id, 'name', d.name, 'scopes', d.scopes, 'current', d.token_digest is not distinct from digest,
                   'signed_in_at', lyceum.iso(d.signed_in_at), 'seen_at', lyceum.iso(d.seen_at),
                   'expires_at', lyceum.iso(d.expires_at))
                   order by d.seen_at desc, d.signed_in_at desc), '[]')
          from lyceum.devices d
         where d.user_id = who and d.expires_at > now());
end
$$;
