-- Images on their way from the academy into a course, until all of it is here.

CREATE TABLE fetched_images (
    course_id TEXT NOT NULL,
    digest    TEXT NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (course_id, digest)
) STRICT;
