//! The keys of questions: which question has them, what letters do, what the footer offers.

use lyceum::app::{Gesture, Pane};
use lyceum::domain::{LessonId, LessonKind};
use lyceum::keymap::Action;

use crate::shelf::Shelf;
use crate::world::World;

/// A quiz whose questions don't fit on one screen.
fn long_quiz() -> String {
    let question = |number: usize| {
        format!(
            "## Question {number}?\n\n<!-- q id=q{number} -->\n\n{}1. [x] yes\n2. [ ] no\n3. [ ] perhaps\n\n",
            "It goes on for a while.\n\n".repeat(8)
        )
    };
    (1..=5).map(question).collect()
}

const BLANK_FIRST: &str = "## Fill in\n\n<!-- q id=blanks -->\n\nIt is [[one]], [[two]] and [[~three]].\n\n## Choose\n\n<!-- q id=choice -->\n\n> A hint.\n\n1. [x] yes\n2. [ ] no\n3. [ ] perhaps\n";

/// A lesson that is a quiz, opened.
fn quiz(text: &str) -> World {
    quiz_on(text, 80, 24)
}

fn quiz_on(text: &str, columns: u16, rows: u16) -> World {
    let mut shelf = Shelf::fresh();
    shelf.texts.insert(
        LessonId::new("tour-1-1"),
        format!("<!-- quiz pass=70 -->\n\n{text}\n<!-- /quiz -->\n"),
    );
    let tour = shelf.courses.iter_mut();
    let lessons = tour.flat_map(|course| &mut course.outline.modules);
    let mut lessons = lessons.flat_map(|module| &mut module.lessons);
    let first = lessons.find(|lesson| lesson.head.id.as_str() == "tour-1-1");
    first.unwrap().head.kind = LessonKind::Quiz;
    let mut world = World::new(columns, rows, shelf);
    world.press("enter x");
    world
}

fn page(world: &World) -> String {
    let reader = world.model.lesson.reader.as_ref().unwrap();
    let lines = reader.text.on_screen();
    lines.map(|(_, line)| line.text() + "\n").collect()
}

fn focused(world: &World) -> Option<usize> {
    let reader = world.model.lesson.reader.as_ref().unwrap();
    reader.sheet.as_ref().unwrap().focused_number()
}

fn is_done(world: &World) -> bool {
    world.model.lesson.reader.as_ref().unwrap().is_done()
}

fn offers(world: &World, action: Action) -> Option<&'static str> {
    let items = world.model.footer().items;
    let item = items.into_iter().find(|item| item.action == action);
    item.map(|item| item.label)
}

/// The letter that chooses a text on the page.
fn letter_of(world: &World, text: &str) -> String {
    let page = page(world);
    let line = page.lines().rfind(|line| line.ends_with(text)).unwrap();
    line.trim().chars().next().unwrap().to_string()
}

#[test]
fn the_question_that_is_scrolled_to_takes_the_letters() {
    let mut world = quiz(&long_quiz());
    assert_eq!(focused(&world), Some(0));
    world.press("G");
    assert_eq!(focused(&world), Some(4));
    let before = page(&world);
    let letter = letter_of(&world, "yes");
    world.press(&letter).press("enter");
    assert_eq!(world.shelf.attempts[0].question.as_str(), "q5");
    assert!(before.contains("Question 5?") || page(&world).contains("✓ Correct"));
    world.press("g g");
    assert_eq!(focused(&world), Some(0));
}

#[test]
fn a_line_of_scrolling_leaves_the_keys_where_they_are() {
    let mut world = quiz(&long_quiz());
    let before = page(&world);
    world.press("k j");
    assert_eq!(focused(&world), Some(0));
    assert_eq!(page(&world), before);
}

#[test]
fn letters_of_an_answered_question_do_nothing() {
    let mut world = quiz(&long_quiz());
    world.press("a enter");
    let answered = page(&world);
    world.press("a b c");
    assert_eq!(page(&world), answered);
    assert!(!is_done(&world));
    assert_eq!(world.model.pane, Pane::Lesson);
}

