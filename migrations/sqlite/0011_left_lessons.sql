-- Lessons with progress that are in the catalog no more: a new version of their course left them out, or the course was
-- removed. What comes later is held against them, so that progress finds its lesson again.

CREATE TABLE left_lessons (
    id        TEXT    PRIMARY KEY,
    course_id TEXT    NOT NULL,
    module    INTEGER NOT NULL,
    lesson    INTEGER NOT NULL,
    title     TEXT    NOT NULL,
    path      TEXT    NOT NULL,
    content   TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX left_lessons_by_course ON left_lessons (course_id);
