//! Links and images, with what they lead to.

use std::borrow::Cow;
use std::ops::Range;

use super::builder::Builder;
use crate::domain::sanitize_line;
use crate::lesson::block::{Marks, NONE, Piece, PieceKind, Span, narrow};
use crate::lesson::link::{Image, Link, Target};

impl Builder<'_> {
    pub(super) fn start_link(&mut self, destination: &str, range: Range<usize>) {
        self.leaf_at(range.start);
        self.link = self.new_link(Target::parse(destination), range.start);
    }

    /// `<me@a.example>`: an address without its scheme.
    pub(super) fn start_mail_link(&mut self, address: &str, range: Range<usize>) {
        self.start_link(&format!("mailto:{address}"), range);
    }

    pub(super) fn new_link(&mut self, target: Target, source: usize) -> u32 {
        self.links.push(Link {
            target,
            block: self.blocks.len(),
            source,
        });
        narrow(self.links.len() - 1)
    }

    pub(super) fn end_link(&mut self) {
        self.link = NONE;
    }

    /// An image is its alternative text; what it shows is for the one who draws. One in the text of another is text.
    pub(super) fn start_image(&mut self, destination: &str, range: Range<usize>) {
        let marks = self.current_marks().with(Marks::IMAGE);
        if self.current_marks().has(Marks::IMAGE) {
            self.images_inside += 1;
            return self.marks.push(marks);
        }
        let target = Target::parse(destination);
        self.split_full_leaf(range.start);
        self.leaf_at(range.start);
        // What is on the web is never fetched: whoever wants to see it opens it like a link.
        self.image_is_link = self.link == NONE && matches!(target, Target::Web(_));
        if self.image_is_link {
            self.link = self.new_link(target.clone(), range.start);
        }
        self.push(Piece {
            kind: PieceKind::ImageMark,
            marks,
            link: self.link,
            text: Span::default(),
            source: Span::source(range.start..range.start),
        });
        self.marks.push(marks);
        self.images.push(Image {
            target,
            alt: String::new(),
            block: self.blocks.len(),
            source: range.start,
            file: None,
        });
        self.alt_starts = self.pieces.len();
    }

    /// One without alternative text goes by what its attributes say, or by its file's name.
    pub(super) fn end_image(&mut self, described: Option<Cow<'_, str>>) {
        if let Some(inside) = self.images_inside.checked_sub(1) {
            self.images_inside = inside;
            return self.pop_marks();
        }
        let written = self.plain(self.alt_starts);
        let image = self.images.last().filter(|_| written.is_empty());
        if let Some(image) = image {
            let source = image.source;
            let name = described.as_deref().or_else(|| image.target.file_name());
            let name = name.unwrap_or_default().to_owned();
            self.push_text(&name, source..source, self.current_marks());
        }
        self.pop_marks();
        if std::mem::take(&mut self.image_is_link) {
            self.end_link();
        }
        if let Some(image) = self.images.last_mut() {
            image.alt = described.map_or(written, |alt| sanitize_line(&alt).into_owned());
        }
    }
}
