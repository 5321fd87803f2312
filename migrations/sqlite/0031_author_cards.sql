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
WHEN instr(new.content, '<!-- card') > 0 OR instr(new.content, '<!--card') > 0
BEGIN
    INSERT INTO lessons_to_read VALUES (new.id) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER lesson_with_cards_changes
AFTER UPDATE OF content, lesson_type ON lessons
WHEN (new.content, new.lesson_type) <> (old.content, old.lesson_type)
    AND (instr(new.content, '<!-- card') > 0 OR instr(new.content, '<!--card') > 0
        OR EXISTS (SELECT 1 FROM author_cards WHERE lesson_id = new.id))
BEGIN
    INSERT INTO lessons_to_read VALUES (new.id) ON CONFLICT DO NOTHING;
END;

INSERT INTO lessons_to_read
SELECT id FROM lessons WHERE instr(content, '<!-- card') > 0 OR instr(content, '<!--card') > 0;

DROP INDEX lessons_with_cards;

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
