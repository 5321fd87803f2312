-- Makes the projections of what is stale now anew, from the snapshot and all of its records: few lessons, courses and days
-- at once. Whoever changes one of these rules changes it in project.sql too; a test compares them.

DELETE FROM progress WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM completions WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM reopenings WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM web_reopenings WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM positions WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM ticks WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM cards WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');
DELETE FROM enrollments WHERE course_id IN (SELECT id FROM stale_now WHERE what = 'course');
DELETE FROM course_activity WHERE course_id IN (SELECT id FROM stale_now WHERE what = 'course');
DELETE FROM study_days WHERE local_date IN (SELECT id FROM stale_now WHERE what = 'day');

INSERT INTO progress (lesson_id, seconds)
SELECT lesson_id, sum(seconds)
FROM (
    SELECT lesson_id, seconds FROM snapshot_progress WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND lesson_id <> ''
    UNION ALL
    SELECT lesson_id, seconds
    FROM records INDEXED BY records_replayed
    WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind IN ('study', 'complete') AND replayed = 1
    UNION ALL
    SELECT id, 0
    FROM stale_now
    WHERE what = 'lesson'
        AND EXISTS (SELECT 1 FROM records WHERE lesson_id = stale_now.id AND kind IN ('study', 'complete'))
)
GROUP BY lesson_id;

INSERT INTO completions (lesson_id, record, at)
SELECT lesson_id, id, at
FROM records
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind = 'complete';

INSERT INTO reopenings (lesson_id, completion)
SELECT DISTINCT lesson_id, unhex(undone.value, '-')
FROM records, json_each(payload, '$.completions') AS undone
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind = 'reopen';

INSERT INTO web_reopenings (lesson_id, millis)
SELECT DISTINCT lesson_id, CAST(round(unixepoch(payload ->> '$.web', 'subsec') * 1000) AS INTEGER)
FROM records
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind = 'reopen'
    AND payload ->> '$.web' IS NOT NULL;

UPDATE progress
SET (completed_at, completion) = (
    SELECT s.at, s.record FROM standing s WHERE s.lesson_id = progress.lesson_id ORDER BY s.at, s.record LIMIT 1
)
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson');

INSERT INTO positions (lesson_id, position, at, record)
SELECT lesson_id, payload -> '$.position', at, id
FROM records
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind = 'position'
ORDER BY row
ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at, record = excluded.record
WHERE (excluded.at, excluded.record) > (positions.at, positions.record)
    OR (SELECT device FROM records WHERE id = excluded.record AND era IS NULL)
        = (SELECT device FROM records WHERE id = positions.record);

INSERT INTO enrollments (course_id, enrolled_at)
SELECT course_id, min(at)
FROM (
    SELECT course_id, enrolled_at AS at FROM snapshot_enrollments WHERE course_id IN (SELECT id FROM stale_now WHERE what = 'course') AND enrolled_at IS NOT NULL
    UNION ALL
    SELECT course_id, at FROM records WHERE course_id IN (SELECT id FROM stale_now WHERE what = 'course') AND kind = 'enroll' AND replayed
)
GROUP BY course_id;

INSERT INTO course_activity (course_id, seconds)
SELECT course_id, sum(seconds) FROM snapshot_progress WHERE course_id IN (SELECT id FROM stale_now WHERE what = 'course') GROUP BY course_id;

INSERT INTO course_activity (course_id, seconds)
SELECT course_id, sum(seconds)
FROM (
    SELECT course_id, seconds
    FROM records INDEXED BY records_replayed_seconds
    WHERE course_id IN (SELECT id FROM stale_now WHERE what = 'course') AND replayed = 1 AND seconds > 0
    UNION ALL
    SELECT id, 0
    FROM stale_now
    WHERE what = 'course'
        AND EXISTS (SELECT 1 FROM records WHERE course_id = stale_now.id AND kind IN ('study', 'position', 'complete'))
)
GROUP BY course_id
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds;

-- The last reading by time, and what stands after it in the log from the first record on that no academy has: nothing
-- before can be the last.
UPDATE course_activity SET last_read = NULL, record = NULL
WHERE course_id IN (SELECT id FROM stale_now WHERE what IN ('course', 'reading'));

WITH latest AS MATERIALIZED (
    SELECT id AS course_id, (
        SELECT row FROM records
        WHERE course_id = stale_now.id AND kind IN ('study', 'position', 'complete')
        ORDER BY at DESC, id DESC
        LIMIT 1
    ) AS row
    FROM stale_now
    WHERE what IN ('course', 'reading')
), sent_later AS MATERIALIZED (
    SELECT course_id, (
        SELECT min(row) FROM records
        WHERE course_id = latest.course_id AND replayed = 1 AND era IS NULL AND row > latest.row
    ) AS row
    FROM latest
)
INSERT INTO course_activity (course_id, seconds, last_read, record)
SELECT course_id, 0, at, id
FROM records
WHERE row IN (
    SELECT row FROM latest
    UNION ALL
    -- In this order, and by this index: SQLite would read all of the log for the few rows of `sent_later`.
    SELECT r.row
    FROM sent_later s CROSS JOIN records r INDEXED BY records_by_course
    WHERE r.course_id = s.course_id AND r.row >= s.row AND r.kind IN ('study', 'position', 'complete')
)
ORDER BY row
ON CONFLICT DO UPDATE SET last_read = excluded.last_read, record = excluded.record
WHERE course_activity.record IS NULL
    OR (excluded.last_read, excluded.record) > (course_activity.last_read, course_activity.record)
    OR (SELECT device FROM records WHERE id = excluded.record AND era IS NULL)
        = (SELECT device FROM records WHERE id = course_activity.record);

INSERT INTO study_days (local_date, seconds, first_at, last_at)
SELECT day, sum(seconds), min(at), max(at)
FROM records
WHERE kind = 'study' AND day IN (SELECT id FROM stale_now WHERE what = 'day')
GROUP BY day;

INSERT INTO ticks (lesson_id, task, done, at, record)
SELECT lesson_id, payload ->> '$.task', payload ->> '$.done', at, id
FROM records
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind = 'tick'
ORDER BY row
ON CONFLICT DO UPDATE SET done = excluded.done, at = excluded.at, record = excluded.record
WHERE (excluded.at, excluded.record) > (ticks.at, ticks.record);

INSERT INTO stale_cards (lesson_id, question)
SELECT DISTINCT lesson_id, payload ->> '$.question'
FROM records
WHERE lesson_id IN (SELECT id FROM stale_now WHERE what = 'lesson') AND kind IN ('attempt', 'recall', 'undo')
ON CONFLICT DO NOTHING;

DELETE FROM stale WHERE (what, id) IN (SELECT what, id FROM stale_now);
DELETE FROM stale_now;
