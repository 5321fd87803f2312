-- When the first and the last study of a day began: two days with a date between them that a learner's flight over the
-- date line left out are days in a row. And which record was the last of a course.

ALTER TABLE study_days ADD COLUMN first_at INTEGER;
ALTER TABLE study_days ADD COLUMN last_at INTEGER;
ALTER TABLE course_activity ADD COLUMN record BLOB;

UPDATE study_days
SET first_at = studied.first_at, last_at = studied.last_at
FROM (
    SELECT local_date, min(occurred_at) AS first_at, max(occurred_at) AS last_at
    FROM records
    WHERE kind = 'study'
    GROUP BY local_date
) AS studied
WHERE studied.local_date = study_days.local_date;

UPDATE course_activity
SET record = (
    SELECT id FROM records
    WHERE records.course_id = course_activity.course_id AND kind IN ('study', 'position', 'complete')
    ORDER BY row DESC
    LIMIT 1
);
