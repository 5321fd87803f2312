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
    -- Whether the answer is right, of a submission that the academy graded.
    is_right     INTEGER,
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
-- With the seconds, so that adding up a course reads no record.
CREATE INDEX records_replayed_seconds ON records (course_id, seconds) WHERE replayed = 1;
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

-- Whole seconds of study that are not records yet, by lesson.
CREATE VIEW open_seconds AS
SELECT lesson_id, sum(millis / 1000) AS seconds
FROM open_study
GROUP BY lesson_id;

-- The block of the last place in a lesson: where it starts in the lesson's text, in bytes, and how much of the lesson was
-- read by then, in percent. A hint, checked when it is used: a long lesson opens at its place without what is before it.
CREATE TABLE place_starts (
    lesson_id TEXT    PRIMARY KEY,
    start     INTEGER NOT NULL,
    percent   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
