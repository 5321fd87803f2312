//! Quizzes in the lesson that is open: answered by keys and by the mouse, kept when the lesson is left.

use lyceum::app::Gesture;
use lyceum::app::request::sync::{Outcome, SyncEnd};
use lyceum::app::screen::lesson::Reader;
use lyceum::domain::quiz::{Answer, Submitted, Verdict};
use lyceum::domain::{Held, LessonId, LessonKind};
use lyceum::keymap::Action;

use crate::shelf::Shelf;
use crate::world::World;

const QUIZ: &str = "# A quiz\n\n- [ ] Read it\n\n<!-- quiz pass=50 -->\n\n## First?\n\n<!-- q id=first -->\n\n> A hint.\n\n1. [x] yes\n2. [ ] no\n   > Why not.\n\n> Because.\n\n## Second?\n\n<!-- q id=second -->\n\nIt is [[two|2]].\n\n<!-- /quiz -->\n\n## After\n\nText behind it.\n";

fn opened() -> World {
    let mut shelf = Shelf::fresh();
    shelf
        .texts
        .insert(LessonId::new("tour-1-1"), QUIZ.to_owned());
    let mut world = World::new(80, 40, shelf);
    world.press("enter x");
    world
}

fn reader(world: &World) -> &Reader {
    world.model.lesson.reader.as_ref().unwrap()
}

fn page(world: &World) -> String {
    let lines = reader(world).text.on_screen();
    lines.map(|(_, line)| line.text() + "\n").collect()
}

/// The row of the screen with a text.
fn row_of(world: &World, text: &str) -> u16 {
    let row = page(world)
        .lines()
        .position(|line| line.contains(text))
        .unwrap();
    let area = world.model.lesson.columns(&world.model.shared).text;
    area.y + u16::try_from(row).unwrap()
}

/// The letter that chooses a text, as it stands on the page.
fn letter_of(world: &World, text: &str) -> String {
    let page = page(world);
    let line = page.lines().find(|line| line.ends_with(text)).unwrap();
    line.trim().chars().next().unwrap().to_string()
}

#[test]
fn what_is_right_shows_once_it_was_answered() {
    let mut world = opened();
    for hidden in ["A hint", "Why not", "Because", "two"] {
        assert!(!page(&world).contains(hidden), "{hidden}");
    }
    world.press("enter ?");
    assert!(page(&world).contains("A hint") && !page(&world).contains("Because"));
    let no = letter_of(&world, "no");
    world.press(&no).press("enter");
    let page = page(&world);
    assert!(page.contains("Incorrect") && page.contains("Because") && page.contains("Why not"));
    let attempt = &world.shelf.attempts[0];
    assert_eq!(attempt.question.as_str(), "first");
    assert_eq!(
        (&attempt.answer, attempt.right),
        (&Answer::Choices(vec![1]), Some(false))
    );
}

#[test]
fn letters_choose_before_they_are_keys_and_others_stay_keys() {
    let mut world = opened();
    world.press("enter a b");
    assert!(world.model.shared.notices.current().is_none());
    assert_eq!(world.shelf.attempts.len(), 0);
    world.press("t");
    assert!(world.model.overlay.is_some(), "the contents open");
}

#[test]
fn a_quiz_says_how_it_came_out_and_asks_again_what_was_missed() {
    let mut world = opened();
    world.press("enter");
    let no = letter_of(&world, "no");
    world.press(&no).press("enter enter t w o enter");
    assert!(
        page(&world).contains("1 of 2 correct · 50% · passed"),
        "{}",
        page(&world)
    );
    world.press("esc R");
    assert!(page(&world).contains("✓"), "the right one stays");
    let yes = letter_of(&world, "yes");
    world.press(&yes).press("enter");
    assert!(page(&world).contains("2 of 2 correct · 100%"));
    assert_eq!(world.shelf.attempts.len(), 3);
}

#[test]
fn leaving_in_the_middle_keeps_the_answers() {
    let mut world = opened();
    world.press("enter tab enter 2 esc");
    world.press("n p");
    assert!(page(&world).contains("It is 2."), "{}", page(&world));
    world.resize(60, 30).resize(80, 40);
    assert!(page(&world).contains("It is 2."));
}

