//! The terminal's image support, from its environment variables, and its cell size, from the system. No frame waits
//! for an answer; only kitty's version is asked for, in passing.

use crate::app::image::{ImageMode, Protocol};
use crate::config::Images;
use crate::lesson::CellSize;
use crate::ui::theme::ColorDepth;

/// A cell where the terminal doesn't say: about what most are.
const USUAL: CellSize = CellSize {
    width: 10,
    height: 20,
};

/// A terminal's image support, whatever its cell size, and what of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Graphics {
    setting: Images,
    /// The protocol of the terminal, as far as its name tells.
    terminal: Protocol,
    depth: ColorDepth,
}

impl Graphics {
    /// The image support of this terminal, for that setting.
    pub fn of(
        setting: Images,
        depth: ColorDepth,
        variable: &dyn Fn(&str) -> Option<String>,
    ) -> Graphics {
        Graphics {
            setting,
            terminal: of_terminal(variable),
            depth,
        }
    }

    /// The same for another setting.
    pub(super) fn set_to(self, setting: Images) -> Graphics {
        Graphics { setting, ..self }
    }

    /// Replaces the terminal's protocol with the one that it turned out to support.
    pub(super) fn turned_out(self, terminal: Protocol) -> Graphics {
        Graphics { terminal, ..self }
    }

    /// Whether the terminal's version decides on its support.
    pub(super) fn depends_on_version(self) -> bool {
        self.terminal == Protocol::Kitty
    }

    /// How images are shown with cells of the size that they have now; none where images are off, or the terminal has
    /// too few colours for any.
    pub fn mode(self) -> Option<ImageMode> {
        self.mode_with(cell_size())
    }

    fn mode_with(self, cell: Option<CellSize>) -> Option<ImageMode> {
        let protocol = match self.setting {
            Images::Off => return None,
            Images::Halfblocks => Protocol::HalfBlocks,
            Images::Kitty => Protocol::Kitty,
            Images::Sixel => Protocol::Sixel,
            Images::Iterm2 => Protocol::Iterm2,
            Images::Auto => self.terminal,
        };
        let fewest_colors = match protocol {
            Protocol::HalfBlocks => ColorDepth::Ansi256,
            // Pixels have colours of their own.
            Protocol::Kitty | Protocol::Sixel | Protocol::Iterm2 => ColorDepth::Ansi16,
        };
        if self.depth < fewest_colors {
            return None;
        }
        Some(match (protocol, cell) {
            (Protocol::HalfBlocks, cell) => half_blocks(cell),
            (protocol, Some(cell)) => ImageMode { protocol, cell },
            // Without their size in pixels an image can't be fitted into cells. Some terminals start programs
            // before they know it, and say it later.
            (_, None) if self.setting == Images::Auto => half_blocks(None),
            (protocol, None) => ImageMode {
                protocol,
                cell: USUAL,
            },
        })
    }
}

/// How images are shown on a terminal of that version, where it can't do what its name promises.
pub(super) fn mode_of_version(version: &str) -> Option<ImageMode> {
    // The first that places images by characters; those before draw boxes in their place.
    const FIRST: (u32, u32) = (0, 28);
    let numbers = version.strip_prefix("kitty(")?.trim_end_matches(')');
    let mut numbers = numbers.split('.').map(str::parse);
    let version = (numbers.next()?.ok()?, numbers.next()?.ok()?);
    (version < FIRST).then(|| half_blocks(cell_size()))
}

fn half_blocks(cell: Option<CellSize>) -> ImageMode {
    ImageMode {
        protocol: Protocol::HalfBlocks,
        cell: coarse(cell.unwrap_or(USUAL)),
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

/// The protocol that a terminal of that name supports. One inside of another (tmux, screen) passes nothing on by
/// itself. Konsole is not among them: what was written over its images shows them again.
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

    fn protocol(setting: Images, terminal: Protocol, cell: Option<CellSize>) -> Option<Protocol> {
        let graphics = Graphics {
            setting,
            terminal,
            depth: ColorDepth::True,
        };
        graphics.mode_with(cell).map(|mode| mode.protocol)
    }

    #[test]
    fn pixels_wait_for_the_size_of_cells_unless_they_were_chosen() {
        let cell = Some(CellSize {
            width: 9,
            height: 18,
        });
        let sixel = Protocol::Sixel;
        assert_eq!(
            protocol(Images::Auto, sixel, None),
            Some(Protocol::HalfBlocks)
        );
        assert_eq!(protocol(Images::Auto, sixel, cell), Some(sixel));
        assert_eq!(
            protocol(Images::Sixel, Protocol::HalfBlocks, None),
            Some(sixel)
        );
    }

    #[test]
    fn what_the_terminal_turns_out_to_support_counts_unless_something_else_was_chosen() {
        let known = |setting| {
            let graphics = Graphics::of(setting, ColorDepth::True, &|_| None);
            let mode = graphics.turned_out(Protocol::HalfBlocks).mode();
            mode.map(|mode| mode.protocol)
        };
        assert_eq!(known(Images::Auto), Some(Protocol::HalfBlocks));
        assert_eq!(known(Images::Kitty), Some(Protocol::Kitty));
        assert_eq!(known(Images::Off), None);
    }

    #[test]
    fn off_and_with_too_few_colours_there_are_no_images() {
        let protocol = |setting, depth| {
            let graphics = Graphics::of(setting, depth, &|_| None);
            graphics.mode().map(|mode| mode.protocol)
        };
        assert_eq!(protocol(Images::Off, ColorDepth::True), None);
        assert_eq!(protocol(Images::Kitty, ColorDepth::None), None);
        assert_eq!(protocol(Images::Halfblocks, ColorDepth::Ansi16), None);
        let sixel = protocol(Images::Sixel, ColorDepth::Ansi16);
        assert_eq!(sixel, Some(Protocol::Sixel));
        let auto = protocol(Images::Auto, ColorDepth::Ansi256);
        assert_eq!(auto, Some(Protocol::HalfBlocks));
    }
}
