//! Markdown becomes blocks, and blocks become lines of one width. No terminal library.
