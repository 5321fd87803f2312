//! Draws the model. Reads `app`; never the store or the runtime.

pub mod theme;