#[test]
fn the_mouse_chooses_and_hands_in() {
    let mut world = opened();
    let row = row_of(&world, "yes");
    world.mouse(Gesture::Click, 12, row);
    let row = row_of(&world, "submit");
    world.mouse(Gesture::Click, 12, row);
    assert_eq!(world.shelf.attempts[0].right, Some(true));
}

#[test]
fn what_cannot_be_saved_is_tried_again() {
    let mut world = opened();
    world.shelf.full = true;
    world.press("enter a enter");
    assert!(world.shelf.attempts.is_empty());
    world.shelf.full = false;
    world.press("enter 2 enter");
    assert_eq!(world.shelf.attempts.len(), 2);
}

#[test]
fn a_task_is_ticked_and_stays_so() {
    let mut world = opened();
    assert!(page(&world).contains("[ ] Read it"));
    world.press("tab enter");
    assert!(page(&world).contains("[x] Read it"), "{}", page(&world));
    world.press("n p");
    assert!(page(&world).contains("[x] Read it"));
    let row = row_of(&world, "Read it");
    let column = world.model.lesson.columns(&world.model.shared).text.x;
    world.mouse(Gesture::Click, column, row);
    assert!(page(&world).contains("[ ] Read it"));
}

/// A lesson as an academy hands it out that keeps the key.
fn graded() -> World {
    let mut world = World::new(80, 40, graded_shelf());
    world.press("enter x");
    world
}

fn graded_shelf() -> Shelf {
    let question = "## First?\n\n<!-- q id=first -->\n\n1. [x] yes\n2. [ ] no\n\n> Because.\n";
    shelf_that_grades(question)
}

/// A shelf whose first lesson asks a question that an academy grades.
fn shelf_that_grades(question: &str) -> Shelf {
    let lesson =
        &format!("# A quiz\n\n<!-- quiz graded=2 pass=70 -->\n\n{question}\n<!-- /quiz -->\n");
    let public = lyceum::lesson::quiz::withhold(lesson, false)
        .unwrap()
        .public;
    let mut shelf = Shelf::fresh();
    shelf.texts.insert(LessonId::new("tour-1-1"), public);
    shelf.syncs = true;
    shelf
}

/// The academy's verdict, which comes with the next sync.
fn says(world: &mut World, verdict: Verdict, tries: u32) {
    let attempt = world.shelf.attempts.last().unwrap().clone();
    let submitted = Submitted {
        question: attempt.question,
        revision: attempt.revision,
        answer: attempt.answer,
        verdict,
        tries,
    };
    let lesson = LessonId::new("tour-1-1");
    let filled_in = world.shelf.filled_in.entry(lesson).or_default();
    filled_in.submitted = vec![submitted];
    world.shelf.sync_ends.push_back(SyncEnd {
        outcome: Outcome::Synced,
        again_in: None,
        news: Vec::new(),
        questions: Vec::new(),
        has_changed: true,
    });
    world.press("S r esc");
}

#[test]
fn what_the_academy_grades_waits_for_its_verdict_and_is_answered_again() {
    let mut world = graded();
    world.press("enter a enter");
    assert!(
        page(&world).contains("Submitted: the academy grades it"),
        "{}",
        page(&world)
    );
    assert!(
        page(&world).contains("1 of 1 waiting for the academy"),
        "{}",
        page(&world)
    );
    assert_eq!(world.shelf.attempts[0].right, None);
    says(&mut world, Verdict::Wrong, 1);
    assert!(page(&world).contains("✗ Incorrect"), "{}", page(&world));
    assert!(
        page(&world).contains("answer missed questions again"),
        "{}",
        page(&world)
    );
    world.press("R b enter");
    assert_eq!(world.shelf.attempts.len(), 2);
    says(&mut world, Verdict::Right, 2);
    assert!(
        page(&world).contains("✓ Correct") && page(&world).contains("100%"),
        "{}",
        page(&world)
    );
}

