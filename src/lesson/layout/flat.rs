//! Joins pieces into one styled text, sanitized, so that wrapping measures what is shown.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use super::dress::Dress;
use super::line::Run;
use super::wrap::MAY_BREAK;
use crate::domain::display_width;
use crate::domain::sanitize::{self, Stretch};
use crate::lesson::block::{Marks, NONE, Piece, PieceKind, Span};
use crate::lesson::document::Document;
use crate::lesson::math;
use crate::lesson::scripts;
use crate::lesson::style::{Role, TextStyle};

/// A text with looks.
#[derive(Debug, Clone, Default)]
pub(in crate::lesson) struct Flat {
    pub(in crate::lesson) text: String,
    spans: Vec<Look>,
}

#[derive(Debug, Clone)]
struct Look {
    /// Where it ends in the text.
    end: usize,
    style: TextStyle,
    link: u32,
    source: Range<usize>,
}

impl Flat {
    /// The text of some pieces, on the look that their block has.
    pub(in crate::lesson) fn of(document: &Document, pieces: &[Piece], base: TextStyle) -> Flat {
        let mut flat = Flat::default();
        flat.extend(document, pieces, base);
        flat
    }

    /// The text of some pieces, with what fills parts of it.
    pub(in crate::lesson) fn filled(
        document: &Document,
        pieces: &[Piece],
        base: TextStyle,
        dress: &Dress,
    ) -> Flat {
        let mut flat = Flat::default();
        flat.extend_filled(document, pieces, base, dress);
        flat
    }

    /// Adds the text of some pieces.
    pub(in crate::lesson) fn extend(
        &mut self,
        document: &Document,
        pieces: &[Piece],
        base: TextStyle,
    ) {
        for piece in pieces {
            self.add(document, piece, base);
        }
    }

    /// The same, with what fills parts of the text.
    fn extend_filled(
        &mut self,
        document: &Document,
        pieces: &[Piece],
        base: TextStyle,
        dress: &Dress,
    ) {
        for piece in pieces {
            let mut rest = piece.source.range();
            let is_written = piece.kind == PieceKind::Text && piece.text.range() == rest;
            while is_written && let Some((part, words)) = dress.fill_from(rest.start) {
                if part.end > rest.end {
                    break;
                }
                let before = document.text(Span::source(rest.start..part.start));
                let before_at = rest.start..part.start;
                self.push_clean(before, style_of(piece, base), piece.link, before_at);
                self.push_clean(&words.text, words.style, NONE, part.clone());
                rest.start = part.end;
            }
            match rest == piece.source.range() {
                true => self.add(document, piece, base),
                false => {
                    let text = document.text(Span::source(rest.clone()));
                    self.push_clean(text, style_of(piece, base), piece.link, rest);
                }
            }
        }
    }

    fn add(&mut self, document: &Document, piece: &Piece, base: TextStyle) {
        let style = style_of(piece, base);
        let source = piece.source.range();
        let text = document.text(piece.text);
        match piece.kind {
            PieceKind::Text if piece.marks.has(Marks::RAISED) => {
                self.push(&scripts::raised(text), style, piece.link, source);
            }
            PieceKind::Text if piece.marks.has(Marks::LOWERED) => {
                self.push(&scripts::lowered(text), style, piece.link, source);
            }
            PieceKind::Text => self.push_clean(text, style, piece.link, source),
            PieceKind::SoftBreak => self.push(" ", base, NONE, source),
            PieceKind::HardBreak => self.push("\n", base, NONE, source),
            PieceKind::MayBreak => self.push(MAY_BREAK, style, piece.link, source),
            PieceKind::ImageMark => self.push("▣ ", style, piece.link, source),
            PieceKind::Math => self.push_math(text, piece.link, source),
            PieceKind::Reference(number) => {
                self.push(&format!("[{number}]"), style, piece.link, source);
            }
            PieceKind::Back => {
                if !self.text.is_empty() {
                    self.push("\u{a0}", base, NONE, source.clone());
                }
                self.push(text, style, piece.link, source);
            }
            PieceKind::CellEnd | PieceKind::RowEnd => {}
        }
    }

    /// Adds text that the author wrote.
    pub(in crate::lesson) fn push_clean(
        &mut self,
        text: &str,
        style: TextStyle,
        link: u32,
        source: Range<usize>,
    ) {
        if sanitize::is_clean(text) && !text.contains(['\t', '\n']) {
            return self.push(text, style, link, source);
        }
        let exact = text.len() == source.len();
        let at = |from: usize, to: usize| match exact {
            true => source.start + from..source.start + to,
            false => source.clone(),
        };
        for part in sanitize::parts(text) {
            match part {
                Stretch::Clean(from, to) => {
                    let clean = text
                        .get(from..to)
                        .unwrap_or_default()
                        .replace(['\t', '\n'], " ");
                    self.push(&clean, style, link, at(from, to));
                }
                Stretch::Mark(from, to, c) => {
                    let mut mark = String::new();
                    sanitize::push_mark(&mut mark, c);
                    self.push(
                        &mark,
                        TextStyle {
                            role: Role::Control,
                            ..style
                        },
                        link,
                        at(from, to),
                    );
                }
                Stretch::Break(from, to) => self.push(MAY_BREAK, style, link, at(from, to)),
                Stretch::Dropped => {}
            }
        }
    }

