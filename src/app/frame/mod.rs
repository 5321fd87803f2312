//! The frame around the screens: areas, header, footer, notices, and the keys that apply.

pub mod footer;
pub mod geometry;
pub mod header;
mod layers;
pub mod notices;
pub mod tone;
