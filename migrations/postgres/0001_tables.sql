-- Everything of ours stands in the schema `lyceum` and belongs to `lyceum_owner`, who can't log in.

grant create on schema lyceum to lyceum_owner;
-- So that any member of `lyceum_owner` can migrate the next time, not only who did it first.
alter table lyceum._sqlx_migrations owner to lyceum_owner;
alter schema lyceum owner to lyceum_owner;
alter default privileges for role lyceum_owner revoke execute on functions from public;

set local role lyceum_owner;

-- One row: this academy. Its id changes when a database is restored from a copy that shall live on its own.
create table lyceum.instance (
    one boolean primary key default true check (one),
    id uuid not null default gen_random_uuid(),
    created_at timestamptz not null default now(),
    -- Whether publishing a course without content is refused for everybody, or only reported.
    content_rule text not null check (content_rule in ('refuse', 'report')),
    -- The version of the program that migrated it last.
    program text
);

-- The functions, triggers and rights that were applied: a file of `migrations/postgres`, and the SHA-256 of its text.
create table lyceum.definitions (
    file text primary key,
    digest bytea not null
);

-- Who a database login is. A learner's goes with the account, since its name tells who that was.
create table lyceum.db_logins (
    role name primary key,
    kind text not null check (kind in ('learner', 'server')),
    user_id varchar references public.users (id) on delete cascade,
    created_at timestamptz not null default now(),
    -- When its password was made.
    granted_at timestamptz not null default now(),
    check ((kind = 'learner') = (user_id is not null))
);
create index db_logins_user on lyceum.db_logins (user_id);

-- A learner's last sequence number and its record. The row's lock serializes a learner's pushes, and is held
-- until commit, so the order of `seq` is the order in which records became visible.
create table lyceum.heads (
    user_id varchar primary key references public.users (id) on delete cascade,
    seq bigint not null,
    record_id uuid
);

-- Every record that was applied. It references its user and nothing else: courses come and go.
create table lyceum.records (
    user_id varchar not null references public.users (id) on delete cascade,
    record_id uuid not null,
    seq bigint not null check (seq > 0),
    device uuid not null,
    kind text not null,
    course_id text not null,
    lesson_id text,
    -- The payload without course and lesson.
    detail jsonb not null,
    occurred_at timestamptz not null,
    local_date date not null,
    -- `occurred_at` with the device's clock corrected, not in the future and not before the year 2000.
    effective_at timestamptz not null,
    -- Seconds that were added to the learner's time.
    counted integer,
    -- What was noticed: `clock`, `too_long`, `day_full`.
    flags text[],
    -- Whether the answer is right, of a submission.
    is_right boolean,
    primary key (user_id, record_id)
);
create unique index records_seq on lyceum.records (user_id, seq);
create index records_lesson on lyceum.records (user_id, lesson_id, kind);

-- Each completion by a record, whether or not it still stands.
create table lyceum.completions (
    user_id varchar not null references public.users (id) on delete cascade,
    lesson_id text not null,
    record_id uuid not null,
    course_id text not null,
    -- Null where only the reopening that names it has arrived.
    effective_at timestamptz,
    -- The same, not before the enrollment: the date that the platform's column has.
    shown_at timestamptz,
    undone boolean not null default false,
    primary key (user_id, lesson_id, record_id)
);
create index completions_standing on lyceum.completions (user_id, lesson_id, shown_at)
    where effective_at is not null and not undone;
create index completions_shown on lyceum.completions (user_id, lesson_id, shown_at);

-- Seconds counted per learner and day: the day's limit is checked against it.
create table lyceum.study_days (
    user_id varchar not null references public.users (id) on delete cascade,
    day date not null,
    seconds integer not null,
    primary key (user_id, day)
);

-- Where a learner left each lesson.
create table lyceum.positions (
    user_id varchar not null references public.users (id) on delete cascade,
    lesson_id text not null,
    course_id text not null,
    position jsonb not null,
    at timestamptz not null,
    record_id uuid not null,
    primary key (user_id, lesson_id)
);

