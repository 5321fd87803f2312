-- Moves the projections over every record that they do not contain yet: one new record, a batch that was
-- pulled, or after reset.sql the whole log. The rules live here once; domain::progress is what they are tested
-- against. Dates and places come from the whole log, the rest from what the snapshot doesn't contain.

INSERT INTO progress (lesson_id, seconds)
SELECT lesson_id, sum(coalesce(payload ->> '$.seconds', 0))
FROM replayed
WHERE row > (SELECT row FROM projected) AND kind IN ('study', 'complete')
GROUP BY lesson_id
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds;

INSERT INTO completions (lesson_id, record, at)
SELECT lesson_id, id, occurred_at
FROM replayed
WHERE row > (SELECT row FROM projected) AND kind = 'complete'
ON CONFLICT DO UPDATE SET at = excluded.at;

INSERT INTO reopenings (lesson_id, completion)
SELECT DISTINCT lesson_id, unhex(payload ->> '$.completion', '-')
FROM records
WHERE row > (SELECT row FROM projected) AND kind = 'reopen'
ON CONFLICT DO NOTHING;

-- The earliest completion that no reopening undid.
UPDATE progress
SET (completed_at, completion) = (
    SELECT c.at, c.record
    FROM completions c
    LEFT JOIN reopenings r ON r.lesson_id = c.lesson_id AND r.completion = c.record
    WHERE c.lesson_id = progress.lesson_id AND r.completion IS NULL
    ORDER BY c.at, c.record
    LIMIT 1
)
WHERE lesson_id IN (
    SELECT lesson_id FROM records
    WHERE row > (SELECT row FROM projected) AND kind IN ('complete', 'reopen')
);

-- The latest place; of two at the same instant, the later record. Of one device the log's order decides, whose clock
-- may have been ahead.
INSERT INTO positions (lesson_id, position, at, record)
SELECT lesson_id, payload -> '$.position', occurred_at, id
FROM records
WHERE row > (SELECT row FROM projected) AND kind = 'position'
ORDER BY row
ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at, record = excluded.record
WHERE (excluded.at, excluded.record) > (positions.at, positions.record)
    OR (SELECT device FROM records WHERE id = excluded.record)
        = (SELECT device FROM records WHERE id = positions.record);

INSERT INTO enrollments (course_id, enrolled_at)
SELECT course_id, min(occurred_at)
FROM replayed
WHERE row > (SELECT row FROM projected) AND kind = 'enroll'
GROUP BY course_id
ON CONFLICT DO UPDATE SET enrolled_at = min(enrolled_at, excluded.enrolled_at);

INSERT INTO course_activity (course_id, seconds)
SELECT course_id, sum(payload ->> '$.seconds')
FROM replayed
WHERE row > (SELECT row FROM projected) AND kind = 'study'
GROUP BY course_id
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds;

INSERT INTO course_activity (course_id, seconds, last_read, record)
SELECT course_id, 0, occurred_at, id
FROM records
WHERE row > (SELECT row FROM projected) AND kind IN ('study', 'position', 'complete')
ORDER BY row
ON CONFLICT DO UPDATE SET last_read = excluded.last_read, record = excluded.record
WHERE course_activity.record IS NULL
    OR (excluded.last_read, excluded.record) > (course_activity.last_read, course_activity.record)
    OR (SELECT device FROM records WHERE id = excluded.record)
        = (SELECT device FROM records WHERE id = course_activity.record);

INSERT INTO study_days (local_date, seconds, first_at, last_at)
SELECT local_date, sum(payload ->> '$.seconds'), min(occurred_at), max(occurred_at)
FROM records
WHERE row > (SELECT row FROM projected) AND kind = 'study'
GROUP BY local_date
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds,
    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at);

UPDATE projected SET row = (SELECT coalesce(max(row), 0) FROM records);