    /// A formula that stands alone: in rows where they fit, else on one line, which wraps; where it has no good
    /// form in Unicode its source, which keeps its lines.
    pub(in crate::lesson) fn formula(document: &Document, pieces: &[Piece], width: usize) -> Flat {
        let tex: String = pieces
            .iter()
            .map(|piece| document.text(piece.text))
            .collect();
        let fits = |rows: &String| rows.lines().all(|row| display_width(row) <= width);
        let shown = math::unicode(&tex)
            .filter(fits)
            .or_else(|| math::in_sentence(&tex))
            .unwrap_or(tex);
        let places = pieces.first().zip(pieces.last());
        let source = places.map_or(0..0, |(first, last)| {
            first.source.range().start..last.source.range().end
        });
        let mut flat = Flat::default();
        for (number, line) in shown.trim_matches('\n').lines().enumerate() {
            if number > 0 {
                flat.push("\n", TextStyle::default(), NONE, source.clone());
            }
            flat.push_clean(line, Role::Math.into(), NONE, source.clone());
        }
        flat
    }

    /// Adds a formula of a sentence: in Unicode where it has a good form there, else its source.
    fn push_math(&mut self, tex: &str, link: u32, source: Range<usize>) {
        self.push_clean(&math::shown(tex), Role::Math.into(), link, source);
    }

    /// Adds text that is known to be clean. A grapheme that began before keeps one look, as it is drawn in one cell.
    pub(in crate::lesson) fn push(
        &mut self,
        text: &str,
        style: TextStyle,
        link: u32,
        source: Range<usize>,
    ) {
        let look = Look {
            end: self.text.len() + text.len(),
            style,
            link,
            source,
        };
        let start = self.text.len();
        self.text.push_str(text);
        let begin = self.end_of_grapheme(start);
        if begin > start {
            self.lengthen_last(begin, look.source_of(start, start..begin));
        }
        if begin < look.end {
            self.spans.push(Look {
                source: look.source_of(start, begin..look.end),
                ..look
            });
        }
    }

    /// Where the grapheme ends that is going on at `at`, the end of the last look; `at` itself where none does.
    fn end_of_grapheme(&self, at: usize) -> usize {
        let Some(last) = self.spans.last() else {
            return at;
        };
        let from = self.start_of(self.spans.len() - 1);
        let text = self.text.get(from..).unwrap_or_default();
        let mut cursor = GraphemeCursor::new(last.end - from, text.len(), true);
        match (cursor.is_boundary(text, 0), cursor.next_boundary(text, 0)) {
            (Ok(false), Ok(Some(end))) => from + end,
            _ => at,
        }
    }

    /// Lets the last look go on to `end`, for text from `source`.
    fn lengthen_last(&mut self, end: usize, source: Range<usize>) {
        if let Some(last) = self.spans.last_mut() {
            last.end = end;
            last.source.end = last.source.end.max(source.end);
        }
    }

    /// Where a look's text starts.
    fn start_of(&self, look: usize) -> usize {
        let before = look.checked_sub(1).and_then(|at| self.spans.get(at));
        before.map_or(0, |look| look.end)
    }

    /// Adds another text with its looks.
    pub(in crate::lesson) fn append(&mut self, other: &Flat) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        let moved = other.spans.iter().cloned();
        self.spans.extend(moved.map(|look| Look {
            end: look.end + start,
            ..look
        }));
    }

    /// The runs of a range of the text.
    pub(in crate::lesson) fn runs(&self, range: Range<usize>) -> Vec<Run> {
        let first = self.spans.partition_point(|look| look.end <= range.start);
        let mut start = self.start_of(first);
        let mut runs = Vec::new();
        for look in self.spans.get(first..).unwrap_or_default() {
            if start >= range.end {
                break;
            }
            let (from, to) = (range.start.max(start), range.end.min(look.end));
            let text = self.text.get(from..to);
            if let Some(text) = text.filter(|text| !matches!(*text, "" | MAY_BREAK)) {
                runs.push(Run {
                    text: text.to_owned(),
                    style: look.style,
                    link: (look.link != NONE).then_some(look.link as usize),
                    source: look.source_of(start, from..to),
                });
            }
            start = look.end;
        }
        runs
    }

    /// Where the character at `at` stands in the source.
    pub(in crate::lesson) fn source_at(&self, at: usize) -> Option<usize> {
        let index = self.spans.partition_point(|look| look.end <= at);
        let start = self.start_of(index);
        let look = self.spans.get(index)?;
        Some(look.source_of(start, at..at).start)
    }
}

impl Look {
    /// The source of a part of this look's text, which starts at `start`.
    fn source_of(&self, start: usize, part: Range<usize>) -> Range<usize> {
        match self.end - start == self.source.len() {
            true => self.source.start + part.start - start..self.source.start + part.end - start,
            false => self.source.clone(),
        }
    }
}

fn style_of(piece: &Piece, base: TextStyle) -> TextStyle {
    let marks = piece.marks;
    let roles = [
        (Marks::CODE, Role::Code),
        (Marks::KEY, Role::Key),
        (Marks::IMAGE, Role::Image),
        (Marks::MARKED, Role::Marked),
        (Marks::DIM, Role::Dim),
    ];
    let own = roles
        .iter()
        .find(|(mark, _)| marks.has(*mark))
        .map(|(_, role)| *role);
    let role = match (own, piece.kind) {
        (_, PieceKind::Reference(_)) => Role::FootnoteMark,
        // Whatever a link is made of, it looks like one.
        (Some(Role::Code), _) if piece.link != NONE => Role::Link,
        (Some(role), _) => role,
        (None, _) if piece.link != NONE => Role::Link,
        (None, _) => base.role,
    };
    TextStyle {
        role,
        strong: base.strong || marks.has(Marks::STRONG),
        emphasis: base.emphasis || marks.has(Marks::EMPHASIS),
        struck: base.struck || marks.has(Marks::STRUCK),
        underlined: base.underlined || marks.has(Marks::UNDERLINED),
    }
}
