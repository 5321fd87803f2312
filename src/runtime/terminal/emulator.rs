//! A terminal for tests: it understands what a screen writes, and takes widths for what it likes.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use crate::domain::is_width_agreed;

/// How wide a terminal takes signs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Widths {
    /// Each code point for itself (xterm, alacritty, foot, tmux).
    CodePoints,
    /// Clusters, emoji as wide as their selectors ask for, vowels in the cell of their letter (kitty).
    Clusters,
    /// A terminal that is older than emoji.
    Narrow,
    /// One that takes more than anybody for what is disputed.
    Wide,
}

/// The contents of a cell; empty behind a wide sign.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Cell {
    text: String,
    look: String,
}

/// A terminal's state.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Emulator {
    widths: Widths,
    cells: Vec<Vec<Cell>>,
    cursor: (usize, usize),
    look: String,
    link: String,
    /// The cell that what has no width belongs to.
    last: Option<(usize, usize)>,
    pub(super) shows_cursor: bool,
}

impl Emulator {
    pub(super) fn new(columns: usize, rows: usize, widths: Widths) -> Self {
        let blank = Cell {
            text: " ".to_owned(),
            look: String::new(),
        };
        Emulator {
            widths,
            cells: vec![vec![blank; columns]; rows],
            cursor: (0, 0),
            look: String::new(),
            link: String::new(),
            last: None,
            shows_cursor: false,
        }
    }

    /// All that is to be seen, with its looks.
    pub(super) fn shown(&self) -> Vec<Vec<(String, String)>> {
        let shown = |cell: &Cell| (cell.text.clone(), cell.look.clone());
        let rows = self.cells.iter();
        rows.map(|row| row.iter().map(shown).collect()).collect()
    }

    /// The text of some cells of a row.
    pub(super) fn text(&self, row: usize, columns: Range<usize>) -> String {
        self.cells[row][columns]
            .iter()
            .map(|cell| &*cell.text)
            .collect()
    }

    pub(super) fn cursor(&self) -> (usize, usize) {
        self.cursor
    }

    pub(super) fn write(&mut self, bytes: &[u8]) {
        let mut text = str::from_utf8(bytes).unwrap();
        while let Some(c) = text.chars().next() {
            if let Some(rest) = text.strip_prefix("\x1b[") {
                let end = rest.find(|c: char| ('@'..='~').contains(&c)).unwrap();
                self.control(&rest[..end], &rest[end..=end]);
                text = &rest[end + 1..];
            } else if let Some(rest) = text.strip_prefix("\x1b]8;;") {
                let (address, rest) = rest.split_once("\x1b\\").unwrap();
                self.link = address.to_owned();
                text = rest;
            } else {
                assert!(!c.is_control(), "{text:?}");
                self.put(c);
                text = &text[c.len_utf8()..];
            }
        }
    }

    fn control(&mut self, parameters: &str, last: &str) {
        match (parameters, last) {
            (place, "H") => {
                let (row, column) = place.split_once(';').unwrap();
                let from_one = |number: &str| number.parse::<usize>().unwrap() - 1;
                self.cursor = (from_one(column), from_one(row));
                self.last = None;
            }
            ("2", "J") => {
                let (columns, rows) = (self.cells[0].len(), self.cells.len());
                self.cells = Emulator::new(columns, rows, self.widths).cells;
            }
            ("", "K") => {
                let (x, y) = self.cursor;
                self.blank_halves(x, y);
                let look = format!("{}{}", self.look, self.link);
                let text = " ".to_owned();
                self.cells[y][x..].fill(Cell { text, look });
            }
            ("0", "m") => self.look.clear(),
            (look, "m") => look.clone_into(&mut self.look),
            ("?25", "h") => self.shows_cursor = true,
            ("?25", "l") => self.shows_cursor = false,
            ("?2026", _) => {}
            unknown => panic!("{unknown:?}"),
        }
    }

    fn put(&mut self, c: char) {
        let width = self.width(c);
        if width == 0 {
            if let Some((x, y)) = self.last {
                self.cells[y][x].text.push(c);
                let asks_for_room = c == '\u{FE0F}' && self.widths == Widths::Clusters;
                if asks_for_room && self.cursor == (x + 1, y) && x + 1 < self.cells[y].len() {
                    self.blank_halves(x + 1, y);
                    self.cells[y][x + 1].text.clear();
                    self.cursor.0 += 1;
                }
            }
            return;
        }
        let (x, y) = self.cursor;
        let columns = self.cells[y].len();
        // Lines don't wrap: what has no room is not shown.
        if x + width > columns {
            return;
        }
        for column in x..x + width {
            self.blank_halves(column, y);
        }
        let look = format!("{}{}", self.look, self.link);
        for (index, cell) in self.cells[y][x..x + width].iter_mut().enumerate() {
            let text = if index == 0 {
                c.to_string()
            } else {
                String::new()
            };
            *cell = Cell {
                text,
                look: look.clone(),
            };
        }
        self.last = Some((x, y));
        self.cursor = (x + width, y);
    }

    /// Of a wide sign that loses a half, the other goes too.
    fn blank_halves(&mut self, x: usize, y: usize) {
        let row = &mut self.cells[y];
        let first = (0..=x)
            .rev()
            .find(|x| !row[*x].text.is_empty())
            .unwrap_or(0);
        let behind = (x + 1..row.len()).find(|x| !row[*x].text.is_empty());
        let sign = first..behind.unwrap_or(row.len());
        if sign.len() > 1 {
            for cell in &mut row[sign] {
                " ".clone_into(&mut cell.text);
            }
        }
    }

    fn width(&self, c: char) -> usize {
        let own = match c {
            // Vowels that stand beside their letter.
            '\u{9BE}' | '\u{D3E}' | '\u{9CB}' => 1,
            _ => c.width().unwrap_or(0),
        };
        let is_emoji = u32::from(c) >= 0x1F000;
        let is_vowel = c == '\u{102C}'
            || matches!(c, '\u{93E}'..='\u{940}' | '\u{9BE}'..='\u{9CC}' | '\u{D3E}' | '\u{17B6}' | '\u{17BE}'..='\u{17C5}');
        let joins = self
            .last
            .is_some_and(|(x, y)| self.cells[y][x].text.ends_with('\u{200D}'));
        let is_tone = matches!(c, '\u{1F3FB}'..='\u{1F3FF}');
        match self.widths {
            Widths::Clusters if is_vowel || joins || is_tone => 0,
            Widths::Narrow if is_emoji => 1,
            Widths::Wide if own > 0 && !is_width_agreed(&c.to_string()) => own + 1,
            _ => own,
        }
    }
}
