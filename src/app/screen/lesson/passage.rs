//! Selecting a passage, by keys or by dragging, and the card that is made of it.

use std::ops::RangeInclusive;

use super::LessonScreen;
use crate::app::frame::geometry::Area;
use crate::app::msg::Mouse;
use crate::app::request::Answered;
use crate::app::request::Reply;
use crate::app::request::review::MakeCard;
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::widget::input_line::InputLine;
use crate::keymap::{Action, Layer};

/// The longest passage that becomes a card, in bytes.
const LONGEST: usize = 8192;

/// A passage that is selected: whole blocks of the text, none of them of a quiz.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Passage {
    /// The block that it goes from, once it is extended.
    from: Option<usize>,
    /// The block that moves.
    to: usize,
    /// The question of its card, while that is typed.
    pub front: Option<InputLine>,
}

impl Passage {
    /// Its blocks.
    pub fn blocks(&self) -> RangeInclusive<usize> {
        let from = self.from.unwrap_or(self.to);
        from.min(self.to)..=from.max(self.to)
    }
}

impl LessonScreen {
    pub(super) fn passage(&self) -> Option<&Passage> {
        self.reader.as_ref()?.passage.as_ref()
    }

    pub(super) fn passage_layers(&self) -> Vec<Layer> {
        match self.passage() {
            Some(Passage { front: Some(_), .. }) => vec![Layer::Input],
            _ => vec![Layer::Selecting],
        }
    }

    /// No passage is selected any more; false where none was.
    pub(super) fn let_go_of_passage(&mut self) -> bool {
        let reader = self.reader.as_mut();
        reader.is_some_and(|reader| reader.passage.take().is_some())
    }

    /// The blocks on screen that can be selected.
    fn selectable(&self) -> Vec<usize> {
        let Some(reader) = &self.reader else {
            return Vec::new();
        };
        let document = reader.text.layout().document();
        let blocks = reader.text.on_screen().map(|(place, _)| place.block);
        let mut blocks: Vec<usize> = blocks.collect();
        blocks.dedup();
        // What stands around the text has no source, and a question comes back by itself.
        blocks.retain(|block| {
            !document.is_in_quiz(*block) && !document.passage(*block..=*block).is_empty()
        });
        blocks
    }

    /// Begins to select with the first block on the screen.
    pub(super) fn select_passage(&mut self, shared: &mut Shared) {
        let first = self.selectable().first().copied();
        match (first, &mut self.reader) {
            (Some(to), Some(reader)) => {
                reader.passage = Some(Passage {
                    to,
                    ..Passage::default()
                });
            }
            _ => shared.say("Nothing to select here: questions come back for review anyway"),
        }
    }

    /// Does what an action means for the passage; none where none is selected.
    pub(super) fn act_on_passage(&mut self, action: Action, shared: &mut Shared) -> Option<Next> {
        self.passage()?;
        match action {
            Action::Down => self.move_passage(1),
            Action::Up => self.move_passage(-1),
            Action::SelectPassage => {
                let passage = self.reader.as_mut()?.passage.as_mut()?;
                passage.from = Some(passage.to);
            }
            Action::MakeCard => self.ask_for_front(shared),
            _ => return None,
        }
        Some(Next::Stay)
    }

    fn move_passage(&mut self, by: isize) {
        let blocks = self.selectable();
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(passage) = &mut reader.passage else {
            return;
        };
        let mut behind = blocks.iter().filter(|block| **block > passage.to);
        let before = blocks.iter().rev().find(|block| **block < passage.to);
        let next = if by > 0 { behind.next() } else { before };
        match next {
            Some(block) => {
                passage.to = *block;
                let block = *block;
                reader.text.keep_in_sight(block, block);
            }
            None => reader.text.scroll(by * 3),
        }
    }

    /// The mouse is dragged over the text.
    pub(super) fn drag_passage(&mut self, mouse: Mouse, text: Area) {
        let selectable = self.selectable();
        let Some((from, reader)) = self.pressed.zip(self.reader.as_mut()) else {
            return;
        };
        let row = mouse.row_in(text);
        let place = row.and_then(|row| reader.text.on_screen().nth(row));
        let to = place.map(|(place, _)| place.block);
        let Some(to) = to.filter(|to| selectable.contains(to) && selectable.contains(&from)) else {
            return;
        };
        reader.passage = Some(Passage {
            from: Some(from),
            to,
            front: None,
        });
    }

    /// Asks what the card shall ask; the heading above is suggested.
    fn ask_for_front(&mut self, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let document = reader.text.layout().document();
        let Some(passage) = &mut reader.passage else {
            return;
        };
        if document.passage(passage.blocks()).len() > LONGEST {
            return shared.say("Too long for a card: select less");
        }
        let place = reader
            .text
            .layout()
            .place_of_block(*passage.blocks().start());
        let heading = document.heading_at(place);
        let heading = heading.and_then(|heading| document.headings().get(heading));
        let mut front = InputLine::default();
        front.insert(heading.map_or("", |heading| heading.title.as_str()));
        passage.front = Some(front);
        shared.notices.forget_information(shared.now);
    }

    /// Makes the card.
    pub(super) fn keep_card(&mut self, shared: &mut Shared) {
        let Some(reader) = &mut self.reader else {
            return;
        };
        let Some(passage) = reader.passage.take_if(|passage| has_front(passage)) else {
            return shared.say("Type the card's question");
        };
        let back = reader.text.layout().document().passage(passage.blocks());
        let front = passage.front.unwrap_or_default();
        let request = MakeCard {
            lesson: reader.lesson_ref(),
            front: front.text().trim().to_owned(),
            back,
            at: shared.moment(),
        };
        self.keeping.make_card(request, shared);
    }

    /// A card was kept.
    pub(in crate::app) fn take_card(&mut self, answered: Answered<MakeCard>, shared: &mut Shared) {
        match self.keeping.take_card(answered) {
            Some(Reply::Failed(failure)) => shared.tell(failure.notice),
            Some(Reply::Done(())) => {
                shared.say("Card added to the next review");
                shared.count_due();
            }
            _ => {}
        }
    }
}

fn has_front(passage: &Passage) -> bool {
    let front = passage.front.as_ref();
    front.is_some_and(|front| !front.text().trim().is_empty())
}
