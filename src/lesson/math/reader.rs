//! Reads TeX from its start to its end: characters, groups, arguments, the names of commands.

use super::shape::Shape;
use super::{fractions, symbols};
use crate::lesson::scripts;

/// Groups inside each other; a formula that goes deeper stays source.
pub(super) const MAX_DEPTH: usize = 24;

#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub(super) rest: &'a str,
    /// Whether there is room for rows.
    pub(super) display: bool,
    /// Whether a fraction may be built over lines: where a formula has rows besides, they would run together.
    pub(super) built: bool,
}

impl<'a> Reader<'a> {
    pub(super) fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = self.rest.get(c.len_utf8()..)?;
        Some(c)
    }

    pub(super) fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Takes a sign or a command if it comes next.
    pub(super) fn take(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        let is_letter = |c: char| c.is_ascii_alphabetic();
        let goes_on = |rest: &str| rest.starts_with(is_letter);
        let is_command = sign.starts_with('\\') && sign.ends_with(is_letter);
        match rest.filter(|rest| !(is_command && goes_on(rest))) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Whether the formula, or the part of it that is read, ends here.
    pub(super) fn at_end(&self) -> bool {
        let ends = ["&", "\\\\", "}", "\\end{", "\\right", "\\cr"];
        let comes = |end: &&str| { *self }.take(end);
        self.rest.is_empty() || ends.iter().any(comes)
    }

    /// Everything up to an end, which the caller takes.
    pub(super) fn sequence(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some((above, infix)) = fractions::infix(self.rest) {
            return self.around_infix(above, infix, shape, depth);
        }
        while !self.at_end() {
            self.atom(shape, depth)?;
        }
        Some(())
    }

    /// The rest of a group whose brace was taken. A line end in it is a space.
    fn group(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        self.sequence(shape, depth + 1)?;
        while self.take("\\\\") {
            shape.push(" ");
            self.sequence(shape, depth + 1)?;
        }
        self.take("}").then_some(())
    }

    /// One symbol, group, command or script, added to what stands before it.
    fn atom(&mut self, shape: &mut Shape, depth: usize) -> Option<()> {
        match self.next()? {
            '{' => self.group(shape, depth)?,
            '}' | '&' => return None,
            '^' => shape.raise(&scripts::raised(&self.argument(depth)?)),
            '_' => shape.lower(&scripts::lowered(&self.argument(depth)?)),
            '\\' => self.command(shape, depth)?,
            '~' => shape.push(" "),
            '\'' => shape.push("′"),
            '-' => shape.push("−"),
            '*' => shape.push("∗"),
            c => shape.push(c.encode_utf8(&mut [0; 4])),
        }
        Some(())
    }

    /// A command's argument in rows of its own: a group, a command, or one character.
    pub(super) fn shaped(&mut self, depth: usize) -> Option<Shape> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_spaces();
        let mut shape = Shape::default();
        self.atom(&mut shape, depth + 1)?;
        Some(shape)
    }

    /// The argument of a command or a script, on one line.
    pub(super) fn argument(&mut self, depth: usize) -> Option<String> {
        let text = self.on_one_line(|reader| reader.shaped(depth))?.text();
        let compact = text.replace('−', "-");
        Some(if compact.len() == 1 { compact } else { text })
    }

    /// Everything up to an end, on one line.
    pub(super) fn rest_on_one_line(&mut self, depth: usize) -> Option<String> {
        let mut shape = Shape::default();
        self.on_one_line(|reader| reader.sequence(&mut shape, depth + 1))?;
        Some(shape.text())
    }

    /// Reads what has no room for rows.
    pub(super) fn on_one_line<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let display = std::mem::replace(&mut self.display, false);
        let read = read(self);
        self.display = display;
        read
    }

    /// A group that is no formula, as it is written: a colour, a length, an address.
    pub(super) fn raw(&mut self) -> Option<&'a str> {
        self.skip_spaces();
        let inside = self.rest.strip_prefix('{')?;
        let mut open = 1;
        let is_end = |(_, c): &(usize, char)| {
            match c {
                '{' => open += 1,
                '}' => open -= 1,
                _ => {}
            }
            open == 0
        };
        let (end, _) = inside.char_indices().find(is_end)?;
        self.rest = inside.get(end + 1..)?;
        inside.get(..end)
    }

    /// The optional argument in square brackets behind a command.
    pub(super) fn option(&mut self) -> Option<&'a str> {
        let (inside, rest) = self.rest.trim_start().strip_prefix('[')?.split_once(']')?;
        self.rest = rest;
        Some(inside)
    }

    /// The name of a command: letters, or one other character.
    pub(super) fn name(&mut self) -> &'a str {
        let letters = self.rest.len()
            - self
                .rest
                .trim_start_matches(|c: char| c.is_ascii_alphabetic())
                .len();
        let len = match letters {
            0 => self.rest.chars().next().map_or(0, char::len_utf8),
            letters => letters,
        };
        let (name, rest) = self.rest.split_at(len);
        self.rest = rest;
        name
    }

    /// A bracket or another sign that may stand at the side of rows; empty for the one that isn't drawn.
    pub(super) fn delimiter(&mut self) -> Option<&'a str> {
        self.skip_spaces();
        let sign = self.rest;
        match self.next()? {
            '.' => Some(""),
            '\\' => symbols::symbol(self.name()),
            c => sign.get(..c.len_utf8()),
        }
    }
}
