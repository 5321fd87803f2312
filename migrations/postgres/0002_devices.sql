-- The devices that signed in through a sync server.

set local role lyceum_owner;

create table lyceum.devices (
    id uuid primary key default gen_random_uuid(),
    user_id varchar not null references public.users (id) on delete cascade,
    -- The SHA-256 of its token's text.
    token_digest bytea not null unique,
    expires_at timestamptz not null
);
create index devices_user on lyceum.devices (user_id);

reset role;
