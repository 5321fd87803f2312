//! The Review screen: what is due, one question after the other.

use lyceum::app::request::review::CardRef;
use lyceum::app::{LessonRef, Pane};
use lyceum::domain::quiz::QuestionId;
use lyceum::domain::review::Rating;
use lyceum::domain::{CourseId, LessonId};

use crate::shelf::Shelf;
use crate::world::World;

const LESSON: &str = "<!-- quiz -->\n\n## First?\n\n<!-- q id=first -->\n\n1. [x] yes\n2. [ ] no\n\n## Thought?\n\n<!-- q id=thought -->\n\n> The answer.\n\n<!-- /quiz -->\n";

fn card(question: &str) -> CardRef {
    CardRef {
        lesson: LessonRef {
            course: CourseId::new("tour"),
            lesson: LessonId::new("tour-1-1"),
        },
        question: QuestionId::named(question).unwrap(),
        reviews: 1,
    }
}

fn due(questions: &[&str]) -> World {
    let mut shelf = Shelf::fresh();
    shelf
        .texts
        .insert(LessonId::new("tour-1-1"), LESSON.to_owned());
    shelf.due = questions.iter().map(|question| card(question)).collect();
    World::new(80, 24, shelf)
}

fn page(world: &World) -> String {
    let asked = world.model.review.asked.as_ref().unwrap();
    asked
        .text
        .on_screen()
        .map(|(_, line)| line.text() + "\n")
        .collect()
}

#[test]
fn the_header_says_that_something_is_due() {
    let said = |world: &World| {
        let status = world.model.header().status;
        status.iter().any(|(_, text)| text == "2 to review")
    };
    assert!(said(&due(&["first", "thought"])));
    assert!(!said(&due(&[])));
}

#[test]
fn each_question_is_asked_answered_and_rated() {
    let mut world = due(&["thought", "gone", "first"]);
    world.press("r");
    assert_eq!(world.model.pane, Pane::Review);
    assert!(page(&world).contains("Thought?") && !page(&world).contains("The answer"));
    world.press("enter");
    assert!(page(&world).contains("The answer"));
    world.press("4");
    assert!(
        page(&world).contains("First?"),
        "one that is gone is passed over"
    );
    world.press("a enter enter");
    let ratings: Vec<Rating> = world
        .shelf
        .recalls
        .iter()
        .map(|(recall, _)| recall.rating)
        .collect();
    assert_eq!(ratings[0], Rating::Easy);
    assert_eq!(ratings.len(), 2);
}

#[test]
fn what_was_missed_comes_again_and_a_review_can_be_taken_back() {
    let mut world = due(&["thought", "first"]);
    world.press("r enter 1 a enter 3");
    assert!(page(&world).contains("Thought?"));
    assert_eq!(world.shelf.recalls.len(), 2);
    world.press("u");
    assert_eq!(world.shelf.recalls.len(), 1);
    assert!(page(&world).contains("First?"));
}

#[test]
fn a_card_of_ones_own_is_thrown_away_and_no_other() {
    let own = "0192f0c1-0000-7000-8000-000000000001";
    let mut world = due(&["thought", own]);
    world.shelf.texts.insert(
        LessonId::new("tour-1-1"),
        format!("{LESSON}\n<!-- card id={own} -->\n\n## Mine?\n\nYes.\n"),
    );
    world.press("r D");
    assert!(
        page(&world).contains("Thought?"),
        "an author's question stays"
    );
    world.press("enter enter");
    assert!(page(&world).contains("Mine?"));
    world.press("D");
    assert!(world.model.review.asked.is_none());
    assert!(world.shelf.due.is_empty());
}
