-- The cards of authors: known without reading the lessons again, so that all that counts what is due counts them.

CREATE TABLE author_cards (
    lesson_id TEXT    NOT NULL REFERENCES lessons (id) ON DELETE CASCADE,
    question  TEXT    NOT NULL,
    -- Its place among the cards of its lesson.
    number    INTEGER NOT NULL,
    PRIMARY KEY (lesson_id, question)
) STRICT, WITHOUT ROWID;

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
CREATE VIEW new_cards AS
SELECT n.*
FROM (
    SELECT 0 AS kind, at AS place, 0 AS number, course_id, lesson_id, question FROM own_cards
    UNION ALL
    SELECT 1, l.row, a.number, l.course_id, a.lesson_id, a.question
    FROM author_cards a
    JOIN lessons l ON l.id = a.lesson_id
    WHERE a.lesson_id IN (SELECT lesson_id FROM progress)
) AS n
WHERE NOT EXISTS (SELECT 1 FROM cards c WHERE c.lesson_id = n.lesson_id AND c.question = n.question);
