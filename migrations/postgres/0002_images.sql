-- Images of courses, by what they are: a file that several courses show is there once.

set local role lyceum_owner;

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

-- A course as a course file names its images.
create type lyceum.given_image as (
    path text,
    digest bytea,
    width integer,
    height integer
);

reset role;
