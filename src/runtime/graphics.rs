//! What the terminal understands of images: from what it says of itself in the environment, and the size of its
//! cells from the system. No frame waits for an answer; only kitty's version is asked for, in passing.

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
    let protocol = match setting {
        Images::Off => return None,
        Images::Halfblocks => Protocol::HalfBlocks,
        Images::Kitty => Protocol::Kitty,
        Images::Sixel => Protocol::Sixel,
        Images::Iterm2 => Protocol::Iterm2,
        // Without its size in pixels an image can't be fitted into cells.
        Images::Auto if cell_size().is_none() => Protocol::HalfBlocks,
        Images::Auto => of_terminal(variable),
    };
    let fewest_colors = match protocol {
        Protocol::HalfBlocks => ColorDepth::Ansi256,
        // Pixels have colours of their own.
        Protocol::Kitty | Protocol::Sixel | Protocol::Iterm2 => ColorDepth::Ansi16,
    };
    (depth >= fewest_colors).then(|| measured(protocol))
}

/// Whether the terminal's version decides on how images are shown.
pub fn depends_on_version(setting: Images, mode: Option<ImageMode>) -> bool {
    setting == Images::Auto && mode.is_some_and(|mode| mode.protocol == Protocol::Kitty)
}

/// How images are shown on a terminal of that version, where it isn't what its name promises.
pub(super) fn mode_of_version(version: &str) -> Option<ImageMode> {
    // The first that places images by characters; those before draw boxes in their place.
    const FIRST: (u32, u32) = (0, 28);
    let numbers = version.strip_prefix("kitty(")?.trim_end_matches(')');
    let mut numbers = numbers.split('.').map(str::parse);
    let version = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (version < FIRST).then(|| measured(Protocol::HalfBlocks))
}

/// The mode of that protocol with cells of the size that they have now.
pub(super) fn measured(protocol: Protocol) -> ImageMode {
    let cell = cell_size().unwrap_or(USUAL);
    ImageMode {
        protocol,
        cell: match protocol {
            Protocol::HalfBlocks => coarse(cell),
            Protocol::Kitty | Protocol::Sixel | Protocol::Iterm2 => cell,
        },
    }
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

/// What a terminal of that name can. One inside of another (tmux, screen) passes nothing on by itself. Konsole is
/// not among them: what was written over its images shows them again.
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
    let is_iterm = value("LC_TERMINAL").contains("iterm");
    if is_inside {
        Protocol::HalfBlocks
    } else if is_iterm
        || named(&[
            "wezterm", "iterm", "mintty", "vscode", "rio", "warp", "tabby",
        ])
    {
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
        let far_away = [("TERM", "xterm-256color"), ("LC_TERMINAL", "iTerm2")];
        assert_eq!(of(&far_away), Protocol::Iterm2);
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
    fn a_kitty_that_can_not_place_images_gets_half_blocks() {
        let protocol = |version| mode_of_version(version).map(|mode| mode.protocol);
        for old in ["kitty(0.26.5)", "kitty(0.9.1)"] {
            assert_eq!(protocol(old), Some(Protocol::HalfBlocks), "{old}");
        }
        for fine in [
            "kitty(0.28.0)",
            "kitty(0.41.1)",
            "kitty(1.0.0)",
            "ghostty 1.1.0",
            "kitty(",
            "",
        ] {
            assert_eq!(protocol(fine), None, "{fine}");
        }
    }

    #[test]
    fn off_and_without_colours_there_are_no_images() {
        let nothing = |_: &str| None;
        assert_eq!(image_mode(Images::Off, ColorDepth::True, &nothing), None);
        assert_eq!(image_mode(Images::Kitty, ColorDepth::None, &nothing), None);
        assert_eq!(
            image_mode(Images::Halfblocks, ColorDepth::Ansi16, &nothing),
            None
        );
        let pixels = image_mode(Images::Sixel, ColorDepth::Ansi16, &nothing);
        assert_eq!(pixels.map(|mode| mode.protocol), Some(Protocol::Sixel));
        let mode = image_mode(Images::Halfblocks, ColorDepth::Ansi256, &nothing);
        assert_eq!(mode.map(|mode| mode.protocol), Some(Protocol::HalfBlocks));
    }
}
