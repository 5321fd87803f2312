-- Takes the projections back to what the snapshot alone says, so that project.sql replays the whole log.

DELETE FROM progress;
DELETE FROM completions;
DELETE FROM reopenings;
DELETE FROM web_reopenings;
DELETE FROM positions;
DELETE FROM enrollments;
DELETE FROM course_activity;
DELETE FROM study_days;
DELETE FROM ticks;
DELETE FROM cards;
DELETE FROM stale_cards;
DELETE FROM reviews;
DELETE FROM stale;
UPDATE projected SET row = 0;

INSERT INTO progress (lesson_id, seconds)
SELECT lesson_id, sum(seconds) FROM snapshot_progress WHERE lesson_id <> '' GROUP BY lesson_id;

UPDATE progress
SET (completed_at, completion) = (
    SELECT s.at, s.record FROM standing s WHERE s.lesson_id = progress.lesson_id ORDER BY s.at, s.record LIMIT 1
);

INSERT INTO enrollments (course_id, enrolled_at)
SELECT course_id, enrolled_at FROM snapshot_enrollments WHERE enrolled_at IS NOT NULL;

INSERT INTO course_activity (course_id, seconds)
SELECT course_id, sum(seconds) FROM snapshot_progress GROUP BY course_id;
