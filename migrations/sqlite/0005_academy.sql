-- The academy's catalog: every course that its manifest names or ever named. A course that is here for reading stands
-- in `courses` too.

CREATE TABLE academy_courses (
    course_id   TEXT    PRIMARY KEY,
    -- The manifest's revision now, and the one that the metadata is of: empty until they came.
    revision    TEXT    NOT NULL,
    listed      TEXT    NOT NULL DEFAULT '',
    -- Whether the manifest still names it.
    named       INTEGER NOT NULL DEFAULT 1,
    -- The end of the log when the manifest named it first, and whether what was learned before is sent: empty until
    -- the learner said so.
    known_row   INTEGER NOT NULL,
    past        TEXT    NOT NULL DEFAULT '' CHECK (past IN ('', 'send', 'keep')),
    -- Whether the learner asked for its lessons (1), or removed them (0); none: they come with the enrollment.
    wanted      INTEGER,
    slug        TEXT    NOT NULL DEFAULT '',
    title       TEXT    NOT NULL DEFAULT '',
    price       INTEGER NOT NULL DEFAULT 0,
    access      TEXT    NOT NULL DEFAULT '',
    -- The metadata, as the academy sent it.
    entry       TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(entry))
) STRICT, WITHOUT ROWID;

CREATE INDEX academy_courses_by_slug ON academy_courses (slug);

-- What became of each record.
CREATE VIEW fates AS
SELECT r.row, r.id, r.device, r.kind, r.course_id, r.lesson_id, r.payload, r.occurred_at, r.local_date,
    r.seq, r.effective_at, r.held_code AS code,
    CASE
        WHEN r.era = (SELECT era FROM remote) THEN 'sent'
        WHEN a.course_id IS NULL THEN 'local'
        WHEN r.held_code IS NOT NULL THEN 'held'
        WHEN r.era IS NULL AND r.row <= a.known_row AND a.past <> 'send' THEN 'kept'
        ELSE 'to_send'
    END AS fate
FROM records r
LEFT JOIN academy_courses a ON a.course_id = r.course_id
UNION ALL
SELECT row, id, device, kind, course_id, lesson_id, payload, occurred_at, local_date,
    NULL, NULL, code, 'refused'
FROM refused;
