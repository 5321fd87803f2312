-- The images that a course's lessons show, as their files have them; sizes in pixels.

CREATE TABLE images (
    course_id TEXT    NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    path      TEXT    NOT NULL,
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    bytes     BLOB    NOT NULL,
    PRIMARY KEY (course_id, path)
) STRICT;
