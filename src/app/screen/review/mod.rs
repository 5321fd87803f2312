//! The Review screen: what is due today, one question after the other.

mod asking;

use super::{Next, Screen};
use crate::app::frame::geometry::{self, Area, ReaderColumns, Sides};
use crate::app::msg::Mouse;
use crate::app::pane::Pane;
use crate::app::request::review::{
    CardPlace, CardRef, DiscardCard, Queue, ReadCard, ReadQueue, SaveRecall, UndoRecall,
};
use crate::app::request::waiting::Waiting;
use crate::app::shared::Shared;
use crate::app::study::clock::Millis;
use crate::app::widget::input_line::InputLine;
use crate::app::widget::movement::scroll_text;
use crate::app::widget::sheet::Sheet;
use crate::app::widget::text_view::TextView;
use crate::domain::review::Rating;
use crate::domain::{CourseId, RecordId};
use crate::keymap::{Action, Layer};

/// The Review screen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewScreen {
    /// The questions that are left for today; none until they were read.
    pub queue: Option<Queue>,
    /// The question that is asked.
    pub asked: Option<AskedCard>,
    /// The reviews of this sitting, the last one last: what can be taken back.
    done: Vec<(CardRef, RecordId)>,
    reading: Waiting<ReadQueue>,
    opening: Waiting<ReadCard, CardRef>,
    saving: Waiting<SaveRecall, CardRef>,
    undoing: Waiting<UndoRecall, CardRef>,
    discarding: Waiting<DiscardCard, CardRef>,
}

/// A question on the Review screen.
#[derive(Debug, Clone, PartialEq)]
pub struct AskedCard {
    /// The card.
    card: CardRef,
    place: Option<CardPlace>,
    /// Its text.
    pub text: TextView,
    /// The answer to it.
    pub sheet: Sheet,
    /// The rating that goes with the answer, once it was given.
    pub suggested: Option<Rating>,
    since: Millis,
    /// Whether the next press of that key throws it away.
    is_going: bool,
}

impl ReviewScreen {
    /// How many questions are left.
    pub fn left(&self) -> usize {
        self.queue.as_ref().map_or(0, |queue| queue.cards.len())
    }

    /// How many were reviewed in this sitting.
    pub fn reviewed(&self) -> usize {
        self.done.len()
    }

    /// The text and its scroll bar.
    pub fn columns(&self, shared: &Shared) -> ReaderColumns {
        let measure = shared.settings.measure;
        let nothing = Sides {
            outline: false,
            contents: false,
        };
        geometry::reader_columns(shared.bands.body, measure, nothing)
    }

    fn text_area(&self, shared: &Shared) -> Area {
        self.columns(shared).text
    }

    /// How many letters, from `a` on, belong to the question.
    pub(in crate::app) fn letters(&self) -> usize {
        self.asked.as_ref().map_or(0, |asked| asked.sheet.letters())
    }

    /// Goes to another blank or item of the question, or scrolls where there is none.
    fn go_to_part(&mut self, by: isize, shared: &Shared) {
        let Some(asked) = &mut self.asked else { return };
        match asked.sheet.step(by) {
            true => self.show(shared),
            false => asked.text.scroll(by),
        }
    }
}

impl Screen for ReviewScreen {
    fn layers(&self) -> Vec<Layer> {
        let asked = self.asked.as_ref();
        match asked {
            Some(asked) if asked.sheet.is_typing() => vec![Layer::Blank, Layer::Input],
            Some(asked) if asked.suggested.is_some() => {
                vec![Layer::Rating, Layer::Review, Layer::Scroll]
            }
            // The keys that rate are no others while something is asked.
            Some(_) => vec![
                Layer::Answering,
                Layer::Rating,
                Layer::Review,
                Layer::Scroll,
            ],
            None if self.left() > 0 => vec![Layer::Rating, Layer::Review, Layer::Scroll],
            None => vec![Layer::Review, Layer::Scroll],
        }
    }

    /// The next question is on its way, or the last one again.
    fn awaits_answer(&self) -> bool {
        let is_first = self.queue.is_none() && self.reading.any(|()| true);
        is_first || self.opening.any(|_| true) || self.undoing.any(|_| true)
    }

    /// What is being kept can be taken back once it is.
    fn awaits(&self, action: Action) -> bool {
        action == Action::Undo && self.saving.any(|_| true)
    }

