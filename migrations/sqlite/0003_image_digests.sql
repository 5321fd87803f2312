-- What tells an image's file from another one of the same name and size; empty for those that were taken before.

ALTER TABLE images ADD COLUMN digest TEXT NOT NULL DEFAULT '';
