//! The model and the pure update: a message in, effects out. No terminal, no async, no disk.
