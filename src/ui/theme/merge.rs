//! Themes laid over each other, colours looked up: raw becomes resolved.

use ratatui::style::{Color, Style};

use super::Theme;
use super::color::{self, BadColor, NAMED};
use super::depth::ColorDepth;
use super::names::{Piece, ROLES, Slot};
use super::quantize::Quantizer;
use super::raw::{ColorName, RawStyle, RawTheme, bad_color};
use crate::domain::Diagnostic;
use crate::domain::diagnostic::closest;
use crate::keymap::toml_text::TomlText;
use crate::lesson::Role;

/// One theme of a chain.
pub(super) struct Layer<'t> {
    pub(super) file: TomlText<'t>,
    pub(super) raw: &'t RawTheme,
}

/// The theme that the layers make together, parents first; and the colours that nothing knows.
pub(super) fn merge(
    name: &str,
    layers: &[Layer<'_>],
    depth: ColorDepth,
) -> (Theme, Vec<Diagnostic>) {
    let mut merged = Merged {
        palette: layers
            .iter()
            .flat_map(|layer| layer.raw.palette.clone())
            .collect(),
        screen: vec![Style::default(); Piece::ALL.len()],
        lesson: vec![Style::default(); ROLES.len()],
        problems: Vec::new(),
    };
    for layer in layers {
        for (slot, style) in &layer.raw.styles {
            merged.lay_over(layer.file, *slot, style);
        }
    }
    merged.inherit();
    let (screen, lesson) = merged.quantized(depth);
    let theme = Theme {
        name: name.to_owned(),
        depth,
        screen,
        lesson,
    };
    (theme, merged.problems)
}

struct Merged {
    /// Parents first: the last of a name holds.
    palette: Vec<(String, Color)>,
    screen: Vec<Style>,
    lesson: Vec<Style>,
    problems: Vec<Diagnostic>,
}

impl Merged {
    fn lay_over(&mut self, file: TomlText<'_>, slot: Slot, raw: &RawStyle) {
        let fg = raw.fg.as_ref().and_then(|name| self.color(file, name));
        let bg = raw.bg.as_ref().and_then(|name| self.color(file, name));
        let style = match slot {
            Slot::Screen(piece) => self.screen.get_mut(piece as usize),
            Slot::Lesson(role) => self.lesson.get_mut(role as usize),
        };
        let Some(style) = style else { return };
        style.fg = fg.or(style.fg);
        style.bg = bg.or(style.bg);
        for (modifier, set) in &raw.modifiers {
            style.add_modifier.set(*modifier, *set);
        }
    }

    fn color(&mut self, file: TomlText<'_>, name: &ColorName) -> Option<Color> {
        let in_palette = self.palette.iter().rfind(|(known, _)| *known == name.text);
        if let Some((_, color)) = in_palette {
            return Some(*color);
        }
        color::literal(&name.text)
            .map_err(|bad| {
                let problem = bad_color(file, &name.span, &name.text, &bad);
                let hint = self.meant(&name.text).filter(|_| bad == BadColor::Unknown);
                self.problems.push(problem.with_hint(hint));
            })
            .ok()
    }

    fn meant(&self, name: &str) -> Option<String> {
        let palette = self.palette.iter().map(|(known, _)| known.as_str());
        let known = palette.chain(NAMED.iter().map(|(known, _)| *known));
        closest(name, known).map(|name| format!("did you mean `{name}`?"))
    }

    /// Code of every meaning stands on the background of its block.
    fn inherit(&mut self) {
        let block = self.lesson.get(Role::CodeText as usize).copied();
        let block = block.unwrap_or_default();
        for ((role, _), style) in ROLES.iter().zip(&mut self.lesson) {
            if is_code(*role) {
                *style = block.patch(*style);
            }
        }
    }

    fn quantized(&self, depth: ColorDepth) -> (Vec<Style>, Vec<Style>) {
        let background = |piece: Piece| self.screen.get(piece as usize)?.bg;
        let quantizer = Quantizer::new(depth, background);
        let screen = Piece::ALL.iter().zip(&self.screen);
        let lesson = ROLES.iter().zip(&self.lesson);
        (
            screen
                .map(|(piece, style)| quantizer.style(*style, Slot::Screen(*piece)))
                .collect(),
            lesson
                .map(|((role, _), style)| quantizer.style(*style, Slot::Lesson(*role)))
                .collect(),
        )
    }
}

fn is_code(role: Role) -> bool {
    matches!(
        role,
        Role::CodeKeyword
            | Role::CodeString
            | Role::CodeConstant
            | Role::CodeComment
            | Role::CodeFunction
            | Role::CodeType
            | Role::CodeVariable
            | Role::CodeOperator
            | Role::CodeInserted
            | Role::CodeDeleted
    )
}
