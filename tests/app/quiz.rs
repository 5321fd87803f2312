//! Quizzes in the lesson that is open: answered by keys and by the mouse, kept when the lesson is left.

use lyceum::app::Gesture;
use lyceum::app::screen::lesson::Reader;
use lyceum::domain::LessonId;
use lyceum::domain::quiz::Answer;

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
    assert!(page.contains("Not right") && page.contains("Because") && page.contains("Why not"));
    let attempt = &world.shelf.attempts[0];
    assert_eq!(attempt.question.as_str(), "first");
    assert_eq!(
        (&attempt.answer, attempt.right),
        (&Answer::Choices(vec![1]), false)
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
        page(&world).contains("1 of 2 right · 50% · passed"),
        "{}",
        page(&world)
    );
    world.press("esc R");
    assert!(page(&world).contains("✓"), "the right one stays");
    let yes = letter_of(&world, "yes");
    world.press(&yes).press("enter");
    assert!(page(&world).contains("2 of 2 right · 100%"));
    assert_eq!(world.shelf.attempts.len(), 3);
}

#[test]
fn leaving_in_the_middle_keeps_the_answers() {
    let mut world = opened();
    world.press("enter tab 2 esc");
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
    let row = row_of(&world, "hand in");
    world.mouse(Gesture::Click, 12, row);
    assert!(world.shelf.attempts[0].right);
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
