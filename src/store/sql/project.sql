-- Moves the projections over every record that they do not contain yet: one new record, a batch that was
-- pulled, or after reset.sql the whole log. domain::progress is what the rules are tested against. Time and
-- enrollments are added to the snapshot's where it doesn't contain the record; all else comes from the whole log.
-- NOT INDEXED: the new records are found by their rows, and the rest of the log is never read.

INSERT INTO progress (lesson_id, seconds)
SELECT lesson_id, sum(seconds * replayed)
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind IN ('study', 'complete')
GROUP BY lesson_id
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds;

INSERT INTO completions (lesson_id, record, at)
SELECT lesson_id, id, at
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind = 'complete'
ON CONFLICT DO UPDATE SET at = excluded.at;

INSERT INTO reopenings (lesson_id, completion)
SELECT DISTINCT lesson_id, unhex(undone.value, '-')
FROM records NOT INDEXED, json_each(payload, '$.completions') AS undone
WHERE row > (SELECT row FROM projected) AND kind = 'reopen'
ON CONFLICT DO NOTHING;

INSERT INTO web_reopenings (lesson_id, millis)
SELECT DISTINCT lesson_id, CAST(round(unixepoch(payload ->> '$.web', 'subsec') * 1000) AS INTEGER)
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind = 'reopen' AND payload ->> '$.web' IS NOT NULL
ON CONFLICT DO NOTHING;

-- The earliest completion that stands.
UPDATE progress
SET (completed_at, completion) = (
    SELECT s.at, s.record FROM standing s WHERE s.lesson_id = progress.lesson_id ORDER BY s.at, s.record LIMIT 1
)
WHERE lesson_id IN (
    SELECT lesson_id FROM records NOT INDEXED
    WHERE row > (SELECT row FROM projected) AND kind IN ('complete', 'reopen')
);

-- The latest place; of two at the same instant, the later record. Of one device the log's order decides, whose clock may
-- have been ahead, until an academy has corrected the time: then everybody goes by that.
INSERT INTO positions (lesson_id, position, at, record)
SELECT lesson_id, payload -> '$.position', at, id
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind = 'position'
ORDER BY row
ON CONFLICT DO UPDATE SET position = excluded.position, at = excluded.at, record = excluded.record
WHERE (excluded.at, excluded.record) > (positions.at, positions.record)
    OR (SELECT device FROM records WHERE id = excluded.record AND era IS NULL)
        = (SELECT device FROM records WHERE id = positions.record);

INSERT INTO enrollments (course_id, enrolled_at)
SELECT course_id, min(at)
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind = 'enroll' AND replayed
GROUP BY course_id
ON CONFLICT DO UPDATE SET enrolled_at = min(enrolled_at, excluded.enrolled_at);

INSERT INTO course_activity (course_id, seconds)
SELECT course_id, sum(seconds * replayed)
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind IN ('study', 'position', 'complete')
GROUP BY course_id
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds;

INSERT INTO course_activity (course_id, seconds, last_read, record)
SELECT course_id, 0, at, id
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind IN ('study', 'position', 'complete')
ORDER BY row
ON CONFLICT DO UPDATE SET last_read = excluded.last_read, record = excluded.record
WHERE course_activity.record IS NULL
    OR (excluded.last_read, excluded.record) > (course_activity.last_read, course_activity.record)
    OR (SELECT device FROM records WHERE id = excluded.record AND era IS NULL)
        = (SELECT device FROM records WHERE id = course_activity.record);

INSERT INTO study_days (local_date, seconds, first_at, last_at)
SELECT day, sum(seconds), min(at), max(at)
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind = 'study'
GROUP BY day
ON CONFLICT DO UPDATE SET seconds = seconds + excluded.seconds,
    first_at = min(first_at, excluded.first_at), last_at = max(last_at, excluded.last_at);

INSERT INTO ticks (lesson_id, task, done, at, record)
SELECT lesson_id, payload ->> '$.task', payload ->> '$.done', at, id
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind = 'tick'
ORDER BY row
ON CONFLICT DO UPDATE SET done = excluded.done, at = excluded.at, record = excluded.record
WHERE (excluded.at, excluded.record) > (ticks.at, ticks.record);

INSERT INTO stale_cards (lesson_id, question)
SELECT DISTINCT lesson_id, payload ->> '$.question'
FROM records NOT INDEXED
WHERE row > (SELECT row FROM projected) AND kind IN ('attempt', 'recall', 'undo')
ON CONFLICT DO NOTHING;

-- Fitted rules of memory change every card.
INSERT INTO stale_cards (lesson_id, question)
SELECT lesson_id, question FROM cards
WHERE EXISTS (SELECT 1 FROM records NOT INDEXED WHERE row > (SELECT row FROM projected) AND kind = 'fit')
ON CONFLICT DO NOTHING;

UPDATE projected SET row = (SELECT coalesce(max(row), 0) FROM records);
