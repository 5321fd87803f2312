//! Asking what is due: the question, the answer, how well it was known.

use super::{AskedCard, ReviewScreen};
use crate::app::lesson_ref::LessonRef;
use crate::app::request::review::{
    CardRef, DiscardCard, ReadCard, ReadQueue, SaveRecall, UndoRecall,
};
use crate::app::request::{Answered, Reply};
use crate::app::screen::Next;
use crate::app::shared::Shared;
use crate::app::widget::sheet::{Keys, Sheet};
use crate::app::widget::text_view::TextView;
use crate::app::wish::{Begin, LessonChoice, LessonWish, Wish};
use crate::domain::review::Rating;

/// The longest time that counts for a review, in seconds.
const LONGEST: u64 = 600;

impl ReviewScreen {
    /// Reads what is due.
    pub(in crate::app) fn read(&mut self, shared: &mut Shared) {
        let question = ReadQueue {
            today: shared.today(),
            bound: shared.reviews_a_day(),
        };
        self.reading.ask(question, (), shared);
    }

    /// The queue came: what is asked now stays.
    pub(in crate::app) fn take_queue(
        &mut self,
        answered: Answered<ReadQueue>,
        shared: &mut Shared,
    ) {
        match self.reading.take(answered) {
            Some(((), Reply::Done(mut queue))) => {
                if let Some(asked) = &self.asked {
                    queue.cards.retain(|card| !card.is_same(&asked.card));
                    queue.cards.insert(0, asked.card.clone());
                }
                shared.due = queue.cards.len();
                self.queue = Some(queue);
                if self.asked.is_none() {
                    self.open_first(shared);
                }
            }
            Some(((), Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }

    fn open_first(&mut self, shared: &mut Shared) {
        self.asked = None;
        let first = self.queue.as_ref().and_then(|queue| queue.cards.first());
        if let Some(card) = first.cloned() {
            self.opening
                .ask(ReadCard { card: card.clone() }, card, shared);
        }
    }

    /// The question's text came; one that its lesson has no more is passed over.
    pub(in crate::app) fn take_card(&mut self, answered: Answered<ReadCard>, shared: &mut Shared) {
        let (card, page) = match self.opening.take(answered) {
            Some((card, Reply::Done(page))) => (card, page),
            Some((card, Reply::Failed(failure))) => {
                shared.tell(failure.notice);
                (card, None)
            }
            _ => return,
        };
        let sheet = page.as_ref().and_then(|page| Sheet::of(&page.document));
        let Some((page, mut sheet)) = page.zip(sheet) else {
            return self.pass_over(&card, shared);
        };
        let area = self.text_area(shared);
        let text = TextView::new(
            page.document,
            shared.layout_options(area.width),
            area.height.into(),
        );
        sheet.focus_quietly(0, shared.now);
        self.asked = Some(AskedCard {
            card,
            place: page.place,
            text,
            sheet,
            suggested: None,
            since: shared.now,
            is_going: false,
        });
        self.dress(shared);
    }

    fn pass_over(&mut self, card: &CardRef, shared: &mut Shared) {
        if let Some(queue) = &mut self.queue {
            queue.cards.retain(|other| !other.is_same(card));
        }
        self.open_first(shared);
    }

    /// Puts the sheet as it is now on the text, and keeps its end in sight.
    pub(super) fn show(&mut self, shared: &Shared) {
        self.dress(shared);
        if let Some(asked) = &mut self.asked
            && let Some((first, last)) = asked.sheet.focus_blocks()
        {
            asked.text.keep_in_sight(first, last);
            if let Some(blank) = asked.sheet.open_blank_place() {
                asked.text.show(&blank);
            }
        }
    }

    /// Puts the sheet as it is now on the text.
    fn dress(&mut self, shared: &Shared) {
        let Some(asked) = &mut self.asked else { return };
        let keys = Keys {
            retry: None,
            ..Keys::of(shared, asked.sheet.is_typing())
        };
        asked.text.set_dress(asked.sheet.dress(&keys));
    }

    /// A letter chooses. Of a thought whose answer is shown it says whether it was known, which rates it.
    pub(in crate::app) fn choose_letter(&mut self, letter: char, shared: &mut Shared) {
        shared.notices.forget_information(shared.now);
        if let Some(asked) = &mut self.asked {
            asked.sheet.choose_letter(letter);
            let is_judged = asked.suggested.is_some();
            if let Some(knew) = asked.sheet.knew().filter(|_| is_judged) {
                return self.rate(Rating::of_answer(knew), shared);
            }
        }
        self.show(shared);
    }

    pub(super) fn hint(&mut self, shared: &mut Shared) {
        let Some(asked) = &mut self.asked else { return };
        if !asked.sheet.show_hint() {
            return shared.say(asked.sheet.lacks_hint());
        }
        shared.notices.forget_information(shared.now);
        self.show(shared);
    }

    /// Opens the lesson of the question, at the question.
    pub(super) fn open_lesson(&self) -> Next {
        let Some(asked) = &self.asked else {
            return Next::Stay;
        };
        let LessonRef { course, lesson } = asked.card.lesson.clone();
        let headings = asked.text.layout().document().headings();
        let heading = headings.first().map(|heading| heading.slug.clone());
        Next::Wish(Wish::OpenLesson(LessonWish {
            course,
            lesson: LessonChoice::Id(lesson),
            begin: match heading.filter(|_| !asked.card.is_own()) {
                Some(anchor) => Begin::Heading(anchor),
                None => Begin::Left,
            },
        }))
    }

    /// Hands the answer in, shows the back of a card, or takes the rating that is suggested.
    pub(super) fn hand_in(&mut self, shared: &mut Shared) {
        let Some(asked) = &mut self.asked else { return };
        shared.notices.forget_information(shared.now);
        if let Some(rating) = asked.suggested {
            return self.rate(rating, shared);
        }
        if asked.sheet.open_blank() {
            return self.show(shared);
        }
        if asked.sheet.reveal() {
            asked.suggested = Some(Rating::Good);
        } else if asked.sheet.go_to_empty_blank() {
            // Its letters come next.
        } else if let Some(handed_in) = asked.sheet.submit(shared.now) {
            let right = handed_in.graded.is_some_and(|graded| graded.right);
            asked.suggested = Some(Rating::of_answer(right));
        } else if let Some(lacks) = asked.sheet.lacks() {
            shared.say(lacks);
        }
        self.show(shared);
    }

    /// Keeps the review, and goes on to the next question.
    pub(super) fn rate(&mut self, rating: Rating, shared: &mut Shared) {
        let Some(asked) = self.asked.take_if(|asked| asked.suggested.is_some()) else {
            return;
        };
        let seconds = (shared.now.saturating_sub(asked.since) / 1000).min(LONGEST);
        let request = SaveRecall {
            card: asked.card.clone(),
            rating,
            seconds: u32::try_from(seconds).unwrap_or_default(),
            at: shared.moment(),
        };
        self.saving.ask_also(request, asked.card.clone(), shared);
        if let Some(queue) = &mut self.queue {
            queue.cards.retain(|card| !card.is_same(&asked.card));
            // What was missed comes back the same day, behind the others.
            if rating == Rating::Again {
                queue.cards.push(asked.card);
            }
        }
        self.open_first(shared);
    }

    /// A review was kept.
    pub(in crate::app) fn take_saved(
        &mut self,
        answered: Answered<SaveRecall>,
        shared: &mut Shared,
    ) {
        match self.saving.take(answered) {
            Some((card, Reply::Done(record))) => self.done.push((card, record)),
            Some((card, Reply::Failed(failure))) => {
                shared.tell(failure.notice);
                self.ask_later(card);
            }
            _ => {}
        }
        shared.count_due();
    }

    /// Asks a card behind all others, once.
    fn ask_later(&mut self, card: CardRef) {
        if let Some(queue) = &mut self.queue {
            queue.cards.retain(|other| !other.is_same(&card));
            queue.cards.push(card);
        }
    }

    /// Throws the card that is asked away, where it is the learner's own: at the second press, for it is gone for good.
    pub(super) fn discard(&mut self, shared: &mut Shared) {
        match self.asked.as_mut().filter(|asked| asked.card.is_own()) {
            None => return shared.say("Only your own cards can be deleted"),
            Some(asked) if !asked.is_going => {
                asked.is_going = true;
                return shared.say("Press the key again to delete this card for good");
            }
            Some(_) => {}
        }
        let Some(asked) = self.asked.take() else {
            return;
        };
        let request = DiscardCard {
            card: asked.card.clone(),
            at: shared.moment(),
        };
        self.discarding
            .ask_also(request, asked.card.clone(), shared);
        self.pass_over(&asked.card, shared);
    }

    /// A card was thrown away, or is asked again.
    pub(in crate::app) fn take_discarded(
        &mut self,
        answered: Answered<DiscardCard>,
        shared: &mut Shared,
    ) {
        match self.discarding.take(answered) {
            Some((card, Reply::Failed(failure))) => {
                shared.tell(failure.notice);
                self.ask_later(card);
            }
            Some((_, Reply::Done(true))) => shared.say("Card deleted"),
            _ => {}
        }
        shared.count_due();
    }

    /// Takes the last review back, and asks that question again.
    pub(super) fn undo(&mut self, shared: &mut Shared) {
        let Some((card, recall)) = self.done.pop() else {
            return shared.say("Nothing was reviewed yet");
        };
        let request = UndoRecall {
            card: card.clone(),
            recall,
            at: shared.moment(),
        };
        self.undoing.ask_also(request, card, shared);
    }

    /// A review was taken back: its question is the first one again.
    pub(in crate::app) fn take_undone(
        &mut self,
        answered: Answered<UndoRecall>,
        shared: &mut Shared,
    ) {
        match self.undoing.take(answered) {
            Some((card, Reply::Done(()))) => {
                let queue = self.queue.get_or_insert_default();
                queue.cards.retain(|other| !other.is_same(&card));
                queue.cards.insert(0, card);
                self.open_first(shared);
                shared.count_due();
            }
            Some((_, Reply::Failed(failure))) => shared.tell(failure.notice),
            _ => {}
        }
    }
}
