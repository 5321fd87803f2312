//! Review: the queue, the questions in it, and their outcomes.

use std::sync::Arc;

use super::{Order, Task, Topic, Work};
use crate::app::LessonRef;
use crate::app::request::review::{
    CardPage, CardPlace, CardRef, CountDue, DiscardCard, MakeCard, Queue, ReadCard, ReadFigures,
    ReadQueue, SaveRecall, UndoRecall,
};
use crate::domain::quiz::QuizFigures;
use crate::domain::{Fact, RecordId};
use crate::lesson::{Document, Source};
use crate::profile;
use crate::runtime::failure::Problem;
use crate::runtime::tasks::spawn_busy;
use crate::store::{Due, PlaceOfLesson, ReviewDay};

impl Work for ReadQueue {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "What is due couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Queue, Problem> {
        let queue = profile::review::queue(&task.world.store, self.today, self.bound).await?;
        let due = usize::try_from(queue.day.due).unwrap_or(usize::MAX);
        Ok(Queue {
            beyond: due.saturating_sub(queue.cards.len()),
            is_uncounted: queue.day.due >= ReviewDay::MOST_DUE,
            leeches: usize::try_from(queue.day.leeches).unwrap_or(usize::MAX),
            cards: queue.cards.into_iter().map(card_ref).collect(),
        })
    }
}

fn card_ref(due: Due) -> CardRef {
    CardRef {
        lesson: LessonRef {
            course: due.course,
            lesson: due.lesson,
        },
        question: due.question,
        reviews: due.state.map_or(0, |state| state.reviews),
    }
}

impl Work for CountDue {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "What is due couldn't be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<usize, Problem> {
        let queue = profile::review::queue(&task.world.store, self.today, self.bound).await?;
        Ok(queue.cards.len())
    }
}

impl Work for ReadFigures {
    const ORDER: Order = Order::Beside(&[Topic::Learning]);

    fn complaint(&self) -> &'static str {
        "How your quizzes went could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<QuizFigures, Problem> {
        let store = &task.world.store;
        Ok(profile::review::figures(store, self.today, self.bound).await?)
    }
}

impl Work for ReadCard {
    const ORDER: Order = Order::Beside(&[]);

    fn complaint(&self) -> &'static str {
        "The question could not be read"
    }

    async fn work(self, task: &Task<Self>) -> Result<Option<CardPage>, Problem> {
        let CardRef {
            lesson,
            question,
            reviews,
        } = self.card;
        let seed = u64::from(reviews) + 1;
        let store = &task.world.store;
        let paper = profile::review::card(store, &lesson.lesson, &question, seed).await?;
        let Some(paper) = paper else {
            return Ok(None);
        };
        let place = store.place_of_lesson(&lesson.lesson).await?;
        let source = Source::of_paper(paper, seed);
        let document = spawn_busy(move || Document::parse(source)).await?;
        Ok(Some(CardPage {
            document: Arc::new(document),
            place: place.map(|PlaceOfLesson { course, lesson }| CardPlace { course, lesson }),
        }))
    }
}

impl Work for SaveRecall {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The review couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<RecordId, Problem> {
        let CardRef {
            lesson, question, ..
        } = self.card;
        let card = (lesson.course, lesson.lesson, question);
        let store = &task.world.store;
        Ok(profile::review::recall(store, card, self.rating, self.seconds, self.at).await?)
    }
}

impl Work for MakeCard {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The card couldn't be saved"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let LessonRef { course, lesson } = self.lesson;
        let card = (self.front, self.back);
        let store = &task.world.store;
        Ok(profile::review::make_card(store, (course, lesson), card, self.at).await?)
    }
}

impl Work for DiscardCard {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The card couldn't be deleted"
    }

    async fn work(self, task: &Task<Self>) -> Result<bool, Problem> {
        let store = &task.world.store;
        Ok(profile::review::discard_card(store, &self.card.question, self.at).await?)
    }
}

impl Work for UndoRecall {
    const ORDER: Order = Order::Queued(Topic::Learning);

    fn complaint(&self) -> &'static str {
        "The review couldn't be undone"
    }

    async fn work(self, task: &Task<Self>) -> Result<(), Problem> {
        let CardRef {
            lesson, question, ..
        } = self.card;
        let fact = Fact::Undo {
            course: lesson.course,
            lesson: lesson.lesson,
            question,
            recall: self.recall,
        };
        Ok(profile::keep(&task.world.store, self.at, [fact]).await?)
    }
}
