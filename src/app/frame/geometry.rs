//! Where things are on the screen: one answer for update (clicks, clamped scrolling) and for drawing.

/// The terminal's size in cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Size {
    /// Width in columns.
    pub columns: u16,
    /// Height in rows.
    pub rows: u16,
}

impl Size {
    /// The smallest terminal in which everything works (design 11).
    pub const SMALLEST: Size = Size {
        columns: 40,
        rows: 12,
    };

    /// True where the terminal is too small to show more than a friendly line.
    pub fn is_too_small(self) -> bool {
        self.columns < Self::SMALLEST.columns || self.rows < Self::SMALLEST.rows
    }
}

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// Left edge, in columns from the left of the screen.
    pub x: u16,
    /// Top edge, in rows from the top of the screen.
    pub y: u16,
    /// Width in columns.
    pub width: u16,
    /// Height in rows.
    pub height: u16,
}

impl Area {
    /// True where the cell lies inside.
    pub fn contains(self, column: u16, row: u16) -> bool {
        (self.x..self.x.saturating_add(self.width)).contains(&column)
            && (self.y..self.y.saturating_add(self.height)).contains(&row)
    }

    /// The area without its border of one cell.
    pub fn inside_border(self) -> Area {
        Area {
            x: self.x.saturating_add(1),
            y: self.y.saturating_add(1),
            width: self.width.saturating_sub(2),
            height: self.height.saturating_sub(2),
        }
    }

    /// The area without `columns` at its left and right.
    pub fn padded(self, columns: u16) -> Area {
        let columns = columns.min(self.width / 2);
        Area {
            x: self.x + columns,
            width: self.width - 2 * columns,
            ..self
        }
    }

    /// The first `rows` rows, and what is below them.
    pub fn split_top(self, rows: u16) -> (Area, Area) {
        let rows = rows.min(self.height);
        let below = Area {
            y: self.y + rows,
            height: self.height - rows,
            ..self
        };
        (
            Area {
                height: rows,
                ..self
            },
            below,
        )
    }

    /// The first `columns` columns, and what is to the right of them.
    pub fn split_left(self, columns: u16) -> (Area, Area) {
        let columns = columns.min(self.width);
        let right = Area {
            x: self.x + columns,
            width: self.width - columns,
            ..self
        };
        (
            Area {
                width: columns,
                ..self
            },
            right,
        )
    }

    /// Everything but the last `columns` columns, and those.
    pub fn split_right(self, columns: u16) -> (Area, Area) {
        self.split_left(self.width - columns.min(self.width))
    }

    /// An area of at most that size in the middle of this one.
    pub fn centred(self, width: u16, height: u16) -> Area {
        let (width, height) = (width.min(self.width), height.min(self.height));
        Area {
            x: self.x + (self.width - width) / 2,
            y: self.y + (self.height - height) / 2,
            width,
            height,
        }
    }
}

/// The screen's three bands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bands {
    /// The top line: breadcrumb and status.
    pub header: Area,
    /// The area of the screen or pane in between.
    pub body: Area,
    /// The bottom line: the keys that apply now.
    pub footer: Area,
}

/// The bands above and below the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Around {
    /// Header and footer.
    Both,
    /// The footer alone.
    Footer,
    /// Nothing.
    Nothing,
}

/// The bands of a screen of that size.
pub fn bands(size: Size, around: Around) -> Bands {
    let screen = Area {
        x: 0,
        y: 0,
        width: size.columns,
        height: size.rows,
    };
    let (above, below) = match around {
        Around::Both => (1, 1),
        Around::Footer => (0, 1),
        Around::Nothing => (0, 0),
    };
    let (header, rest) = screen.split_top(above);
    let (body, footer) = rest.split_top(rest.height.saturating_sub(below));
    Bands {
        header,
        body,
        footer,
    }
}

/// The two halves of a pane with a list and its details.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ListAndDetails {
    /// The list, border included.
    pub list: Area,
    /// The details, border included; none on a narrow screen.
    pub details: Option<Area>,
}

/// The areas inside of a list's border.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct InList {
    /// The line of its filter; of no height where that isn't shown.
    pub filter: Area,
    /// Its rows.
    pub rows: Area,
}

/// A list with its border: the filter takes the first line.
pub fn in_list(list: Area, shows_filter: bool) -> InList {
    let (filter, rows) = list.inside_border().split_top(u16::from(shows_filter));
    InList { filter, rows }
}

/// The contents of a list, which decide its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListKind {
    /// Courses: short titles, with descriptions beside them.
    Courses,
    /// An outline: long titles in steps, with a few lines about one lesson beside them.
    Outline,
}

/// From this width on, a list has its details beside it.
const WIDE_ENOUGH_FOR_DETAILS: u16 = 72;

