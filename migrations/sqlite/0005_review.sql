-- Quizzes, tasks and review.

-- The answers of a lesson's quizzes that were given so far, and the seed of the order of choices: of this device alone.
CREATE TABLE rounds (
    lesson_id TEXT PRIMARY KEY,
    round     TEXT NOT NULL CHECK (json_valid(round))
) STRICT;

-- The tasks of lessons as they were ticked last; of two at the same instant the later record counts.
CREATE TABLE ticks (
    lesson_id TEXT    NOT NULL,
    task      TEXT    NOT NULL,
    done      INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    record    BLOB    NOT NULL,
    PRIMARY KEY (lesson_id, task)
) STRICT;

-- Where each question and card stands that was answered or reviewed; days are dates.
CREATE TABLE cards (
    lesson_id  TEXT    NOT NULL,
    question   TEXT    NOT NULL,
    course_id  TEXT    NOT NULL,
    stability  REAL    NOT NULL,
    difficulty REAL    NOT NULL,
    reviewed   TEXT    NOT NULL,
    due        TEXT    NOT NULL,
    reviews    INTEGER NOT NULL,
    lapses     INTEGER NOT NULL,
    PRIMARY KEY (lesson_id, question)
) STRICT;

-- In the order in which they are asked, with all that choosing them needs: a review reads no more of them than it asks.
CREATE INDEX cards_due ON cards (due, stability, lesson_id, question, lapses);
CREATE INDEX cards_lapses ON cards (lapses, lesson_id, question);

-- Cards whose records changed since their state was computed.
CREATE TABLE stale_cards (
    lesson_id TEXT NOT NULL,
    question  TEXT NOT NULL,
    PRIMARY KEY (lesson_id, question)
) STRICT;

CREATE INDEX records_by_question ON records (lesson_id, payload ->> '$.question', at, id)
WHERE kind IN ('attempt', 'recall', 'undo');

-- Cards that learners made, those that they threw away, and the rules of memory that were fitted to them.
CREATE INDEX records_cards ON records (lesson_id) WHERE kind = 'card';
CREATE INDEX records_discards ON records (payload ->> '$.card') WHERE kind = 'discard';
CREATE INDEX records_fits ON records (at, id) WHERE kind = 'fit';

-- The learner's own cards; `question` is the record's id as text.
CREATE VIEW own_cards AS
SELECT c.course_id, c.lesson_id, c.question, c.front, c.back, c.at
FROM (
    SELECT course_id, lesson_id, payload ->> '$.front' AS front, payload ->> '$.back' AS back, at,
        lower(substr(hex(id), 1, 8) || '-' || substr(hex(id), 9, 4) || '-' || substr(hex(id), 13, 4)
            || '-' || substr(hex(id), 17, 4) || '-' || substr(hex(id), 21)) AS question
    FROM records WHERE kind = 'card'
) AS c
WHERE NOT EXISTS (
    SELECT 1 FROM records d WHERE d.kind = 'discard' AND d.payload ->> '$.card' = c.question
);

-- The cards that can still be asked.
CREATE VIEW asked_cards AS
SELECT c.*
FROM cards c
WHERE (EXISTS (SELECT 1 FROM lessons l WHERE l.id = c.lesson_id)
        OR EXISTS (SELECT 1 FROM own_cards o WHERE o.lesson_id = c.lesson_id AND o.question = c.question))
    -- `+` takes the type of the column away: with it on one side only, SQLite reads all discards for each card.
    AND NOT EXISTS (
        SELECT 1 FROM records d WHERE d.kind = 'discard' AND d.payload ->> '$.card' = +c.question
    );

CREATE INDEX records_attempts ON records (lesson_id, payload ->> '$.question')
WHERE kind IN ('attempt', 'submission');

-- Each review that counts, as it was when it was asked: whether it was known, and how sure that was.
CREATE TABLE reviews (
    lesson_id  TEXT    NOT NULL,
    question   TEXT    NOT NULL,
    day        TEXT    NOT NULL,
    -- The chance to know it, by what was known before; none for a first review, or a second one on a day.
    predicted  REAL,
    known      INTEGER NOT NULL
) STRICT;

CREATE INDEX reviews_by_card ON reviews (lesson_id, question);
CREATE INDEX reviews_by_day ON reviews (day);

CREATE INDEX records_reviews ON records (local_date)
WHERE kind IN ('recall', 'undo');

-- The cards of authors: known without reading the lessons again, so that all that counts what is due counts them.
CREATE TABLE author_cards (
    lesson_id   TEXT    NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
    question    TEXT    NOT NULL,
    -- The place of its lesson, `lessons.row`, and its own among the cards of that.
    place       INTEGER NOT NULL,
    number      INTEGER NOT NULL,
    -- Whether its lesson is in `progress`, and the card itself in `cards`.
    is_read     INTEGER NOT NULL,
    is_reviewed INTEGER NOT NULL,
    PRIMARY KEY (lesson_id, question)
) STRICT, WITHOUT ROWID;

CREATE INDEX author_cards_new ON author_cards (place, number, question)
WHERE is_read = 1 AND is_reviewed = 0;

CREATE TRIGGER cards_of_a_lesson_that_was_read
AFTER INSERT ON progress
BEGIN
    UPDATE author_cards SET is_read = 1 WHERE lesson_id = new.lesson_id;
END;

CREATE TRIGGER cards_of_a_lesson_that_was_not_read
AFTER DELETE ON progress
BEGIN
    UPDATE author_cards SET is_read = 0 WHERE lesson_id = old.lesson_id;
END;

CREATE TRIGGER card_that_was_reviewed
AFTER INSERT ON cards
BEGIN
    UPDATE author_cards SET is_reviewed = 1 WHERE lesson_id = new.lesson_id AND question = new.question;
END;

CREATE TRIGGER card_that_was_not_reviewed
AFTER DELETE ON cards
BEGIN
    UPDATE author_cards SET is_reviewed = 0 WHERE lesson_id = old.lesson_id AND question = old.question;
END;

-- Lessons whose cards are to be read anew. Only Rust reads Markdown: store/review/authors.rs.
CREATE TABLE lessons_to_read (
    lesson_id TEXT PRIMARY KEY REFERENCES lessons (id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER lesson_with_cards_comes
AFTER INSERT ON lessons
WHEN (SELECT has_cards FROM texts WHERE row = new.text)
BEGIN
    INSERT INTO lessons_to_read VALUES (new.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER lesson_with_cards_changes
AFTER UPDATE OF text, lesson_type ON lessons
WHEN (new.text, new.lesson_type) <> (old.text, old.lesson_type)
    AND ((SELECT has_cards FROM texts WHERE row = new.text)
        OR EXISTS (SELECT 1 FROM author_cards WHERE lesson_id = new.id))
BEGIN
    INSERT INTO lessons_to_read VALUES (new.id) ON CONFLICT DO NOTHING;
END;

-- The cards that were never reviewed: the learner's own, and those of authors once their lesson was read.
CREATE VIEW new_own_cards AS
SELECT o.*
FROM own_cards o
WHERE NOT EXISTS (SELECT 1 FROM cards c WHERE c.lesson_id = o.lesson_id AND c.question = o.question);

CREATE VIEW new_author_cards AS
SELECT l.course_id, a.lesson_id, a.question, a.place, a.number
FROM author_cards a INDEXED BY author_cards_new
JOIN lessons l ON l.id = a.lesson_id
WHERE a.is_read = 1 AND a.is_reviewed = 0;
