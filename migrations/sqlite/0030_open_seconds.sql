-- Whole seconds of study that are not records yet, by lesson.
CREATE VIEW open_seconds AS
SELECT lesson_id, sum(millis / 1000) AS seconds
FROM open_study
GROUP BY lesson_id;
