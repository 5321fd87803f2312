//! SQLite on the learner's machine: catalog, log, projections.
