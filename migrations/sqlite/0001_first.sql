-- Instants are microseconds since 1970 in UTC, dates the learner's own as YYYY-MM-DD, record and device ids the
-- 16 bytes of a UUID.

-- What the profile knows of itself: the device, how the last session ended, small state of the screens.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;


-- The catalog: courses, modules and lessons as the platform has them, plus where they came from.
-- A large text is the last column, so that reading what stands before it never walks through it.

CREATE TABLE courses (
    row           INTEGER PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    slug          TEXT    NOT NULL,
    origin        TEXT    NOT NULL CHECK (origin IN ('bundled', 'folder', 'remote')),
    revision      TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    difficulty    TEXT    NOT NULL CHECK (difficulty IN ('beginner', 'intermediate', 'advanced', 'expert')),
    price         INTEGER NOT NULL CHECK (price >= 0),
    language      TEXT    NOT NULL,
    license       TEXT,
    duration      INTEGER NOT NULL,
    module_count  INTEGER NOT NULL,
    lesson_count  INTEGER NOT NULL,
    objectives    TEXT    NOT NULL CHECK (json_valid(objectives)),
    prerequisites TEXT    NOT NULL CHECK (json_valid(prerequisites)),
    description   TEXT    NOT NULL
) STRICT;

CREATE INDEX courses_by_slug ON courses (slug);

CREATE TABLE modules (
    row         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    course_id   TEXT    NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    "order"     INTEGER NOT NULL,
    title       TEXT    NOT NULL,
    description TEXT    NOT NULL,
    UNIQUE (course_id, "order")
) STRICT;

CREATE TABLE lessons (
    row                INTEGER PRIMARY KEY,
    id                 TEXT    NOT NULL UNIQUE,
    module_id          TEXT    NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    course_id          TEXT    NOT NULL,
    "order"            INTEGER NOT NULL,
    title              TEXT    NOT NULL,
    lesson_type        TEXT    NOT NULL CHECK (lesson_type IN ('text', 'video', 'interactive', 'assignment', 'quiz')),
    duration           INTEGER NOT NULL,
    duration_estimated INTEGER NOT NULL,
    path               TEXT    NOT NULL,
    video_url          TEXT,
    resource_url       TEXT,
    objectives         TEXT    NOT NULL CHECK (json_valid(objectives)),
    content            TEXT    NOT NULL,
    reading_text       TEXT    NOT NULL,
    UNIQUE (module_id, "order")
) STRICT;

CREATE INDEX lessons_by_course ON lessons (course_id);

-- What the full-text index is made of. The index keeps no copy of the text: it reads it here.
CREATE VIEW lesson_texts AS
SELECT l.row, l.course_id, c.title AS course, m.title AS module, l.title AS lesson, l.reading_text AS text
FROM lessons l
JOIN modules m ON m.id = l.module_id
JOIN courses c ON c.id = l.course_id;

CREATE VIRTUAL TABLE lessons_fts USING fts5 (
    course, module, lesson, text,
    content = 'lesson_texts', content_rowid = 'row',
    tokenize = 'unicode61 remove_diacritics 2'
);


-- The log. It names courses and lessons without a foreign key: what was learned outlives them.
-- `payload` is what a record says beside its course and lesson.

CREATE TABLE records (
    row          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL UNIQUE CHECK (length(id) = 16),
    device       BLOB    NOT NULL,
    kind         TEXT    NOT NULL,
    course_id    TEXT    NOT NULL,
    lesson_id    TEXT,
    payload      TEXT    NOT NULL CHECK (json_valid(payload)),
    occurred_at  INTEGER NOT NULL,
    local_date   TEXT    NOT NULL,
    seq          INTEGER UNIQUE,
    held_code    TEXT,
    refused_code TEXT
) STRICT;

-- Study time and places that are not records yet. One row per window of the program.

CREATE TABLE open_study (
    window_id     BLOB    PRIMARY KEY,
    record_id     BLOB    NOT NULL UNIQUE,
    device        BLOB    NOT NULL,
    course_id     TEXT    NOT NULL,
    lesson_id     TEXT    NOT NULL,
    started_at    INTEGER NOT NULL,
    local_date    TEXT    NOT NULL,
    millis        INTEGER NOT NULL,
    boot          TEXT    NOT NULL,
    checkpoint_at INTEGER NOT NULL
) STRICT;

CREATE TABLE open_positions (
    window_id     BLOB    PRIMARY KEY,
    record_id     BLOB    NOT NULL UNIQUE,
    device        BLOB    NOT NULL,
    course_id     TEXT    NOT NULL,
    lesson_id     TEXT    NOT NULL,
    position      TEXT    NOT NULL,
    at            INTEGER NOT NULL,
    local_date    TEXT    NOT NULL,
    boot          TEXT    NOT NULL,
    checkpoint_at INTEGER NOT NULL
) STRICT;

-- Up to where on the boot's monotonic clock time has been counted, by whatever window; and the parts of a second
-- that sealed rows could not put into their records, for the next row.
CREATE TABLE study_clock (
    id            INTEGER PRIMARY KEY CHECK (id = 1),
    boot          TEXT    NOT NULL,
    counted_until INTEGER NOT NULL,
    carried       INTEGER NOT NULL CHECK (carried >= 0)
) STRICT;


-- The academy as it last answered: its head, and what it says of the learner.

CREATE TABLE remote (
    id          INTEGER PRIMARY KEY CHECK (id = 1),
    instance    TEXT    NOT NULL,
    head_seq    INTEGER NOT NULL,
    head_record BLOB
) STRICT;

CREATE TABLE snapshot_progress (
    lesson_id    TEXT PRIMARY KEY,
    course_id    TEXT    NOT NULL,
    seconds      INTEGER NOT NULL,
    completed_at INTEGER,
    completion   BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE snapshot_enrollments (
    course_id   TEXT PRIMARY KEY,
    enrolled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The records that the snapshot does not contain.
CREATE VIEW replayed AS
SELECT * FROM records
WHERE seq IS NULL OR seq > coalesce((SELECT head_seq FROM remote), 0);


-- Projections: what snapshot and log add up to. `projected` says up to which row of the log they go.

CREATE TABLE projected (
    id  INTEGER PRIMARY KEY CHECK (id = 1),
    row INTEGER NOT NULL
) STRICT;

INSERT INTO projected (id, row) VALUES (1, 0);

CREATE TABLE progress (
    lesson_id    TEXT PRIMARY KEY,
    seconds      INTEGER NOT NULL,
    completed_at INTEGER,
    completion   BLOB
) STRICT, WITHOUT ROWID;

CREATE INDEX progress_completed ON progress (lesson_id) WHERE completed_at IS NOT NULL;

CREATE TABLE completions (
    lesson_id TEXT    NOT NULL,
    record    BLOB    NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (lesson_id, record)
) STRICT, WITHOUT ROWID;

-- Kept even when the completion that it undoes has not arrived yet.
CREATE TABLE reopenings (
    lesson_id  TEXT NOT NULL,
    completion BLOB NOT NULL,
    PRIMARY KEY (lesson_id, completion)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
    lesson_id TEXT    PRIMARY KEY,
    position  TEXT    NOT NULL,
    at        INTEGER NOT NULL,
    record    BLOB    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE enrollments (
    course_id   TEXT PRIMARY KEY,
    enrolled_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE course_activity (
    course_id TEXT PRIMARY KEY,
    seconds   INTEGER NOT NULL,
    last_read INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE study_days (
    local_date TEXT PRIMARY KEY,
    seconds    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