#[test]
fn a_quiz_is_not_complete_while_questions_are_open() {
    let mut world = quiz(BLANK_FIRST);
    world.press("tab esc");
    assert_eq!(offers(&world, Action::Complete), None);
    world.press("c");
    assert_eq!(world.notice(), "2 questions unanswered");
    assert_eq!(focused(&world), Some(0));
    assert!(!is_done(&world));
}

#[test]
fn a_failed_quiz_offers_to_try_again_first() {
    let mut world =
        quiz("## Choose\n\n<!-- q id=choice -->\n\n1. [x] yes\n2. [ ] no\n3. [ ] perhaps\n");
    let no = letter_of(&world, "no");
    world.press(&no).press("enter");
    assert!(page(&world).contains("not passed"));
    assert_eq!(offers(&world, Action::HandIn), Some("done"));
    world.press("enter");
    assert_eq!(world.model.footer().items[0].action, Action::Retry);
    world.press("c");
    assert!(
        is_done(&world)
            || world.shelf.courses[0].outline.modules[0].lessons[0]
                .progress
                .completion
                .is_some()
    );
}

#[test]
fn a_blank_takes_letters_once_somebody_says_so() {
    let mut world = quiz(BLANK_FIRST);
    assert_eq!(offers(&world, Action::HandIn), Some("fill in"));
    world.press("n");
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert_eq!(reader.lesson.head.id.as_str(), "tour-1-2", "`n` is a key");
    world.press("p enter n");
    assert!(page(&world).contains("It is n"), "{}", page(&world));
    world.press("esc");
    assert_eq!(focused(&world), Some(0), "esc closes the blank first");
    world.press("tab backtab");
    assert_eq!(offers(&world, Action::HandIn), Some("fill in"));
    let area = world.model.lesson.columns(&world.model.shared).text;
    let row = page(&world)
        .lines()
        .position(|line| line.contains("It is n"));
    let row = area.y + u16::try_from(row.unwrap()).unwrap();
    world.mouse(Gesture::Click, area.x + 3, row).press("o");
    assert!(page(&world).contains("It is no"), "{}", page(&world));
}

#[test]
fn enter_goes_to_the_blank_that_is_empty() {
    let mut world = quiz(BLANK_FIRST);
    world.press("enter tab 2");
    assert_eq!(offers(&world, Action::HandIn), Some("next blank"));
    world.press("enter 3 enter");
    assert_eq!(world.shelf.attempts.len(), 0);
    assert_eq!(offers(&world, Action::HandIn), Some("submit"));
    world.press("enter");
    assert_eq!(world.notice(), "Fill in every blank first");
    world.press("1");
    assert_eq!(world.notice(), "", "what was lacking is there");
    world.press("enter");
    assert_eq!(world.shelf.attempts.len(), 1);
}

#[test]
fn a_typo_that_was_taken_shows_the_right_spelling() {
    let mut world = quiz(BLANK_FIRST);
    world.press("enter o n e enter t w o enter t h r e enter");
    assert!(page(&world).contains("thre ✓ → three"), "{}", page(&world));
    assert!(page(&world).contains("✓ Correct"));
}

#[test]
fn what_a_question_says_goes_with_the_next_key_for_it() {
    let mut world = quiz(&long_quiz());
    world.press("enter");
    assert_eq!(world.notice(), "Press a letter to choose");
    world.press("a");
    assert_eq!(world.notice(), "");
    world.press("?");
    assert_eq!(world.notice(), "This question has no hint");
    world.press("tab");
    assert_eq!(world.notice(), "");
}

#[test]
fn the_footer_offers_what_does_something() {
    let mut world = quiz(BLANK_FIRST);
    assert_eq!(offers(&world, Action::Hint), None, "this one has none");
    world.press("tab");
    assert!(offers(&world, Action::Hint).is_some());
    assert_eq!(offers(&world, Action::NextQuestion), None, "it is the last");
    assert_eq!(offers(&world, Action::Retry), None, "nothing was missed");
    world.press("?");
    assert_eq!(offers(&world, Action::Hint), None, "all are shown");
    world.press("?");
    assert_eq!(world.notice(), "All hints are shown");
    world.press("a enter");
    assert_eq!(offers(&world, Action::HandIn), Some("next question"));
}

