//! Review: the queue of a day, and what a review leaves.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::quiz::QuestionId;
use crate::domain::review::{Parameters, Rating};
use crate::domain::{CourseId, Fact, LessonId, LessonKind, Moment, Record, RecordId};
use crate::lesson::quiz::Paper;
use crate::store::{Due, ReviewDay, Store, StoreError, new_record_id};

/// The most reviews of a day where the learner set no other bound.
pub const REVIEWS_A_DAY: usize = 50;

/// The queue of a day.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ReviewQueue {
    /// What is asked, in order: what waits longest first, then cards that were never reviewed.
    pub cards: Vec<Due>,
    /// What the day holds.
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
    store.refresh_cards(&Parameters::default()).await?;
    let day = store.review_day(today).await?;
    let done = usize::try_from(day.done).unwrap_or(usize::MAX);
    let left = bound.saturating_sub(done);
    // More than are asked, for siblings are left out.
    let mut cards = store.due_cards(today, left.saturating_mul(2)).await?;
    cards.extend(new_cards(store).await?);
    let mut families = BTreeSet::new();
    cards.retain(|card| {
        let family = card
            .question
            .family()
            .map(|name| (card.lesson.clone(), name.to_owned()));
        family.is_none_or(|family| families.insert(family))
    });
    cards.truncate(left);
    Ok(ReviewQueue { cards, day })
}

/// Cards of authors in lessons that were read, which were never reviewed.
async fn new_cards(store: &Store) -> Result<Vec<Due>, StoreError> {
    let mut cards = Vec::new();
    for (course, lesson, text) in store.read_lessons_with_cards().await? {
        let known: BTreeSet<String> = store.known_cards(&lesson).await?.into_iter().collect();
        let paper = Paper::of(&text, false, 0).unwrap_or_default();
        let fresh = paper.cards.into_iter().map(|card| card.question.id);
        let fresh = fresh.filter(|id| !known.contains(id.as_str()));
        cards.extend(fresh.map(|question| Due {
            course: course.clone(),
            lesson: lesson.clone(),
            question,
            state: None,
        }));
    }
    Ok(cards)
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