#[test]
fn what_the_academy_grades_is_done_once_it_is_passed() {
    let mut shelf = graded_shelf();
    shelf.courses[0].outline.modules[0].lessons[0].head.kind = LessonKind::Quiz;
    let mut world = World::new(80, 40, shelf);
    let completes = |world: &World| {
        let items = world.model.footer().items;
        items.iter().any(|item| item.action == Action::Complete)
    };
    world.press("enter x a enter");
    says(&mut world, Verdict::Wrong, 1);
    world.press("esc c");
    assert!(!completes(&world));
    let said = world.notice();
    assert_eq!(
        said,
        "This lesson is done once its quiz is passed: 70% are needed"
    );
    assert!(!reader(&world).is_done());
    world.press("R a enter");
    says(&mut world, Verdict::Right, 2);
    assert!(reader(&world).is_done(), "passing completes it");
}

#[test]
fn the_last_attempt_is_the_last() {
    let mut world = graded();
    world.press("enter a enter");
    says(&mut world, Verdict::Wrong, 2);
    assert!(
        !page(&world).contains("missed questions again"),
        "{}",
        page(&world)
    );
}

#[test]
fn a_graded_question_that_is_asked_again_has_empty_blanks() {
    let question = "## Second?\n\n<!-- q id=second -->\n\nIt is [[two]].\n";
    let mut world = World::new(80, 40, shelf_that_grades(question));
    world.press("enter x enter o n e enter");
    assert_eq!(world.shelf.attempts.len(), 1);
    says(&mut world, Verdict::Wrong, 1);
    assert!(page(&world).contains("It is one"), "{}", page(&world));
    world.press("R");
    assert!(!page(&world).contains("one"), "{}", page(&world));
    // These open the blank, and hand nothing in: that would be the last attempt.
    world.press("enter enter enter");
    assert_eq!(world.shelf.attempts.len(), 1);
    world.press("t w o enter");
    let last = world.shelf.attempts.last().unwrap();
    assert_eq!(last.answer, Answer::Blanks(vec!["two".to_owned()]));
}

#[test]
fn an_answer_that_is_held_says_why() {
    let mut world = graded();
    world.press("enter a enter");
    says(&mut world, Verdict::Held(Held::Suspended), 1);
    assert!(
        page(&world).contains("held: your enrollment is suspended"),
        "{}",
        page(&world)
    );
}

#[test]
fn a_passage_becomes_a_card() {
    let mut world = opened();
    world.press("V j");
    let reader = reader(&world);
    let blocks = reader.passage.as_ref().unwrap().blocks();
    let passage = reader.text.layout().document().passage(blocks);
    assert_eq!(passage, "- [ ] Read it");
    world.press("enter");
    assert_eq!(
        world.model.footer().prompt.as_deref(),
        Some("Question: A quiz▏")
    );
    assert!(
        world.model.footer().said.is_none(),
        "what was said before goes"
    );
    world.press("? enter");
    let card = &world.shelf.made_cards[0];
    assert_eq!(
        (card.front.as_str(), card.back.as_str()),
        ("A quiz?", "- [ ] Read it")
    );
    assert!(crate::quiz::reader(&world).passage.is_none());
    // Questions come back by themselves.
    world.press("V j j j j");
    let last = *crate::quiz::reader(&world)
        .passage
        .as_ref()
        .unwrap()
        .blocks()
        .end();
    let document = crate::quiz::reader(&world).text.layout().document();
    assert!(!document.is_in_quiz(last) && document.passage(last..=last).contains("behind it"));
    // The first takes the message back.
    world.press("esc esc");
    assert!(crate::quiz::reader(&world).passage.is_none());
}

#[test]
fn dragging_selects_what_it_goes_over() {
    let mut world = opened();
    let (from, to) = (row_of(&world, "After"), row_of(&world, "Text behind"));
    world.mouse(Gesture::Click, 12, from);
    world.mouse(Gesture::Drag, 12, to);
    let passage = reader(&world).passage.as_ref().unwrap().blocks();
    let text = reader(&world).text.layout().document().passage(passage);
    assert_eq!(text, "## After\n\nText behind it.");
    world.mouse(Gesture::Click, 12, from);
    assert!(reader(&world).passage.is_none());
}
