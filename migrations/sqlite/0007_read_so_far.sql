-- How much of a lesson was read when it was left, in percent: what the catalog says of the lesson to resume.

ALTER TABLE place_starts ADD COLUMN percent INTEGER NOT NULL DEFAULT 0;
