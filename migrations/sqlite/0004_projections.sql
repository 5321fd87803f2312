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

-- Every completion that stands; the web application's has the nil id. (Of the same type on both sides: where these
-- differ, SQLite reads all completions to find those of one lesson.)
CREATE VIEW standing AS
SELECT c.lesson_id, c.record, c.at
FROM completions c
LEFT JOIN reopenings r ON r.lesson_id = c.lesson_id AND r.completion = c.record
WHERE r.completion IS NULL
UNION ALL
SELECT s.lesson_id, CAST(zeroblob(16) AS BLOB), s.web_at
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
    last_read INTEGER,
    -- The record of the last reading.
    record    BLOB
) STRICT, WITHOUT ROWID;

-- When the first and the last study of a day began: two days with a date between them that a learner's flight over the
-- date line left out are days in a row.
CREATE TABLE study_days (
    local_date TEXT PRIMARY KEY,
    seconds    INTEGER NOT NULL,
    first_at   INTEGER,
    last_at    INTEGER
) STRICT, WITHOUT ROWID;


-- What a change of the snapshot, or of what the academy made of a record, leaves wrong in the projections; refresh.sql
-- makes it right. What is only added is taken in by project.sql. `reading` is a course of which only the last reading is.

CREATE TABLE stale (
    what TEXT NOT NULL CHECK (what IN ('lesson', 'course', 'reading', 'day')),
    id   TEXT NOT NULL,
    PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;

-- The part of `stale` that a transaction makes right; empty outside of one.
CREATE TABLE stale_now (
    what TEXT NOT NULL,
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