    fn act(&mut self, action: Action, number: Option<usize>, shared: &mut Shared) -> Next {
        match action {
            Action::HandIn => self.hand_in(shared),
            Action::Hint => self.hint(shared),
            Action::RateAgain => self.rate(Rating::Again, shared),
            Action::RateHard => self.rate(Rating::Hard, shared),
            Action::RateGood => self.rate(Rating::Good, shared),
            Action::RateEasy => self.rate(Rating::Easy, shared),
            Action::Undo => self.undo(shared),
            Action::DiscardCard => self.discard(shared),
            Action::OpenItsLesson => return self.open_lesson(),
            Action::NextPart => self.go_to_part(1, shared),
            Action::PreviousPart => self.go_to_part(-1, shared),
            action => {
                if let Some(asked) = &mut self.asked {
                    scroll_text(&mut asked.text, action, number.unwrap_or(1));
                }
            }
        }
        Next::Stay
    }

    fn click(&mut self, mouse: Mouse, shared: &mut Shared) -> Next {
        let area = self.text_area(shared);
        let Some(asked) = self
            .asked
            .as_mut()
            .filter(|asked| asked.suggested.is_none())
        else {
            return Next::Stay;
        };
        let row = mouse.row_in(area);
        if let Some((place, line)) = row.and_then(|row| asked.text.on_screen().nth(row)) {
            let column = usize::from(mouse.column.saturating_sub(area.x));
            let window = asked.text.window(line);
            asked.sheet.choose_at(place.block, shared.now);
            asked
                .sheet
                .open_blank_at(|blank| window.shows_at(blank, column));
        }
        self.show(shared);
        Next::Stay
    }

    fn scroll(&mut self, rows: isize, _: Mouse, _: &Shared) {
        if let Some(asked) = &mut self.asked {
            asked.text.scroll(rows);
        }
    }

    fn fit(&mut self, shared: &mut Shared) {
        let area = self.text_area(shared);
        if let Some(asked) = &mut self.asked {
            asked
                .text
                .resize(shared.layout_options(area.width), area.height.into());
        }
    }

    fn input(&mut self) -> Option<&mut InputLine> {
        self.asked.as_mut()?.sheet.typed()
    }

    fn typed(&mut self, shared: &mut Shared) {
        if let Some(asked) = &mut self.asked {
            asked.sheet.take_typed();
        }
        shared.notices.forget_information(shared.now);
        self.show(shared);
    }

    fn cancel_input(&mut self, shared: &mut Shared) {
        if let Some(asked) = &mut self.asked {
            asked.sheet.stop_typing();
        }
        self.show(shared);
    }

    fn crumbs(&self) -> Vec<(String, Pane)> {
        let mut crumbs = vec![("Review".to_owned(), Pane::Review)];
        if let Some(place) = self.asked.as_ref().and_then(|asked| asked.place.as_ref()) {
            crumbs.push((place.course.clone(), Pane::Course));
            crumbs.push((place.lesson.clone(), Pane::Review));
        }
        crumbs
    }

    fn course(&self) -> Option<&CourseId> {
        let asked = self.asked.as_ref().filter(|asked| asked.place.is_some());
        asked.map(|asked| &asked.card.lesson.course)
    }

    fn offered(&self, mut actions: Vec<Action>, _: &Shared) -> Vec<Action> {
        actions.retain(|action| match action {
            Action::Undo => !self.done.is_empty(),
            Action::DiscardCard => self.asked.as_ref().is_some_and(|asked| asked.card.is_own()),
            Action::HandIn => self.asked.is_some(),
            Action::OpenItsLesson => self.course().is_some(),
            Action::NextPart => self
                .asked
                .as_ref()
                .is_some_and(|asked| asked.sheet.next_part().is_some()),
            Action::Hint => self
                .asked
                .as_ref()
                .is_some_and(|asked| asked.sheet.has_hint()),
            Action::RateAgain | Action::RateHard | Action::RateGood | Action::RateEasy => self
                .asked
                .as_ref()
                .is_some_and(|asked| asked.suggested.is_some()),
            Action::NextQuestion | Action::PreviousQuestion | Action::Retry => false,
            _ => true,
        });
        actions
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        let asked = self.asked.as_ref()?;
        match action {
            Action::HandIn => match asked.suggested {
                Some(rating) => Some(rating.word()),
                None => asked.sheet.submit_does(),
            },
            Action::NextPart => asked.sheet.next_part(),
            _ => None,
        }
    }

    fn suggested(&self) -> Option<Action> {
        let rating = self.asked.as_ref()?.suggested?;
        Some(match rating {
            Rating::Again => Action::RateAgain,
            Rating::Hard => Action::RateHard,
            Rating::Good => Action::RateGood,
            Rating::Easy => Action::RateEasy,
        })
    }

    fn status(&self, is_covered: bool, _: &Shared) -> String {
        match self.left() {
            0 => String::new(),
            _ if is_covered => String::new(),
            left => format!("{left} left "),
        }
    }
}
