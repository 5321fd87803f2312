//! How many colours the terminal has.

/// How many colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColorDepth {
    /// None: only bold, underlined, reversed.
    None,
    /// The sixteen that the user chose for the terminal.
    Ansi16,
    /// The 256 of xterm.
    Ansi256,
    /// All, 24 bits.
    True,
}

/// Terminals that have all colours and say so in `TERM` or `TERM_PROGRAM` only.
const TRUE_COLOR: [&str; 9] = [
    "kitty",
    "alacritty",
    "foot",
    "wezterm",
    "ghostty",
    "iterm.app",
    "vscode",
    "contour",
    "mlterm",
];

impl ColorDepth {
    /// What the environment says about the terminal; `variable` gives a variable's value.
    ///
    /// <https://no-color.org> goes first, then `COLORTERM`, then what is known of `TERM` and `TERM_PROGRAM`.
    pub fn detect(variable: &dyn Fn(&str) -> Option<String>) -> ColorDepth {
        let value = |name: &str| variable(name).unwrap_or_default().to_lowercase();
        let (term, program) = (value("TERM"), value("TERM_PROGRAM"));
        let known = |name: &&str| term.contains(name) || program.contains(name);
        if !value("NO_COLOR").is_empty() || term == "dumb" {
            ColorDepth::None
        } else if ["truecolor", "24bit"].contains(&value("COLORTERM").as_str())
            || term.ends_with("-direct")
            || TRUE_COLOR.iter().any(known)
            || !value("WT_SESSION").is_empty()
        {
            ColorDepth::True
        } else if term.contains("256color") || program == "apple_terminal" {
            ColorDepth::Ansi256
        } else {
            ColorDepth::Ansi16
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detected(variables: &[(&str, &str)]) -> ColorDepth {
        ColorDepth::detect(&|name| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        let tmux = [("TERM", "tmux-256color")];
        assert_eq!(detected(&tmux), ColorDepth::Ansi256);
        assert_eq!(detected(&[("TERM", "xterm-kitty")]), ColorDepth::True);
        assert_eq!(detected(&[("TERM", "xterm-direct")]), ColorDepth::True);
        assert_eq!(detected(&[("TERM", "mlterm")]), ColorDepth::True);
        assert_eq!(detected(&[("TERM", "linux")]), ColorDepth::Ansi16);
        assert_eq!(detected(&[("TERM", "dumb")]), ColorDepth::None);
        assert_eq!(detected(&[]), ColorDepth::Ansi16);
        let xterm = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        assert_eq!(detected(&xterm), ColorDepth::True);
    }

    #[test]
    fn no_color_goes_before_everything_unless_it_is_empty() {
        let with = |value| detected(&[("NO_COLOR", value), ("COLORTERM", "24bit")]);
        assert_eq!(with("1"), ColorDepth::None);
        assert_eq!(with(""), ColorDepth::True);
    }
}
