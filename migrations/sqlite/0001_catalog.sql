-- Instants are microseconds since 1970 in UTC, dates the learner's own as YYYY-MM-DD, record and device ids the
-- 16 bytes of a UUID.

-- What the profile knows of itself: the device, how the last session ended, small state of the screens.
CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;


-- The catalog: courses, modules and lessons as the platform has them, plus where they came from.
-- A large text is the last column, so that reading what stands before it never walks through it.

CREATE TABLE courses (
    row           INTEGER PRIMARY KEY,
    id            TEXT    NOT NULL UNIQUE,
    slug          TEXT    NOT NULL,
    origin        TEXT    NOT NULL CHECK (origin IN ('bundled', 'folder', 'remote')),
    revision      TEXT    NOT NULL,
    title         TEXT    NOT NULL,
    difficulty    TEXT    NOT NULL CHECK (difficulty IN ('beginner', 'intermediate', 'advanced', 'expert')),
    price         INTEGER NOT NULL CHECK (price >= 0),
    language      TEXT    NOT NULL,
    license       TEXT,
    duration      INTEGER NOT NULL,
    module_count  INTEGER NOT NULL,
    lesson_count  INTEGER NOT NULL,
    objectives    TEXT    NOT NULL CHECK (json_valid(objectives)),
    prerequisites TEXT    NOT NULL CHECK (json_valid(prerequisites)),
    description   TEXT    NOT NULL
) STRICT;

CREATE INDEX courses_by_slug ON courses (slug);

CREATE TABLE modules (
    row         INTEGER PRIMARY KEY,
    id          TEXT    NOT NULL UNIQUE,
    course_id   TEXT    NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    "order"     INTEGER NOT NULL,
    title       TEXT    NOT NULL,
    description TEXT    NOT NULL
) STRICT;

CREATE INDEX modules_by_course ON modules (course_id);

-- The texts of lessons. A lesson shows one, whole; one that no lesson shows is arriving, or gone and to be removed.
-- Whether it has cards of its author is known without reading it.
CREATE TABLE texts (
    row       INTEGER PRIMARY KEY,
    course_id TEXT    NOT NULL,
    has_cards INTEGER NOT NULL,
    is_gone   INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX texts_by_course ON texts (course_id);
CREATE INDEX texts_gone ON texts (row) WHERE is_gone = 1;

-- A text in pieces, so that a long one arrives and goes in steps: its Markdown, and what of it search reads. `row` is the
-- text's row and, in its last 16 bits, the piece's number.
CREATE TABLE text_pieces (
    row          INTEGER PRIMARY KEY,
    content      TEXT NOT NULL,
    reading_text TEXT NOT NULL
) STRICT;

-- One row for each text of more than one piece.
CREATE INDEX long_texts ON text_pieces (row) WHERE row & 65535 = 1;

CREATE TABLE lessons (
    row                INTEGER PRIMARY KEY,
    id                 TEXT    NOT NULL UNIQUE,
    module_id          TEXT    NOT NULL REFERENCES modules (id) ON DELETE CASCADE,
    course_id          TEXT    NOT NULL,
    "order"            INTEGER NOT NULL,
    title              TEXT    NOT NULL,
    lesson_type        TEXT    NOT NULL CHECK (lesson_type IN ('text', 'video', 'interactive', 'assignment', 'quiz')),
    duration           INTEGER NOT NULL,
    duration_estimated INTEGER NOT NULL,
    path               TEXT    NOT NULL,
    video_url          TEXT,
    resource_url       TEXT,
    objectives         TEXT    NOT NULL CHECK (json_valid(objectives)),
    -- The academy's digest of the body, where it came from there.
    digest             TEXT,
    text               INTEGER NOT NULL UNIQUE REFERENCES texts (row)
) STRICT;

CREATE INDEX lessons_by_course ON lessons (course_id);
CREATE INDEX lessons_by_module ON lessons (module_id);

CREATE TRIGGER text_of_a_lesson_that_goes
AFTER DELETE ON lessons
BEGIN
    UPDATE texts SET is_gone = 1 WHERE row = old.text;
END;

CREATE TRIGGER text_of_a_lesson_that_gets_another
AFTER UPDATE OF text ON lessons
WHEN old.text <> new.text
BEGIN
    UPDATE texts SET is_gone = 1 WHERE row = old.text;
END;

-- Lessons with their Markdown.
CREATE VIEW lesson_bodies AS
SELECT l.id, l.lesson_type, (
    SELECT group_concat(p.content, '' ORDER BY p.row)
    FROM text_pieces p
    WHERE p.row BETWEEN l.text << 16 AND (l.text << 16) + 65535
) AS content
FROM lessons l;

-- Lessons as a search sees them.
CREATE VIEW lesson_texts AS
SELECT l.row, l.course_id, c.title AS course, m.title AS module, l.title AS lesson, (
    SELECT group_concat(p.reading_text, '' ORDER BY p.row)
    FROM text_pieces p
    WHERE p.row BETWEEN l.text << 16 AND (l.text << 16) + 65535
) AS text
FROM lessons l
JOIN modules m ON m.id = l.module_id
JOIN courses c ON c.id = l.course_id;

-- The words of lessons, as `store/search/words.rs` writes them, for each piece of their texts; the titles stand with the
-- first. The index keeps no text.
CREATE VIRTUAL TABLE lessons_fts USING fts5 (
    course, module, lesson, text,
    content = '', contentless_delete = 1,
    tokenize = 'unicode61 remove_diacritics 0 categories ''L* N* Co M*'''
);

-- The images that a course's lessons show, as their files have them; sizes in pixels. One that arrives is whole when all of
-- its pieces are there; the one that it replaces shows until then. The digest tells a file from another one of the same
-- name and size.

CREATE TABLE images (
    row       INTEGER PRIMARY KEY,
    course_id TEXT    NOT NULL REFERENCES courses (id) ON DELETE CASCADE,
    path      TEXT    NOT NULL,
    is_whole  INTEGER NOT NULL,
    width     INTEGER NOT NULL,
    height    INTEGER NOT NULL,
    digest    TEXT    NOT NULL,
    UNIQUE (course_id, path, is_whole)
) STRICT;

CREATE TABLE image_pieces (
    image  INTEGER NOT NULL REFERENCES images (row) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    bytes  BLOB    NOT NULL,
    PRIMARY KEY (image, number)
) STRICT;

-- Where each imported course came from, as JSON. It outlives the course's content: importing again finds it.

CREATE TABLE course_sources (
    course_id TEXT PRIMARY KEY,
    source    TEXT NOT NULL CHECK (json_valid(source))
) STRICT, WITHOUT ROWID;

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
