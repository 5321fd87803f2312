//! The Lesson screen: the outline at the left, the text, the contents at the right.

pub(in crate::ui) mod image;
mod marks;
mod side_columns;
pub(in crate::ui) mod web_links;

use crate::app::Model;
use crate::ui::gallery::Gallery;
use crate::ui::paint::Canvas;
use crate::ui::widget::text;

pub(in crate::ui) fn draw(model: &Model, gallery: &Gallery, canvas: &mut Canvas<'_>) {
    let columns = model.lesson.columns(&model.shared);
    let Some(reader) = &model.lesson.reader else {
        return;
    };
    text::draw(&reader.text, columns.text, canvas);
    image::draw(reader, gallery, columns.text, canvas);
    marks::draw_landed(reader, columns.text, canvas);
    if let Some(keys) = model.lesson.keys_of_folds(&model.shared) {
        marks::draw_fold_keys(&keys, reader, columns.text, canvas);
    }
    marks::draw_bookmarks(reader, columns.text, canvas);
    marks::draw_matches(reader, columns.text, canvas);
    marks::draw_passage(reader, columns.text, canvas);
    marks::draw_target(reader, columns.text, canvas);
    marks::draw_answering(reader, columns.text, canvas);
    marks::draw_hints(reader, columns.text, canvas);
    text::draw_scroll_bar(&reader.text, columns.scroll_bar, canvas);
    if let Some(area) = columns.outline {
        side_columns::draw_outline(model, reader, area, canvas);
    }
    if let Some(area) = columns.contents {
        side_columns::draw_contents(model, reader, area, canvas);
    }
}