-- One row per learner and course that has a certificate, whoever issued it: what makes issuing exactly-once.
create table lyceum.certificate_claims (
    user_id varchar not null references public.users (id) on delete cascade,
    course_id text not null,
    claimed_at timestamptz not null default now(),
    primary key (user_id, course_id)
);

-- Who, besides admins, may see a course's drafts and publish it.
create table lyceum.course_editors (
    course_id varchar not null references public.courses (id) on delete cascade on update cascade,
    user_id varchar not null references public.users (id) on delete cascade,
    appointed_at timestamptz not null default now(),
    primary key (course_id, user_id)
);
create index course_editors_user on lyceum.course_editors (user_id);

-- What a course's file says and the platform has no column for.
create table lyceum.course_details (
    course_id varchar primary key references public.courses (id) on delete cascade on update cascade,
    language text not null,
    license text
);
create table lyceum.lesson_details (
    lesson_id varchar primary key references public.lessons (id) on delete cascade on update cascade,
    path text not null,
    minutes_estimated boolean not null,
    objectives jsonb not null
);

-- Lessons with graded questions as their authors wrote them: for editors only, while the public text is still the one
-- with that MD5.
create table lyceum.lesson_sources (
    lesson_id varchar primary key references public.lessons (id) on delete cascade on update cascade,
    public_digest text not null,
    content text not null
);

-- What is right in each version of a graded question. It leaves the database for nobody.
create table lyceum.question_keys (
    lesson_id varchar not null references public.lessons (id) on delete cascade on update cascade,
    question text not null,
    revision bigint not null,
    -- How often a learner may answer.
    attempts integer not null check (attempts > 0),
    solution jsonb not null,
    primary key (lesson_id, question, revision)
);

-- The words of each course's title and description, by which the catalog's texts are found.
create table lyceum.course_search (
    course_id varchar primary key references public.courses (id) on delete cascade on update cascade,
    words tsvector not null
);
create index course_search_words on lyceum.course_search using gin (words);

-- One row per change of a course, insert-only: a counter would make two writers of two courses wait for each
-- other in opposite orders.
create table lyceum.course_changes (
    id bigint generated always as identity primary key,
    course_id text not null
);
create index course_changes_course on lyceum.course_changes (course_id, id);

-- Who changed what on the platform's tables, and who got or lost a login or a course to edit.
create table lyceum.audit_log (
    id bigint generated always as identity primary key,
    at timestamptz not null default clock_timestamp(),
    -- The database login.
    login name not null default session_user,
    -- The learner, instructor or admin on whose behalf, where the login tells.
    caller text,
    table_name text not null,
    operation text not null,
    -- How many rows the line stands for. A statement that changes more than 100 gets one line for all rows whose
    -- same columns changed, without key and subject; where a value is kept, each row has its own.
    row_count bigint not null default 1,
    row_key text,
    -- The user whose row it is.
    subject text,
    -- The names of the columns that changed.
    columns text[],
    -- Old and new values of the few columns whose history matters.
    changed_values jsonb
);
-- Lines stand in the order of their time, so an entry for each block does.
create index audit_log_at on lyceum.audit_log using brin (at);
create index audit_log_subject on lyceum.audit_log (subject) where subject is not null;
create index audit_log_caller on lyceum.audit_log (caller) where caller is not null;

-- A device has one token of 256 random bits, which the device made; we keep its SHA-256.
create table lyceum.devices (
    id uuid primary key default gen_random_uuid(),
    -- None where the account was erased: its devices are told so until their tokens expire.
    user_id varchar references public.users (id) on delete set null,
    token_digest bytea not null unique check (length(token_digest) = 32),
    -- SHA-256 of what the mail that announced the device lets its reader revoke it with.
    revoke_digest bytea unique check (length(revoke_digest) = 32),
    name text not null check (length(name) between 1 and 80),
    -- `learn`, and `admin` where it was asked for.
    scopes text[] not null check (scopes <@ array['learn', 'admin']),
    signed_in_at timestamptz not null default now(),
    -- To the hour.
    seen_at timestamptz not null default date_trunc('hour', now()),
    -- Moves with use, up to the end that `device_expiry` sets.
    expires_at timestamptz not null
);
create index devices_user on lyceum.devices (user_id);

