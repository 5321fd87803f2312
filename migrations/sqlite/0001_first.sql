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
    description TEXT    NOT NULL
) STRICT;

CREATE INDEX modules_by_course ON modules (course_id);

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
    -- The academy's digest of the body, where it came from there.
    digest             TEXT,
    content            TEXT    NOT NULL,
    reading_text       TEXT    NOT NULL
) STRICT;

CREATE INDEX lessons_by_course ON lessons (course_id);
CREATE INDEX lessons_by_module ON lessons (module_id);

-- Lessons as a search sees them.
CREATE VIEW lesson_texts AS
SELECT l.row, l.course_id, c.title AS course, m.title AS module, l.title AS lesson, l.reading_text AS text
FROM lessons l
JOIN modules m ON m.id = l.module_id
JOIN courses c ON c.id = l.course_id;

-- The words of lessons, as `store/search/words.rs` writes them; the index keeps no text.
CREATE VIRTUAL TABLE lessons_fts USING fts5 (
    course, module, lesson, text,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0 categories ''L* N* Co M*'''
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
    -- What the academy made of it: its number in the academy's log of that era, when it happened by a clock that is
    -- right, the seconds that it added, what was noticed. An era ends when the academy goes back in time.
    era          INTEGER,
    seq          INTEGER,
    effective_at INTEGER,
    counted      INTEGER,
    flags        TEXT,
    -- Why the academy doesn't take it yet, and whether it is pushed again all the same.
    held_code    TEXT,
    retry        INTEGER NOT NULL DEFAULT 0,
    -- 1 while the snapshot doesn't contain it: what is shown adds it to the snapshot.
    replayed     INTEGER NOT NULL DEFAULT 1,
    -- How it counts: by what the academy made of it, where that is known.
    at           INTEGER AS (coalesce(effective_at, occurred_at)),
    seconds      INTEGER AS (
        CASE WHEN kind = 'study' THEN CAST(coalesce(counted, payload ->> '$.seconds', 0) AS INTEGER) ELSE 0 END
    ),
    day          TEXT AS (
        CASE
            WHEN abs(julianday(local_date) - julianday(date(effective_at / 1000000, 'unixepoch'))) > 1
                THEN date(effective_at / 1000000, 'unixepoch')
            ELSE local_date
        END
    ),
    UNIQUE (era, seq)
) STRICT;

CREATE INDEX records_by_lesson ON records (lesson_id, kind);
CREATE INDEX records_by_course ON records (course_id, kind);
CREATE INDEX records_by_day ON records (day) WHERE kind = 'study';
CREATE INDEX records_replayed ON records (lesson_id) WHERE replayed = 1;
CREATE INDEX records_replayed_by_course ON records (course_id) WHERE replayed = 1;
CREATE INDEX records_of_reading ON records (course_id, at, id) WHERE kind IN ('study', 'position', 'complete');
CREATE INDEX records_held ON records (course_id) WHERE held_code IS NOT NULL;

-- Records that the academy never takes: they are kept and shown, and count for nothing.
CREATE TABLE refused (
    row          INTEGER PRIMARY KEY,
    id           BLOB    NOT NULL,
    device       BLOB    NOT NULL,
    kind         TEXT    NOT NULL,
    course_id    TEXT    NOT NULL,
    lesson_id    TEXT,
    payload      TEXT    NOT NULL CHECK (json_valid(payload)),
    occurred_at  INTEGER NOT NULL,
    local_date   TEXT    NOT NULL,
    code         TEXT    NOT NULL
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

-- The web application's completions that were undone, by their time in milliseconds: what its column keeps.
CREATE TABLE web_reopenings (
    lesson_id TEXT    NOT NULL,
    millis    INTEGER NOT NULL,
    PRIMARY KEY (lesson_id, millis)
) STRICT, WITHOUT ROWID;

-- Every completion that stands; the web application's has the nil id.
CREATE VIEW standing AS
SELECT c.lesson_id, c.record, c.at
FROM completions c
LEFT JOIN reopenings r ON r.lesson_id = c.lesson_id AND r.completion = c.record
WHERE r.completion IS NULL
UNION ALL
SELECT s.lesson_id, zeroblob(16), s.web_at
FROM snapshot_progress s
LEFT JOIN web_reopenings r ON r.lesson_id = s.lesson_id AND r.millis = (s.web_at + 500) / 1000
WHERE s.web_at IS NOT NULL AND r.millis IS NULL;

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


-- What a change of the snapshot, or of what the academy made of a record, leaves wrong in the projections; refresh.sql
-- makes it right. What is only added is taken in by project.sql. `reading` is a course of which only the last reading is.

CREATE TABLE stale (
    what TEXT NOT NULL CHECK (what IN ('lesson', 'course', 'reading', 'day')),
    id   TEXT NOT NULL,
    PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;

-- (`INSERT OR IGNORE` would not do here: inside of a trigger the outer statement's conflicts decide.)

CREATE TRIGGER record_counts_differently
AFTER UPDATE OF replayed, effective_at, counted ON records
WHEN (old.replayed, old.at, old.seconds, old.day) <> (new.replayed, new.at, new.seconds, new.day)
BEGIN
    INSERT INTO stale SELECT 'lesson', new.lesson_id WHERE new.lesson_id IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO stale VALUES ('course', new.course_id) ON CONFLICT DO NOTHING;
    INSERT INTO stale SELECT 'day', old.day WHERE (old.day, old.seconds, old.at) <> (new.day, new.seconds, new.at) ON CONFLICT DO NOTHING;
    INSERT INTO stale SELECT 'day', new.day WHERE (old.day, old.seconds, old.at) <> (new.day, new.seconds, new.at) ON CONFLICT DO NOTHING;
END;

-- From then on its time decides, not its place in the log, which of two places or readings is the last.
CREATE TRIGGER record_is_acknowledged
AFTER UPDATE OF era ON records
WHEN (old.era IS NULL) <> (new.era IS NULL) AND new.kind IN ('study', 'position', 'complete')
BEGIN
    INSERT INTO stale SELECT 'lesson', new.lesson_id WHERE new.kind = 'position' ON CONFLICT DO NOTHING;
    INSERT INTO stale VALUES ('reading', new.course_id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER record_goes
AFTER DELETE ON records
BEGIN
    INSERT INTO stale SELECT 'lesson', old.lesson_id WHERE old.lesson_id IS NOT NULL ON CONFLICT DO NOTHING;
    INSERT INTO stale VALUES ('course', old.course_id), ('day', old.day) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER snapshot_progress_comes AFTER INSERT ON snapshot_progress
BEGIN
    INSERT INTO stale VALUES ('lesson', new.lesson_id), ('course', new.course_id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER snapshot_progress_changes AFTER UPDATE ON snapshot_progress
BEGIN
    INSERT INTO stale VALUES ('lesson', new.lesson_id), ('course', new.course_id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER snapshot_progress_goes AFTER DELETE ON snapshot_progress
BEGIN
    INSERT INTO stale VALUES ('lesson', old.lesson_id), ('course', old.course_id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER snapshot_enrollment_comes AFTER INSERT ON snapshot_enrollments
BEGIN
    INSERT INTO stale VALUES ('course', new.course_id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER snapshot_enrollment_changes AFTER UPDATE ON snapshot_enrollments
BEGIN
    INSERT INTO stale VALUES ('course', new.course_id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER snapshot_enrollment_goes AFTER DELETE ON snapshot_enrollments
BEGIN
    INSERT INTO stale VALUES ('course', old.course_id) ON CONFLICT DO NOTHING;
END;
