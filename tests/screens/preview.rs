//! What a preview adds to the reader: marks in the outline, the problems, the structure.

use std::sync::Arc;

use lyceum::app::Msg;
use lyceum::app::preview::Folder;

use super::compare;
use crate::previewing::{folder, previewed, shelf};

const SIZES: [(u16, u16); 2] = [(40, 12), (80, 24)];

#[test]
fn the_outline_marks_problems_and_drafts() {
    compare("preview-outline", &SIZES, shelf, |world| {
        previewed(world);
    });
}

#[test]
fn the_problems() {
    compare("preview-problems", &SIZES, shelf, |world| {
        previewed(world).press("P j j");
    });
}

#[test]
fn no_problems() {
    compare("preview-no-problems", &[(80, 24)], shelf, |world| {
        let clean = Folder {
            problems: Vec::new(),
            ..folder(world)
        };
        world.send(Msg::Previewed(Arc::new(clean))).press("P");
    });
}

#[test]
fn the_structure() {
    compare("preview-structure", &SIZES, shelf, |world| {
        previewed(world).press("O");
    });
}

#[test]
fn a_lesson_that_cannot_be_read() {
    compare("preview-behind", &SIZES, shelf, |world| {
        let mut broken = folder(world);
        for about in broken.lessons.values_mut() {
            about.is_behind = true;
        }
        world.send(Msg::Previewed(Arc::new(broken))).press("enter");
    });
}