/// A list at the left and its details at the right, where there is room.
pub fn list_and_details(body: Area, kind: ListKind) -> ListAndDetails {
    if body.width < WIDE_ENOUGH_FOR_DETAILS {
        return ListAndDetails {
            list: body,
            details: None,
        };
    }
    let columns = match kind {
        ListKind::Courses => share(body.width, 11, 25).clamp(36, 64),
        ListKind::Outline => share(body.width, 3, 5).clamp(44, 76),
    };
    let (list, details) = body.split_left(columns);
    ListAndDetails {
        list,
        details: Some(details),
    }
}

/// That many parts of a width, of so many.
fn share(width: u16, parts: u32, of: u32) -> u16 {
    u16::try_from(u32::from(width) * parts / of).unwrap_or(u16::MAX)
}

/// The columns of the Lesson pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReaderColumns {
    /// The course's outline, border included.
    pub outline: Option<Area>,
    /// The text, in its measure, without borders.
    pub text: Area,
    /// The column of the scroll bar.
    pub scroll_bar: Area,
    /// The lesson's headings, border included.
    pub contents: Option<Area>,
}

/// The columns that the learner wants beside the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sides {
    /// The outline at the left.
    pub outline: bool,
    /// The contents at the right.
    pub contents: bool,
}

/// From these widths on there is room for the outline and for the contents.
const WIDE_ENOUGH_FOR_OUTLINE: u16 = 104;
const WIDE_ENOUGH_FOR_CONTENTS: u16 = 132;
/// From this height on there is a row of air above the text.
const TALL: u16 = 20;

/// The Lesson pane's columns: text of at most `measure` columns, centred, with what fits beside it.
pub fn reader_columns(body: Area, measure: u16, wanted: Sides) -> ReaderColumns {
    // What the text, its margins and the scroll bar leave is for the sides.
    let spare = body.width.saturating_sub(measure + 5);
    let mut middle = body;
    let mut outline = None;
    if wanted.outline && body.width >= WIDE_ENOUGH_FOR_OUTLINE {
        let (left, rest) = middle.split_left(share(spare, 4, 7).clamp(30, 48));
        (outline, middle) = (Some(left), rest);
    }
    let mut contents = None;
    if wanted.contents && body.width >= WIDE_ENOUGH_FOR_CONTENTS {
        let (rest, right) = middle.split_right(share(spare, 3, 7).clamp(24, 40));
        (contents, middle) = (Some(right), rest);
    }
    let (page, scroll_bar) = middle.split_right(1);
    let margin = if page.width > 60 { 2 } else { 1 };
    let page = page.split_top(u16::from(page.height >= TALL)).1;
    let text = page.padded(margin).centred(measure, page.height);
    ReaderColumns {
        outline,
        text,
        scroll_bar,
        contents,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn is_inside(inner: Area, outer: Area) -> bool {
        let ends = |area: Area| {
            let (x, y) = (u32::from(area.x), u32::from(area.y));
            (x + u32::from(area.width), y + u32::from(area.height))
        };
        let ((right, bottom), (most_right, lowest)) = (ends(inner), ends(outer));
        inner.x >= outer.x && inner.y >= outer.y && right <= most_right && bottom <= lowest
    }

    fn side() -> impl Strategy<Value = u16> {
        prop_oneof![0u16..3, 0u16..300, any::<u16>()]
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bands_fill_a_screen_of_any_size(columns in side(), rows in side()) {
            let size = Size { columns, rows };
            for around in [Around::Both, Around::Footer, Around::Nothing] {
                let Bands { header, body, footer } = bands(size, around);
                prop_assert_eq!(header.height + body.height + footer.height, rows);
            }
            prop_assert_eq!(bands(size, Around::Nothing).body.height, rows);
        }

        #[test]
        fn what_a_pane_is_divided_into_lies_in_it(
            columns in side(), rows in side(), measure in 60u16..=120, outline: bool, contents: bool,
        ) {
            let body = bands(Size { columns, rows }, Around::Both).body;
            for kind in [ListKind::Courses, ListKind::Outline] {
                let ListAndDetails { list, details } = list_and_details(body, kind);
                prop_assert!(is_inside(list, body));
                prop_assert!(details.is_none_or(|details| is_inside(details, body)));
            }
            let ReaderColumns { outline, text, scroll_bar, contents } =
                reader_columns(body, measure, Sides { outline, contents });
            for area in [text, scroll_bar].into_iter().chain(outline).chain(contents) {
                prop_assert!(is_inside(area, body), "{:?} in {:?}", area, body);
            }
        }
    }

    #[test]
    fn the_text_keeps_its_measure_and_stays_between_the_sides() {
        for width in 0..=300 {
            let body = Area {
                x: 0,
                y: 1,
                width,
                height: 20,
            };
            let all = Sides {
                outline: true,
                contents: true,
            };
            let ReaderColumns {
                outline,
                text,
                scroll_bar,
                contents,
            } = reader_columns(body, 80, all);
            assert!(text.width <= 80);
            assert!(outline.is_none_or(|side| side.x + side.width <= text.x));
            assert!(text.x + text.width <= scroll_bar.x + scroll_bar.width);
            assert!(contents.is_none_or(|side| scroll_bar.x + scroll_bar.width <= side.x));
        }
    }
}
