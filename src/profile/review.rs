//! Review: the queue of a day, and what a review leaves.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::keep;
use crate::domain::quiz::{QuestionId, QuizFigures};
use crate::domain::review::{NotFitted, Rating, fit};
use crate::domain::{CourseId, Fact, LessonId, LessonKind, Moment, Record, RecordId};
use crate::lesson::quiz::Paper;
use crate::store::{Due, ReviewDay, Store, StoreError, new_record_id};

/// The queue of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewQueue {
    /// The questions and cards in order: those that wait longest first, then those that were never reviewed.
    pub cards: Vec<Due>,
    /// The figures of the day.
    pub day: ReviewDay,
}

/// The queue of a day, bounded, with at most one of several siblings.
///
/// # Errors
/// The store could not be read or written.
pub async fn queue(
    store: &Store,
    today: NaiveDate,
    bound: usize,
) -> Result<ReviewQueue, StoreError> {
    store.refresh_cards().await?;
    let day = store.review_day(today).await?;
    let done = usize::try_from(day.done).unwrap_or(usize::MAX);
    let left = bound.saturating_sub(done);
    let cards = waiting(store, today, left).await?;
    Ok(ReviewQueue { cards, day })
}

/// The cards that wait for review, with at most one of several siblings.
async fn waiting(store: &Store, today: NaiveDate, most: usize) -> Result<Vec<Due>, StoreError> {
    // More than are asked, for siblings are left out.
    let mut read = most.saturating_mul(2);
    loop {
        let mut cards = store.due_cards(today, read).await?;
        cards.extend(store.new_cards(read).await?);
        let is_all = cards.len() < read;
        let mut families = BTreeSet::new();
        cards.retain(|card| {
            let family = card
                .question
                .family()
                .map(|name| (card.lesson.clone(), name.to_owned()));
            family.is_none_or(|family| families.insert(family))
        });
        if is_all || cards.len() >= most {
            cards.truncate(most);
            return Ok(cards);
        }
        read = read.saturating_mul(2);
    }
}

/// How quizzes and reviews went until a day. What is due on it are the questions that its queue asks.
///
/// # Errors
/// The store could not be read or written.
pub async fn figures(
    store: &Store,
    today: NaiveDate,
    bound: usize,
) -> Result<QuizFigures, StoreError> {
    let due = queue(store, today, bound).await?.cards.len();
    let mut figures = store.quiz_figures(today).await?;
    let [due_today, ..] = &mut figures.due;
    *due_today = due;
    Ok(figures)
}

/// A question or card as a quiz of its own; none where its lesson has it no more.
///
/// # Errors
/// The store could not be read.
pub async fn card(
    store: &Store,
    lesson: &LessonId,
    question: &QuestionId,
    seed: u64,
) -> Result<Option<Paper>, StoreError> {
    if let Some(own) = store.own_card(question).await? {
        return Ok(Some(Paper::of_card(question, &own.front, &own.back)));
    }
    let Some((kind, body)) = store.lesson_text(lesson).await? else {
        return Ok(None);
    };
    let paper = Paper::of(&body, kind == LessonKind::Quiz, seed);
    Ok(paper.and_then(|paper| paper.only(question)))
}

/// Keeps a review; gives its record.
///
/// # Errors
/// The store could not be written.
pub async fn recall(
    store: &Store,
    (course, lesson, question): (CourseId, LessonId, QuestionId),
    rating: Rating,
    seconds: u32,
    at: Moment,
) -> Result<RecordId, StoreError> {
    let record = Record {
        id: new_record_id(at.at),
        device: store.device().await?,
        occurred_at: at.at,
        local_date: at.local_date,
        fact: Fact::Recall {
            course,
            lesson,
            question,
            rating,
            seconds,
        },
    };
    store.append(&record).await?;
    Ok(record.id)
}

/// Makes a card of the learner's own.
///
/// # Errors
/// The store could not be written.
pub async fn make_card(
    store: &Store,
    (course, lesson): (CourseId, LessonId),
    (front, back): (String, String),
    at: Moment,
) -> Result<(), StoreError> {
    let fact = Fact::Card {
        course,
        lesson,
        front,
        back,
    };
    keep(store, at, [fact]).await
}

/// Throws a card of the learner's own away; false where it is none.
///
/// # Errors
/// The store could not be read or written.
pub async fn discard_card(
    store: &Store,
    question: &QuestionId,
    at: Moment,
) -> Result<bool, StoreError> {
    let Some(own) = store.own_card(question).await? else {
        return Ok(false);
    };
    let fact = Fact::Discard {
        course: own.course,
        lesson: own.lesson,
        card: own.record,
    };
    keep(store, at, [fact]).await?;
    Ok(true)
}

/// Fits the rules of memory to the learner's history. A record for each course that was reviewed says so, so that every
/// device goes by the same, whichever of the courses the academy has.
///
/// # Errors
/// The store could not be read or written; inside, why nothing was fitted.
pub async fn fit_parameters(
    store: &Store,
    at: Moment,
) -> Result<Result<Vec<u32>, NotFitted>, StoreError> {
    store.refresh_cards().await?;
    let parameters = match fit(store.review_history().await?) {
        Ok(parameters) => parameters,
        Err(why) => return Ok(Err(why)),
    };
    let facts = store.reviewed_courses().await?.into_iter();
    let facts = facts.map(|course| Fact::Fit {
        course,
        parameters: parameters.clone(),
    });
    keep(store, at, facts).await?;
    store.refresh_cards().await?;
    Ok(Ok(parameters))
}