#[test]
fn trying_again_keeps_what_was_not_handed_in_and_goes_to_what_was_missed() {
    let mut world = quiz(&long_quiz());
    world.press("a R");
    assert_eq!(focused(&world), Some(0));
    assert_eq!(world.notice(), "No missed questions to answer again");
    assert!(page(&world).contains('●'), "the choice stays");
    let no = letter_of(&world, "no");
    world.press(&no).press("enter enter");
    let no = letter_of(&world, "no");
    world.press(&no).press("enter R");
    assert_eq!(focused(&world), Some(0));
    assert!(!page(&world).contains("Incorrect"));
}

#[test]
fn blanks_in_a_table_show_what_is_typed_and_which_is_wrong() {
    let table = "## Fill in\n\n<!-- q id=t -->\n\n| word | Wort |\n|---|---|\n| water | [[Wasser]] |\n| fire | [[Feuer]] |\n";
    for (columns, rows) in [(80, 24), (40, 12), (160, 45)] {
        let mut world = quiz(table);
        world.resize(columns, rows).press("enter W a");
        assert!(page(&world).contains("Wa▏"), "{}", page(&world));
        world.press("s s e r enter F u");
        let typed = page(&world);
        assert!(typed.contains("Wasser") && typed.contains("Fu▏"), "{typed}");
        world.press("enter");
        let graded = page(&world);
        assert!(
            graded.contains("Wasser ✓") && graded.contains("Fu ✗"),
            "{graded}"
        );
        assert!(graded.contains("Incorrect. Answer: Wasser"), "{graded}");
    }
}

#[test]
fn a_lesson_that_begins_with_a_tall_question_opens_at_its_top() {
    let mut tall = long_quiz();
    tall.insert_str(0, "# Tall\n\nBefore the first.\n\n");
    let mut world = quiz_on(&tall, 40, 12);
    assert!(
        page(&world).contains("Before the first."),
        "{}",
        page(&world)
    );
    assert_eq!(focused(&world), Some(0));
    world.press("a enter enter");
    assert!(page(&world).contains("Question 2?"), "{}", page(&world));
}

#[test]
fn a_thought_offers_to_go_on_once_something_was_said_of_it() {
    let mut world = quiz("## Think\n\n<!-- q id=t -->\n\n> So it is.\n");
    assert_eq!(offers(&world, Action::HandIn), Some("show the answer"));
    world.press("enter");
    assert_eq!(offers(&world, Action::HandIn), None);
    world.press("a");
    assert_eq!(offers(&world, Action::HandIn), Some("done"));
}

#[test]
fn a_pattern_is_never_shown() {
    let mut world = quiz("## Fill in\n\n<!-- q id=t -->\n\nIt is [[/gr[ae]y/]] or [[/x+/|y]].\n");
    world.press("enter a enter b enter");
    let graded = page(&world);
    assert!(graded.contains("✗ Incorrect. Answer: y"), "{graded}");
    assert!(!graded.contains('…') && !graded.contains("gr["), "{graded}");
}

#[test]
fn a_click_opens_the_blank_that_it_meets() {
    let mut world = quiz(BLANK_FIRST);
    let area = world.model.lesson.columns(&world.model.shared).text;
    let row = page(&world).lines().position(|line| line.contains("and"));
    let row = area.y + u16::try_from(row.unwrap()).unwrap();
    // It is ▁▁▁▁▁▁, ▁▁▁▁▁▁ and ▁▁▁▁▁▁.
    world.mouse(Gesture::Click, area.x + 16, row).press("2");
    assert!(
        page(&world).contains("▁▁▁▁▁▁, 2▏ and ▁▁▁▁▁▁"),
        "{}",
        page(&world)
    );
    world.mouse(Gesture::Click, area.x + 8, row).press("1");
    assert!(
        page(&world).contains("1▏, 2 and ▁▁▁▁▁▁"),
        "{}",
        page(&world)
    );
}
