//! The person's editor, as $VISUAL or $EDITOR names it, at a line of a file.

use std::ffi::OsString;
use std::process::Command;

use crate::app::{FilePlace, Notice};
use crate::secrets::without_secrets;

/// An editor that opens a file.
pub(super) struct Editor {
    /// The program, without our secrets.
    pub(super) command: Command,
    /// Whether it has a window of its own: all others take the terminal over.
    pub(super) has_window: bool,
    name: String,
}

/// How an editor is told the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum LineForm {
    /// `+12 FILE`
    Plus,
    /// `FILE:12`
    Colon,
    /// `--goto FILE:12`
    Goto,
    /// `--line 12 FILE`
    Line,
    /// Not at all.
    None,
}

/// Editors by the name of their program: how they are told the line, and whether they have a window of their own.
const EDITORS: &[(&str, LineForm, bool)] = &[
    ("code", LineForm::Goto, true),
    ("code-insiders", LineForm::Goto, true),
    ("codium", LineForm::Goto, true),
    ("cursor", LineForm::Goto, true),
    ("gedit", LineForm::Plus, true),
    ("gnome-text-editor", LineForm::None, true),
    ("gvim", LineForm::Plus, true),
    ("idea", LineForm::Line, true),
    ("kate", LineForm::Line, true),
    ("mate", LineForm::Line, true),
    ("mousepad", LineForm::Line, true),
    ("pycharm", LineForm::Line, true),
    ("subl", LineForm::Colon, true),
    ("xed", LineForm::Plus, true),
    ("zed", LineForm::Colon, true),
    ("emacs", LineForm::Plus, false),
    ("emacsclient", LineForm::Plus, false),
    ("helix", LineForm::Colon, false),
    ("hx", LineForm::Colon, false),
    ("jed", LineForm::None, false),
    ("joe", LineForm::Plus, false),
    ("kak", LineForm::Plus, false),
    ("mg", LineForm::Plus, false),
    ("micro", LineForm::Plus, false),
    ("nano", LineForm::Plus, false),
    ("ne", LineForm::Plus, false),
    ("nvim", LineForm::Plus, false),
    ("pico", LineForm::Plus, false),
    ("vi", LineForm::Plus, false),
    ("view", LineForm::Plus, false),
    ("vim", LineForm::Plus, false),
];

/// The editor where nothing names one.
const USUAL: &str = "vi";

impl Editor {
    /// The editor that the environment names, for a line of a file.
    pub(super) fn for_place(place: &FilePlace) -> Editor {
        let named = ["VISUAL", "EDITOR"].into_iter().find_map(|variable| {
            let named = std::env::var(variable).ok()?;
            Some(named).filter(|named| !named.trim().is_empty())
        });
        Editor::named(named.as_deref().unwrap_or(USUAL), place)
    }

    /// The editor of a command line: a shell splits it, as everywhere else.
    fn named(named: &str, place: &FilePlace) -> Editor {
        let program = named.split_whitespace().next().unwrap_or(USUAL);
        let name = program.rsplit('/').next().unwrap_or(program);
        let known = EDITORS.iter().find(|(editor, ..)| *editor == name);
        let (form, has_window) = known.map_or((LineForm::None, false), |(_, form, window)| {
            (*form, *window)
        });
        let mut command = Command::new("sh");
        command.arg("-c").arg(format!("{named} \"$@\"")).arg(name);
        command.args(arguments(form, place));
        without_secrets(&mut command);
        Editor {
            command,
            has_window,
            name: name.to_owned(),
        }
    }

    /// Says that it couldn't be used.
    pub(super) fn failed(&self, why: &str) -> Notice {
        let detail =
            format!("{why}\n\n`$VISUAL` or `$EDITOR` names the editor: `export EDITOR=nano`.");
        Notice::warning(format!("The editor `{}` couldn't be used", self.name)).with_detail(detail)
    }
}

fn arguments(form: LineForm, place: &FilePlace) -> Vec<OsString> {
    // A relative path could begin with a dash.
    let path = std::path::absolute(&place.path).unwrap_or_else(|_| place.path.clone());
    let line = place.line;
    let with_line = || {
        let mut path = path.clone().into_os_string();
        path.push(format!(":{line}"));
        path
    };
    match form {
        LineForm::Plus => vec![format!("+{line}").into(), path.into()],
        LineForm::Colon => vec![with_line()],
        LineForm::Goto => vec!["--goto".into(), with_line()],
        LineForm::Line => vec!["--line".into(), line.to_string().into(), path.into()],
        LineForm::None => vec![path.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments_of(named: &str) -> (Vec<String>, bool) {
        let place = FilePlace {
            path: "/c/a b.md".into(),
            line: 7,
        };
        let editor = Editor::named(named, &place);
        let arguments = editor.command.get_args();
        let arguments = arguments
            .skip(1)
            .map(|word| word.to_string_lossy().into_owned());
        (arguments.collect(), editor.has_window)
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_way() {
        for (named, wanted, has_window) in [
            ("vi", vec!["vi \"$@\"", "vi", "+7", "/c/a b.md"], false),
            (
                "/usr/bin/nano -w",
                vec!["/usr/bin/nano -w \"$@\"", "nano", "+7", "/c/a b.md"],
                false,
            ),
            ("hx", vec!["hx \"$@\"", "hx", "/c/a b.md:7"], false),
            (
                "code --wait",
                vec!["code --wait \"$@\"", "code", "--goto", "/c/a b.md:7"],
                true,
            ),
            (
                "own-script",
                vec!["own-script \"$@\"", "own-script", "/c/a b.md"],
                false,
            ),
        ] {
            let (arguments, window) = arguments_of(named);
            assert_eq!(
                (arguments, window),
                (wanted.into_iter().map(str::to_owned).collect(), has_window)
            );
        }
    }

    #[test]
    fn editors_get_no_secrets() {
        let place = FilePlace {
            path: "a.md".into(),
            line: 1,
        };
        let editor = Editor::named("vi", &place);
        let removed = editor
            .command
            .get_envs()
            .filter(|(_, value)| value.is_none());
        assert!(removed.count() >= 3);
    }
}
