//! The screens.

mod catalog;
mod course;
pub(in crate::ui) mod lesson;
mod progress;
mod review;

use super::gallery::Gallery;
use super::paint::Canvas;
use crate::app::{Model, Pane};
pub(super) use lesson::image::sharpen;

pub(super) fn draw(model: &Model, gallery: &Gallery, canvas: &mut Canvas<'_>) {
    match model.pane {
        Pane::Catalog => catalog::draw(model, canvas),
        Pane::Course => course::draw(model, canvas),
        Pane::Lesson => lesson::draw(model, gallery, canvas),
        Pane::Progress => progress::draw(model, canvas),
        Pane::Review => review::draw(model, canvas),
    }
}
