//! Words in a formula: kept as they are, spaces too, with the formulas inside of them.

use super::reader::Reader;
use super::shape::Shape;
use super::symbols;

/// Whether a command holds words.
pub(super) fn is_prose(command: &str) -> bool {
    matches!(
        command,
        "text"
            | "textrm"
            | "textit"
            | "textbf"
            | "texttt"
            | "textsf"
            | "textsc"
            | "textup"
            | "textnormal"
            | "emph"
            | "mbox"
            | "hbox"
            | "fbox"
    )
}

impl Reader<'_> {
    /// The words of a command, in their braces.
    pub(super) fn take_prose(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        self.skip_spaces();
        self.take("{").then_some(())?;
        self.prose(shape, depth + 1)
    }

    /// The rest of a group of words.
    fn prose(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        if depth > super::reader::MAX_DEPTH {
            return None;
        }
        loop {
            match self.next()? {
                '}' => return Some(()),
                '{' => self.prose(shape, depth + 1)?,
                '$' => self.formula_in_prose("$", shape, depth)?,
                '\\' => self.command_in_prose(shape, depth)?,
                '~' => shape.push(" "),
                c => shape.push(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    fn formula_in_prose(&mut self, end: &str, shape: &mut Shape, depth: usize) -> Option<()> {
        let (formula, rest) = self.rest.split_once(end)?;
        self.rest = rest;
        let mut formula = Reader {
            rest: formula,
            display: false,
            ..*self
        };
        formula.sequence(shape, depth + 1)?;
        formula.rest.is_empty().then_some(())
    }

    fn command_in_prose(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        match self.name() {
            "" => None,
            "(" => self.formula_in_prose("\\)", shape, depth),
            "\\" => {
                shape.push(" ");
                Some(())
            }
            name if is_prose(name) => self.take_prose(shape, depth),
            name => {
                match symbols::symbol(name) {
                    Some(symbol) => shape.push(symbol),
                    None => shape.push(&format!("\\{name}")),
                }
                Some(())
            }
        }
    }
}
