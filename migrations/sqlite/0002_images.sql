-- The images that a course's lessons show, as their files have them; sizes in pixels. One that arrives is whole when all of
-- its pieces are there; the one that it replaces shows until then.

CREATE TABLE images (
    row       INTEGER PRIMARY KEY,
    course_id TEXT    NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    path      TEXT    NOT NULL,
    is_whole  INTEGER NOT NULL,
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    -- What tells its file from another one of the same name and size.
    digest    TEXT    NOT NULL,
    UNIQUE (course_id, path, is_whole)
) STRICT;

-- Their bytes, a piece at a time.
CREATE TABLE image_pieces (
    image  INTEGER NOT NULL REFERENCES images (row) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (image, number)
) STRICT;
