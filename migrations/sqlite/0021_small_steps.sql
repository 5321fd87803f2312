-- What lets a sync write in small steps, and each step read no more than it needs.

-- The part of `stale` that a transaction makes right; empty outside of one.
CREATE TABLE stale_now (
    what TEXT NOT NULL,
    id   TEXT NOT NULL,
    PRIMARY KEY (what, id)
) STRICT, WITHOUT ROWID;

-- The same type on both sides: where these differ, SQLite reads all completions to find those of one lesson.
DROP VIEW standing;
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

-- Courses whose metadata is missing or old. (With all columns that the question names, so that the index answers it.)
CREATE INDEX academy_courses_unlisted ON academy_courses (course_id, revision, named, listed)
WHERE named = 1 AND listed <> revision;

-- The list of the academy's courses, without their descriptions.
CREATE INDEX academy_courses_by_title ON academy_courses (title, course_id, slug, price, access, named, listed)
WHERE named = 1 AND listed <> '';

-- With the seconds, so that adding up a course reads no record.
CREATE INDEX records_replayed_seconds ON records (course_id, seconds) WHERE replayed = 1;
