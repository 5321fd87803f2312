//! Courses as files: the native format, its checks, and the ids that it gives.
