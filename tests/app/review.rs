//! The Review screen: what is due, one question after the other.

use lyceum::app::request::review::CardRef;
use lyceum::app::widget::scroll_bar::ScrollBar;
use lyceum::app::{LessonRef, Pane};
use lyceum::domain::quiz::QuestionId;
use lyceum::domain::review::Rating;
use lyceum::domain::{CourseId, LessonId};

use crate::shelf::Shelf;
use crate::world::World;

const LESSON: &str = "<!-- quiz -->\n\n## First?\n\n<!-- q id=first -->\n\n1. [x] yes\n2. [ ] no\n\n## Thought?\n\n<!-- q id=thought -->\n\n> The answer.\n\n<!-- /quiz -->\n";

/// A card of the tour's first lesson that was reviewed once.
pub(crate) fn card(question: &str) -> CardRef {
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
fn the_cards_of_a_lesson_are_counted_when_it_was_read() {
    let mut world = due(&[]);
    world.press("enter x");
    // The study of the lesson becomes a record when it is left: then its cards wait.
    world.shelf.due = vec![card("thought")];
    world.pass(2_000).press("esc");
    let status = world.model.header().status;
    let said = status.iter().any(|(_, text)| text == "1 to review");
    assert!(said, "{status:?}");
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
fn a_letter_says_whether_a_thought_was_known() {
    let mut world = due(&["thought"]);
    world.press("r enter b");
    assert_eq!(world.shelf.recalls[0].0.rating, Rating::Again);
    world.press("enter a");
    assert_eq!(world.shelf.recalls[1].0.rating, Rating::Good);
    assert_eq!(world.model.review.left(), 0);
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
    assert!(world.model.review.asked.is_some(), "it asks first");
    world.press("D");
    assert!(world.model.review.asked.is_none());
    assert!(world.shelf.due.is_empty());
}

#[test]
fn a_question_is_asked_once_however_often_what_is_due_is_read() {
    let mut world = due(&["first"]);
    world.press("r a enter 1");
    // Due again the same day, and reviewed once more.
    world.shelf.due = vec![CardRef {
        reviews: 2,
        ..card("first")
    }];
    world.press("esc r r");
    assert_eq!(world.model.review.left(), 1);
    world.press("a enter 3");
    assert_eq!(world.model.review.left(), 0);
    assert_eq!(world.shelf.recalls.len(), 2);
}

#[test]
fn the_keys_that_rate_lead_nowhere_else_while_something_is_asked() {
    let mut world = due(&["first", "thought"]);
    world.press("r 3");
    assert_eq!(world.model.pane, Pane::Review);
    world.press("a enter 3 3 4");
    assert_eq!(world.model.pane, Pane::Review);
    assert_eq!(world.shelf.recalls.len(), 1);
    world.press("enter 3 1");
    assert_eq!(world.model.pane, Pane::Catalog, "nothing is asked any more");
}

#[test]
fn a_review_says_where_a_question_comes_from_and_leads_there() {
    let mut world = due(&["thought"]);
    world.press("r");
    let crumbs = world.model.header().crumbs;
    let said: Vec<&str> = crumbs.iter().map(|crumb| crumb.text.as_str()).collect();
    assert!(
        said.iter().any(|crumb| crumb.contains("The tour")),
        "{said:?}"
    );
    assert!(
        said.iter().any(|crumb| crumb.contains("1.1 Welcome")),
        "{said:?}"
    );
    world.press("o");
    assert_eq!(world.model.pane, Pane::Lesson);
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert_eq!(reader.lesson.head.id.as_str(), "tour-1-1");
}

#[test]
fn a_review_ends_where_it_was_begun() {
    let mut world = due(&["thought"]);
    world.press("enter x r esc");
    assert_eq!(world.model.pane, Pane::Lesson);
    world.press("4 esc");
    assert_eq!(world.model.pane, Pane::Lesson);
    // A course that is opened from the progress isn't gone back to in a circle.
    world.press("4 enter");
    let mut seen = Vec::new();
    for _ in 0..6 {
        world.press("esc");
        seen.push(world.model.pane);
    }
    assert_eq!(seen.last(), Some(&Pane::Catalog), "{seen:?}");
}

#[test]
fn a_question_taller_than_the_screen_is_asked_from_its_beginning() {
    let mut world = due(&["tall"]);
    let tall = format!(
        "<!-- quiz -->\n\n## Tall?\n\n<!-- q id=tall -->\n\n{}1. [x] yes\n2. [ ] no\n\n<!-- /quiz -->\n",
        "A line of it.\n\n".repeat(20)
    );
    world.shelf.texts.insert(LessonId::new("tour-1-1"), tall);
    world.resize(40, 12).press("r");
    assert!(page(&world).contains("Tall?"));
    let text = &world.model.review.asked.as_ref().unwrap().text;
    assert!(ScrollBar::of(text).is_some());
}
