-- Takes the projections back to what the snapshot alone says, so that project.sql replays the whole log.

DELETE FROM progress;
DELETE FROM completions;
DELETE FROM reopenings;
DELETE FROM positions;
DELETE FROM enrollments;
DELETE FROM course_activity;
DELETE FROM study_days;
UPDATE projected SET row = 0;

INSERT INTO progress (lesson_id, seconds, completed_at, completion)
SELECT lesson_id, seconds, completed_at,
       CASE WHEN completed_at IS NOT NULL THEN coalesce(completion, zeroblob(16)) END
FROM snapshot_progress;

-- A lesson that was completed elsewhere without a record of ours has the nil id for it.
INSERT INTO completions (lesson_id, record, at)
SELECT lesson_id, coalesce(completion, zeroblob(16)), completed_at
FROM snapshot_progress
WHERE completed_at IS NOT NULL;

INSERT INTO enrollments (course_id, enrolled_at)
SELECT course_id, enrolled_at FROM snapshot_enrollments;

INSERT INTO course_activity (course_id, seconds)
SELECT course_id, sum(seconds) FROM snapshot_progress GROUP BY course_id;
