-- Where the block of the last place in a lesson starts in the lesson's text, in bytes. A hint, checked when it is used:
-- a long lesson opens at its place without what is before it.

CREATE TABLE place_starts (
    lesson_id TEXT    PRIMARY KEY,
    start     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
