-- The academy that the profile is bound to, and three places in the learner's log there: the end of what the
-- snapshot contains (head), of what was pulled (cursor), and the highest that was ever seen (receipts included).
-- Cursor and highest place are of `era`; the snapshot is of `shown_era` until the log was pushed again.

CREATE TABLE remote (
    id             INTEGER PRIMARY KEY CHECK (id = 1),
    instance       BLOB    NOT NULL,
    user_id        TEXT    NOT NULL,
    email          TEXT    NOT NULL,
    era            INTEGER NOT NULL,
    shown_era      INTEGER NOT NULL,
    head_seq       INTEGER NOT NULL DEFAULT 0,
    head_record    BLOB,
    cursor_seq     INTEGER NOT NULL DEFAULT 0,
    cursor_record  BLOB,
    highest_seq    INTEGER NOT NULL DEFAULT 0,
    highest_record BLOB,
    -- Digests, as the academy gave them.
    snapshot       TEXT    NOT NULL DEFAULT '',
    catalog        TEXT    NOT NULL DEFAULT '',
    synced_at      INTEGER
) STRICT;

-- Which program syncs this profile, and until when nobody else does.
CREATE TABLE sync_lease (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    holder BLOB    NOT NULL,
    until  INTEGER NOT NULL
) STRICT;

-- What the academy says of the learner. A row without a lesson ('') is time of the course as a whole; `web_at` is when
-- the web application completed the lesson, where it did.
CREATE TABLE snapshot_progress (
    course_id TEXT    NOT NULL,
    lesson_id TEXT    NOT NULL,
    seconds   INTEGER NOT NULL,
    web_at    INTEGER,
    PRIMARY KEY (course_id, lesson_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX snapshot_by_lesson ON snapshot_progress (lesson_id);

CREATE TABLE snapshot_enrollments (
    course_id    TEXT    PRIMARY KEY,
    status       TEXT    NOT NULL CHECK (status IN ('active', 'completed', 'suspended', 'refunded')),
    percent      INTEGER NOT NULL,
    enrolled_at  INTEGER,
    completed_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_certificates (
    number    TEXT    PRIMARY KEY,
    course_id TEXT    NOT NULL,
    issued_at INTEGER,
    url       TEXT
) STRICT, WITHOUT ROWID;

-- The academy's catalog: every course that its manifest names or ever named. A course that is here for reading stands
-- in `courses` too.

CREATE TABLE academy_courses (
    course_id   TEXT    PRIMARY KEY,
    -- The manifest's revision now, and the one that the metadata is of: empty until they came.
    revision    TEXT    NOT NULL,
    listed      TEXT    NOT NULL DEFAULT '',
    -- Whether the manifest still names it.
    named       INTEGER NOT NULL DEFAULT 1,
    -- The end of the log when the manifest named it first, and whether what was learned before is sent: empty until
    -- the learner said so.
    known_row   INTEGER NOT NULL,
    past        TEXT    NOT NULL DEFAULT '' CHECK (past IN ('', 'send', 'keep')),
    -- Whether the learner asked for its lessons (1), or removed them (0); none: they come with the enrollment.
    wanted      INTEGER,
    slug        TEXT    NOT NULL DEFAULT '',
    title       TEXT    NOT NULL DEFAULT '',
    price       INTEGER NOT NULL DEFAULT 0,
    access      TEXT    NOT NULL DEFAULT '',
    -- The metadata, as the academy sent it.
    entry       TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(entry))
) STRICT, WITHOUT ROWID;

CREATE INDEX academy_courses_by_slug ON academy_courses (slug);

-- Courses whose metadata is missing or old. (With all columns that the question names, so that the index answers it.)
CREATE INDEX academy_courses_unlisted ON academy_courses (course_id, revision, named, listed)
WHERE named = 1 AND listed <> revision;

-- The list of the academy's courses, without their descriptions.
CREATE INDEX academy_courses_by_title ON academy_courses (title, course_id, slug, price, access, named, listed)
WHERE named = 1 AND listed <> '';

-- What became of each record.
CREATE VIEW fates AS
SELECT r.row, r.id, r.device, r.kind, r.course_id, r.lesson_id, r.payload, r.occurred_at, r.local_date,
    r.seq, r.effective_at, r.held_code AS code,
    CASE
        WHEN r.era = (SELECT era FROM remote) THEN 'sent'
        WHEN a.course_id IS NULL THEN 'local'
        WHEN r.held_code IS NOT NULL THEN 'held'
        WHEN r.era IS NULL AND r.row <= a.known_row AND a.past <> 'send' THEN 'kept'
        ELSE 'to_send'
    END AS fate
FROM records r
LEFT JOIN academy_courses a ON a.course_id = r.course_id
UNION ALL
SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date,
    NULL, NULL, code, 'refused'
FROM refused;
