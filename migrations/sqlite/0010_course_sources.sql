-- Where each imported course came from, as JSON. It outlives the course's content: importing again finds it.

CREATE TABLE course_sources (
    course_id TEXT PRIMARY KEY,
    source    TEXT NOT NULL CHECK (json_valid(source))
) STRICT, WITHOUT ROWID;
