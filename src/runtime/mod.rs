//! The terminal guard, the event loop, and the drivers that carry out effects.
