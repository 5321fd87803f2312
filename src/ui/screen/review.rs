//! The Review screen: a question, or what there is to say when none is due.

use std::iter;

use crate::app::Model;
use crate::app::frame::geometry::{Area, ReaderColumns};
use crate::lesson::wrap;
use crate::ui::paint::Canvas;
use crate::ui::theme::Piece;
use crate::ui::widget::text;

pub(in crate::ui) fn draw(model: &Model, canvas: &mut Canvas<'_>) {
    let ReaderColumns {
        text: area,
        scroll_bar,
        ..
    } = model.review.columns(&model.shared);
    match &model.review.asked {
        Some(asked) => {
            text::draw(&asked.text, area, canvas);
            text::draw_scroll_bar(&asked.text, scroll_bar, canvas);
        }
        None => draw_end(model, area, canvas),
    }
}

fn draw_end(model: &Model, area: Area, canvas: &mut Canvas<'_>) {
    let review = &model.review;
    let Some(queue) = review.queue.as_ref().filter(|queue| queue.cards.is_empty()) else {
        return;
    };
    let mut lines = vec![match review.reviewed() {
        0 if queue.beyond > 0 => "Done for today".to_owned(),
        0 => "Nothing is due".to_owned(),
        1 => "1 question reviewed; done for now".to_owned(),
        reviewed => format!("{reviewed} questions reviewed; done for now"),
    }];
    if queue.beyond > 0 {
        let at_least = if queue.is_uncounted { "At least " } else { "" };
        lines.push(format!(
            "{at_least}{} more are due; that's enough for today",
            queue.beyond
        ));
    }
    if queue.leeches > 0 {
        lines.push(format!(
            "{} set aside: forgotten too often. Read their lessons again",
            queue.leeches
        ));
    }
    lines.push("Questions come back here before you forget them".to_owned());
    let pieces = iter::once(Piece::Accent).chain(iter::repeat(Piece::Dim));
    let wrapped = lines.iter().zip(pieces).flat_map(|(line, piece)| {
        let parts = wrap(line, area.width.into()).into_iter();
        parts.filter_map(move |part| Some((line.get(part)?, piece)))
    });
    let rows = area.y.saturating_add(1)..area.y.saturating_add(area.height);
    for ((text, piece), row) in wrapped.zip(rows) {
        canvas.text(area.x, row, area.width, text, piece);
    }
}
