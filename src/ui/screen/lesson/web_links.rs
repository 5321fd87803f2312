//! Where the lesson's links lead on the web, for terminals that show and open addresses by themselves.

use crate::app::{Model, Pane};
use crate::lesson::{Target, display_width};
use crate::ui::paint::row_of;

/// Cells of the screen that lead to a page on the web or to somebody's mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WebLink {
    /// The first cell's column.
    pub x: u16,
    /// The row.
    pub y: u16,
    /// How many cells they are.
    pub columns: u16,
    /// The address with its scheme, as the lesson has it.
    pub address: String,
}

/// The links on the screen, where nothing lies over the lesson.
pub fn web_links(model: &Model) -> Vec<WebLink> {
    let reader = model.lesson.reader.as_ref();
    let Some(reader) = reader.filter(|_| model.uncovered() == Some(Pane::Lesson)) else {
        return Vec::new();
    };
    let area = model.lesson.columns(&model.shared).text;
    let links = reader.text.layout().document().links();
    let mut found = Vec::new();
    for (index, (_, line)) in reader.text.on_screen().enumerate() {
        let row = row_of(area, index);
        let mut column = 0;
        for run in &reader.text.window(line).runs {
            let begin = column;
            column += display_width(&run.text);
            let target = run.link.and_then(|link| links.get(link));
            let Some(Target::Web(_) | Target::Mail(_)) = target.map(|link| &link.target) else {
                continue;
            };
            let [begin, end] = [begin, column]
                .map(|column| u16::try_from(column).unwrap_or(u16::MAX).min(row.width));
            found.push(WebLink {
                x: row.x + begin,
                y: row.y,
                columns: end - begin,
                address: target.map(|link| link.target.address()).unwrap_or_default(),
            });
        }
    }
    found
}
