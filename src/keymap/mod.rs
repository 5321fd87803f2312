//! Actions, keys and layers: one table makes the parser, the help, the footer and the documentation.