-- A sign-in that a device began. Ended ones stay for a day, since the limits count them.
create table lyceum.login_challenges (
    id uuid primary key default gen_random_uuid(),
    -- Of the token that the device will have: only who knows the token can go on with its sign-in.
    token_digest bytea not null check (length(token_digest) = 32),
    device_name text not null check (length(device_name) between 1 and 80),
    scopes text[] not null check (scopes <@ array['learn', 'admin']),
    network cidr not null,
    created_at timestamptz not null default now(),
    expires_at timestamptz not null,
    ended_at timestamptz,
    -- By code: the address in lower case, and the HMAC-SHA-256 of token digest and code with the servers' pepper.
    address text,
    code_mac bytea check (length(code_mac) = 32),
    tries integer not null default 0,
    -- By provider: what it is asked with, and how many seconds apart at least.
    provider text,
    device_code text,
    poll_seconds integer,
    next_poll_at timestamptz,
    check ((address is null) <> (provider is null))
);
create unique index login_challenges_open on lyceum.login_challenges (token_digest) where ended_at is null;
create index login_challenges_address on lyceum.login_challenges (address, created_at) where address is not null;
create index login_challenges_network on lyceum.login_challenges (network, created_at);
create index login_challenges_created on lyceum.login_challenges (created_at);

-- Images of courses, by what they are: a file that several courses show is there once.
create table lyceum.images (
    -- SHA-256.
    digest bytea primary key check (length(digest) = 32),
    bytes bytea not null check (octet_length(bytes) between 1 and 8388608)
);

create table lyceum.course_images (
    course_id varchar not null references public.courses (id) on delete cascade on update cascade,
    -- Relative to the course's folder.
    path text not null,
    digest bytea not null references lyceum.images (digest),
    -- In pixels.
    width integer not null check (width > 0),
    height integer not null check (height > 0),
    primary key (course_id, path)
);
create index course_images_digest on lyceum.course_images (digest);

-- Lessons and images on their way into a course that somebody is about to publish.
create table lyceum.uploads (
    user_id varchar not null references public.users (id) on delete cascade,
    -- SHA-256.
    digest bytea not null check (length(digest) = 32),
    bytes bytea not null check (octet_length(bytes) <= 8388608),
    at timestamptz not null default clock_timestamp(),
    primary key (user_id, digest)
);

-- A record as it arrived. `problem` says why it is refused, where it is.
create type lyceum.incoming as (
    place integer,
    given_id text,
    id uuid,
    device uuid,
    kind text,
    course_id text,
    lesson_id text,
    detail jsonb,
    occurred_at timestamptz,
    local_date date,
    effective_at timestamptz,
    seconds integer,
    -- What it counted before, where it was acknowledged once.
    at_most integer,
    problem text
);

-- A record with what becomes of it.
create type lyceum.judged as (
    place integer,
    given_id text,
    id uuid,
    device uuid,
    kind text,
    course_id text,
    lesson_id text,
    detail jsonb,
    occurred_at timestamptz,
    local_date date,
    outcome text,
    code text,
    -- What was made of it, where it is stored.
    seq bigint,
    effective_at timestamptz,
    counted integer,
    flags text[],
    -- The day that its seconds count for.
    day date,
    is_right boolean
);

-- A module as a course file has it.
create type lyceum.given_module as (
    id text,
    place integer,
    title text,
    description text,
    minutes integer
);

-- A lesson as a course file has it.
create type lyceum.given_lesson as (
    id text,
    module_id text,
    place integer,
    title text,
    content text,
    minutes integer,
    kind text,
    video_url text,
    resource_url text,
    path text,
    minutes_estimated boolean,
    objectives jsonb,
    -- As its author wrote it, where learners get less; and the keys of its graded questions.
    source text,
    keys jsonb
);

-- A course as a course file names its images.
create type lyceum.given_image as (
    path text,
    digest bytea,
    width integer,
    height integer
);

insert into lyceum.instance (content_rule)
values (case current_setting('lyceum.database_was', true) when 'empty' then 'refuse' else 'report' end);

reset role;
