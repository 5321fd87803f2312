-- The answer to a device that is signed in.
create or replace function lyceum.signed_in(digest bytea, is_new boolean) returns jsonb
language sql stable
set search_path = pg_catalog, pg_temp
as $$
    select jsonb_build_object(
        'outcome', 'signed_in', 'new', is_new,
        'user', jsonb_build_object('id', u.id, 'email', u.email, 'name', u.name,
                                   'role', lower(coalesce(u.role::text, 'STUDENT'))),
        'device', d.id, 'device_name', d.name, 'scopes', d.scopes, 'expires_at', lyceum.iso(d.expires_at))
      from lyceum.devices d join public.users u on u.id = d.user_id
     where d.token_digest = digest
$$;
