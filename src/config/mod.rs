//! File, environment and flags become one `Config`; and where files live.
