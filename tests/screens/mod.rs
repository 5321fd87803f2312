//! What the screens look like: a script of keys, then the text and a digest of the styles.
//!
//! After a change that is meant: `INSTA_UPDATE=always cargo test --test app screens`, then look at the
//! difference before it is committed.

mod footer;
mod page;
mod panes;
mod preview;
mod quiz;
mod sign_in;
mod sync;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use lyceum::app::Size;
use lyceum::ui;
use lyceum::ui::theme::{ColorDepth, Theme};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::Style;

use crate::shelf::Shelf;
use crate::world::World;

/// The sizes of design 16, and one where the reader has three columns.
pub(crate) const SIZES: [(u16, u16); 3] = [(40, 12), (80, 24), (120, 40)];
pub(crate) const WITH_THREE_COLUMNS: (u16, u16) = (160, 45);

/// The model on a terminal of that size.
pub(crate) fn painted(world: &World, size: Size) -> Buffer {
    painted_in("lamplight", world, size)
}

fn painted_in(theme: &str, world: &World, size: Size) -> Buffer {
    let theme = Theme::load(theme, None, &|_| None, ColorDepth::True).unwrap();
    let mut terminal = Terminal::new(TestBackend::new(size.columns, size.rows)).unwrap();
    terminal
        .draw(|frame| ui::draw(&world.model, &world.gallery, &theme, frame))
        .unwrap();
    terminal.backend().buffer().clone()
}

/// The text of a screen, line by line, and what styles it has.
pub(crate) fn picture(buffer: &Buffer) -> String {
    let mut picture = String::new();
    let mut styles: BTreeMap<String, usize> = BTreeMap::new();
    let mut digest = Digest::default();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut covered = 0;
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, y)];
            let style = named(cell.style());
            digest.take(&style);
            *styles.entry(style).or_default() += 1;
            if covered == 0 {
                line.push_str(cell.symbol());
                covered = ratatui::text::Span::raw(cell.symbol()).width();
            }
            covered = covered.saturating_sub(1);
        }
        let _ = writeln!(picture, "{}", line.trim_end());
    }
    let _ = writeln!(picture, "\nstyles {:016x}", digest.0);
    for (style, cells) in styles {
        let _ = writeln!(picture, "{cells:6}  {style}");
    }
    picture
}

fn named(style: Style) -> String {
    let colour = |colour: Option<ratatui::style::Color>| {
        colour.map_or_else(|| "-".to_owned(), |colour| colour.to_string())
    };
    format!(
        "{} on {} {:?}",
        colour(style.fg),
        colour(style.bg),
        style.add_modifier
    )
}

/// FNV-1a: the same on every machine and with every compiler.
struct Digest(u64);

impl Default for Digest {
    fn default() -> Self {
        Digest(0xcbf2_9ce4_8422_2325)
    }
}

impl Digest {
    fn take(&mut self, text: &str) {
        for byte in text.bytes().chain([0]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

/// Draws what the keys lead to and compares it with the kept picture of that name, at each size.
pub(crate) fn compare(
    name: &str,
    sizes: &[(u16, u16)],
    shelf: fn() -> Shelf,
    script: impl Fn(&mut World),
) {
    for &(columns, rows) in sizes {
        let mut world = World::new(columns, rows, shelf());
        script(&mut world);
        let picture = picture(&painted(&world, world.model.shared.size));
        insta::with_settings!({prepend_module_to_snapshot => false, omit_expression => true}, {
            insta::assert_snapshot!(format!("{name}@{columns}x{rows}"), picture);
        });
    }
}
