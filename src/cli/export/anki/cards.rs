//! The questions and cards of a course as notes. What an academy grades isn't among them: nobody here knows the answer.

use super::Note;
use crate::cli::output::Failure;
use crate::domain::quiz::QuestionId;
use crate::domain::{Course, LessonId, LessonKind};
use crate::lesson::html::of_markdown;
use crate::lesson::quiz::{Asked, Paper};
use crate::store::Store;

pub(super) async fn of_course(store: &Store, course: &Course) -> Result<Vec<Note>, Failure> {
    let mut notes = Vec::new();
    let Some(outline) = store.outline(&course.id).await? else {
        return Ok(notes);
    };
    for (_, lesson) in outline.lessons() {
        let text = store.lesson_text(&lesson.head.id).await?;
        let paper = text.and_then(|(kind, text)| Paper::of(&text, kind == LessonKind::Quiz, 0));
        let Some(paper) = paper else { continue };
        let ids: Vec<QuestionId> = paper.all().map(|question| question.id.clone()).collect();
        let papers = ids.iter().filter_map(|id| paper.only(id));
        notes.extend(papers.filter_map(|paper| note(&paper, course, &lesson.head.id)));
    }
    let own = store.own_cards().await?.into_iter();
    for card in own.filter(|card| card.course == course.id) {
        if let Ok(id) = QuestionId::try_from(card.record.to_string()) {
            let paper = Paper::of_card(&id, &card.front, &card.back);
            notes.extend(note(&paper, course, &card.lesson));
        }
    }
    Ok(notes)
}

/// A note of the one question of a paper; none where nothing is known that could stand on its back: only the academy knows
/// the answer, or a pattern.
fn note(paper: &Paper, course: &Course, lesson: &LessonId) -> Option<Note> {
    let asked = paper.questions().next()?;
    let back = back(paper, asked);
    if back.trim().is_empty() {
        return None;
    }
    Some(Note {
        guid: format!("{lesson}/{}", asked.question.id),
        deck: format!("Lyceum::{}", course.title.replace("::", ": ")),
        front: of_markdown(&paper.without_later(asked)),
        back,
        tag: course.slug.to_string(),
    })
}

/// The right answer, and what explains it.
fn back(paper: &Paper, asked: &Asked) -> String {
    let explanation = asked.explanation.iter();
    let explanation = explanation.filter_map(|part| paper.text.get(part.clone()));
    let parts = [paper.solution(asked)].into_iter();
    let parts = parts.chain(explanation.map(str::to_owned));
    of_markdown(&parts.collect::<Vec<_>>().join("\n\n"))
}
