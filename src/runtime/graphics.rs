//! What the terminal understands of images: from what it says of itself in the environment, and the size of its
//! cells from the system. Nothing is asked over the terminal's own line, so no key is lost and no frame waits.

use crate::app::picture::{ImageMode, Protocol};
use crate::config::Images;
use crate::lesson::CellSize;
use crate::ui::theme::ColorDepth;

/// A cell where the terminal doesn't say: about what most are.
const USUAL: CellSize = CellSize {
    width: 10,
    height: 20,
};

/// How images are shown on this terminal; none where they are off, or colours are too few to show any.
pub fn image_mode(
    setting: Images,
    depth: ColorDepth,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Option<ImageMode> {
    if setting == Images::Off || depth < ColorDepth::Ansi256 {
        return None;
    }
    let cell = cell_size();
    let protocol = match setting {
        Images::Off | Images::Halfblocks => Protocol::HalfBlocks,
        Images::Kitty => Protocol::Kitty,
        Images::Sixel => Protocol::Sixel,
        Images::Iterm2 => Protocol::Iterm2,
        // Without its size in pixels an image can't be fitted into cells.
        Images::Auto if cell.is_none() => Protocol::HalfBlocks,
        Images::Auto => of_terminal(variable),
    };
    let cell = cell.unwrap_or(USUAL);
    Some(ImageMode {
        protocol,
        cell: match protocol {
            Protocol::HalfBlocks => coarse(cell),
            _ => cell,
        },
    })
}

/// Two pixels a cell are few: images are laid out for small cells then, so that they get more of them.
fn coarse(cell: CellSize) -> CellSize {
    const WIDTH: u16 = 5;
    let height = u32::from(WIDTH) * u32::from(cell.height) / u32::from(cell.width.max(1));
    CellSize {
        width: WIDTH,
        height: u16::try_from(height).unwrap_or(u16::MAX).max(1),
    }
}

/// What a terminal of that name can. One inside of another (tmux, screen) passes nothing on by itself.
fn of_terminal(variable: &dyn Fn(&str) -> Option<String>) -> Protocol {
    let value = |name: &str| variable(name).unwrap_or_default().to_lowercase();
    let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
    let is_inside = ["tmux", "screen"].iter().any(|name| term.starts_with(name))
        || ["TMUX", "STY", "ZELLIJ"]
            .iter()
            .any(|name| !value(name).is_empty());
    let named = |names: &[&str]| {
        names
            .iter()
            .any(|name| term.contains(name) || program.contains(name))
    };
    if is_inside {
        Protocol::HalfBlocks
    } else if named(&[
        "wezterm", "iterm", "mintty", "vscode", "rio", "warp", "tabby",
    ]) {
        Protocol::Iterm2
    } else if named(&["kitty", "ghostty"]) {
        Protocol::Kitty
    } else if named(&["foot", "contour", "mlterm"]) {
        Protocol::Sixel
    } else {
        Protocol::HalfBlocks
    }
}

fn cell_size() -> Option<CellSize> {
    let window = crossterm::terminal::window_size().ok()?;
    let cell = CellSize {
        width: window.width.checked_div(window.columns)?,
        height: window.height.checked_div(window.rows)?,
    };
    (cell.width > 0 && cell.height > 0).then_some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Protocol {
        of_terminal(&|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn terminals_are_known_by_their_names() {
        assert_eq!(of(&[("TERM", "xterm-kitty")]), Protocol::Kitty);
        assert_eq!(of(&[("TERM", "xterm-ghostty")]), Protocol::Kitty);
        assert_eq!(of(&[("TERM", "foot")]), Protocol::Sixel);
        assert_eq!(of(&[("TERM_PROGRAM", "iTerm.app")]), Protocol::Iterm2);
        assert_eq!(of(&[("TERM_PROGRAM", "WezTerm")]), Protocol::Iterm2);
        assert_eq!(of(&[("TERM", "xterm-256color")]), Protocol::HalfBlocks);
        assert_eq!(of(&[]), Protocol::HalfBlocks);
    }

    #[test]
    fn a_terminal_inside_of_another_gets_half_blocks() {
        let inside = [("TERM", "xterm-kitty"), ("TMUX", "/tmp/tmux,1,0")];
        assert_eq!(of(&inside), Protocol::HalfBlocks);
        let inside = [("TERM", "tmux-256color"), ("TERM_PROGRAM", "WezTerm")];
        assert_eq!(of(&inside), Protocol::HalfBlocks);
    }

    #[test]
    fn off_and_without_colours_there_are_no_images() {
        let nothing = |_: &str| None;
        assert_eq!(image_mode(Images::Off, ColorDepth::True, &nothing), None);
        assert_eq!(image_mode(Images::Kitty, ColorDepth::None, &nothing), None);
        let mode = image_mode(Images::Halfblocks, ColorDepth::Ansi256, &nothing);
        assert_eq!(mode.map(|mode| mode.protocol), Some(Protocol::HalfBlocks));
    }
}
