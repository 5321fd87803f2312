//! Blocks that aren't written in the source: a page's title, its media, its lists.

use super::builder::Builder;
use crate::lesson::block::{BlockKind, Marks, NONE, PieceKind};
use crate::lesson::document::Document;
use crate::lesson::link::Target;
use crate::lesson::page_parts::{Around, Made, Medium, Sentence};

impl<'a> Builder<'a> {
    /// Puts what stands above the Markdown at its start, or keeps it for when the Markdown's own title is there.
    pub(super) fn begin_page(&mut self, around: &'a Around, start: usize) {
        match around.own_title {
            true => self.below_title = Some(&around.above),
            false => self.make(&around.above, start),
        }
    }

    /// Behind the first heading: what stands below the Markdown's own title.
    pub(super) fn end_own_title(&mut self, at: usize) {
        if let Some(made) = self.below_title.take() {
            self.make(made, at);
        }
    }

    /// Puts what stands behind the Markdown at its end.
    pub(super) fn end_page(&mut self, around: &Around, end: usize) {
        if !around.below.is_empty() {
            self.finish_leaf(end);
            while self.close_innermost(end).is_some() {}
            self.make(&around.below, end);
        }
    }

    /// Makes blocks at a byte of the source, where they take no room.
    pub(super) fn make(&mut self, parts: &[Made], at: usize) {
        for part in parts {
            match part {
                Made::Heading(level, title) => self.made_heading(*level, title, at),
                Made::Media(media) => self.made_media(media, at),
                Made::Objectives(sentences) => {
                    self.open_box("objectives", "You will learn", at..at);
                    self.made_list(sentences.iter().map(|s| (s.as_str(), true)), at);
                    self.close_box(at);
                }
                Made::List(sentences) => self.made_list(
                    sentences.iter().map(|sentence| match sentence {
                        Sentence::Markdown(text) => (text.as_str(), true),
                        Sentence::Plain(text) => (text.as_str(), false),
                    }),
                    at,
                ),
            }
        }
    }

    fn made_heading(&mut self, level: u8, title: &str, at: usize) {
        self.start_heading(level, None, at..at);
        self.push_text(title, at..at, Marks::default());
        self.end_heading(at..at);
    }

    fn made_media(&mut self, media: &[Medium], at: usize) {
        self.start_leaf(BlockKind::Paragraph, at);
        for (index, medium) in media.iter().enumerate() {
            if index > 0 {
                self.push_text(" · ", at..at, Marks::default());
            }
            match medium {
                Medium::Word(word) => self.push_text(word, at..at, Marks::default()),
                Medium::Link(text, address) => {
                    self.link = self.new_link(Target::parse(address), at);
                    self.push_text(text, at..at, Marks::default());
                    self.end_link();
                }
            }
        }
        self.finish_leaf(at);
    }

    /// A list of texts, each with whether it is Markdown.
    fn made_list<'t>(&mut self, sentences: impl Iterator<Item = (&'t str, bool)>, at: usize) {
        self.start_list(None, at..at);
        for (sentence, is_markdown) in sentences {
            self.start_item(at..at);
            self.start_leaf(BlockKind::Paragraph, at);
            let document = is_markdown.then(|| Document::parse(sentence));
            match document.filter(is_sentence) {
                Some(document) => self.made_sentence(&document, at),
                None => self.push_text(sentence, at..at, Marks::default()),
            }
            self.end_item(at..at);
        }
        self.end_list(at..at);
    }

    /// Takes over the text and links of a sentence that was parsed by itself.
    fn made_sentence(&mut self, document: &Document, at: usize) {
        let Some(block) = document.block(0) else {
            return;
        };
        for piece in document.pieces(block) {
            let text = document.text(piece.text);
            let link = document.links().get(piece.link as usize);
            self.link = link.map_or(NONE, |link| self.new_link(link.target.clone(), at));
            match piece.kind {
                PieceKind::Text => self.push_text(text, at..at, piece.marks),
                PieceKind::Math => self.push_whole(PieceKind::Math, text, at..at),
                _ => self.push_text(" ", at..at, Marks::default()),
            }
        }
        self.end_link();
    }
}

/// Whether a text is one paragraph without images, and can stand in a list as it is.
fn is_sentence(document: &Document) -> bool {
    let block = document.block(0);
    let is_plain = block.is_some_and(|b| b.kind == BlockKind::Paragraph && b.frame == NONE);
    is_plain && document.block_count() == 1 && document.images().is_empty()
}
