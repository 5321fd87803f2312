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

CREATE INDEX cards_due ON cards (due);

-- Cards whose records changed since their state was computed.
CREATE TABLE stale_cards (
    lesson_id TEXT NOT NULL,
    question  TEXT NOT NULL,
    PRIMARY KEY (lesson_id, question)
) STRICT;

CREATE INDEX records_by_question ON records (lesson_id, payload ->> '$.question', at, id)
WHERE kind IN ('attempt', 'recall', 'undo');

-- Lessons whose authors made cards: these wait for review once the lesson was read.
CREATE INDEX lessons_with_cards ON lessons (id) WHERE instr(content, '<!-- card') > 0;
