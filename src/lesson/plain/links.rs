//! The text of a sentence in plain text: a number behind each link, and the addresses at the end.

use super::Writer;
use crate::domain::sanitize;
use crate::lesson::block::{Marks, NONE, Piece, PieceKind};
use crate::lesson::layout::flat::Flat;
use crate::lesson::link::Target;
use crate::lesson::style::TextStyle;

/// Around what is struck out, which means the opposite where nothing says so.
const STRIKE: &str = "~~";

impl Writer<'_> {
    /// The text of some pieces, with a number behind each link.
    pub(super) fn flat(&mut self, pieces: &[Piece]) -> Flat {
        let mut flat = Flat::default();
        let mut struck = false;
        for (at, piece) in pieces.iter().enumerate() {
            if struck != piece.marks.has(Marks::STRUCK) {
                struck = !struck;
                flat.push(STRIKE, TextStyle::default(), NONE, 0..0);
            }
            if piece.kind == PieceKind::ImageMark {
                flat.push("[image] ", TextStyle::default(), NONE, 0..0);
                continue;
            }
            if let PieceKind::Reference(number) = piece.kind {
                flat.push(&format!("[^{number}]"), TextStyle::default(), NONE, 0..0);
                continue;
            }
            if piece.kind == PieceKind::Back {
                continue;
            }
            flat.extend(
                self.document,
                std::slice::from_ref(piece),
                TextStyle::default(),
            );
            let next = pieces.get(at + 1).map_or(NONE, |next| next.link);
            if piece.link != NONE && piece.link != next {
                let number = self.number(piece.link as usize);
                if let Some(number) = number {
                    flat.push(&format!(" [{number}]"), TextStyle::default(), NONE, 0..0);
                }
            }
        }
        if struck {
            flat.push(STRIKE, TextStyle::default(), NONE, 0..0);
        }
        flat
    }

    /// The number of a link's address; none where the text says it, and for places in the lesson.
    fn number(&mut self, link: usize) -> Option<usize> {
        let target = &self.document.links().get(link)?.target;
        let address = match target {
            Target::Web(_) | Target::Lesson { .. } => target.address(),
            Target::Mail(address) => address.clone(),
            _ => return None,
        };
        let address = (self.name)(target).unwrap_or(address);
        let text = self.document.link_text(link);
        if text == address || address.ends_with(&format!("//{text}")) {
            return None;
        }
        let next = self.addresses.len() + 1;
        let number = *self.numbers.entry(address.clone()).or_insert(next);
        if number == next {
            self.addresses.push(address);
        }
        Some(number)
    }

    pub(super) fn write_addresses(&mut self) {
        if !self.addresses.is_empty() {
            self.text.push('\n');
        }
        for (number, address) in std::mem::take(&mut self.addresses).iter().enumerate() {
            self.text
                .push_str(&format!("[{}] {}\n", number + 1, sanitize(address)));
        }
    }
}
