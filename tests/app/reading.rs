//! Opening, completing and reopening lessons.

use lyceum::app::request::Request;
use lyceum::app::{Gesture, Msg, Pane};
use lyceum::domain::{Difficulty, LessonId, Mark};

use crate::shelf::Shelf;
use crate::world::World;

fn enrollments(world: &World) -> usize {
    let is_enrollment = |request: &&Request| matches!(request, Request::JoinCourse(_));
    world.requests().filter(is_enrollment).count()
}

fn open_lesson(world: &World) -> &str {
    let reader = world.model.lesson.reader.as_ref().unwrap();
    reader.lesson.head.id.as_str()
}

/// The block at the top of the screen.
fn top(world: &World) -> usize {
    world.model.lesson.reader.as_ref().unwrap().text.top().block
}

#[test]
fn opening_a_lesson_joins_its_course_once_and_says_so() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter");
    assert_eq!(world.model.pane, Pane::Lesson);
    assert_eq!(world.notice(), "You joined Welcome to Lyceum");
    world.press("n p alt-1 enter");
    assert_eq!(enrollments(&world), 1);
}

#[test]
fn looking_at_an_outline_joins_nothing() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("o j j space i esc 1");
    assert_eq!(enrollments(&world), 0);
}

#[test]
fn a_course_is_joined_once_also_while_the_catalog_is_read_anew() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter");
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter");
    // The outline, the text, the enrollment; then the catalog is asked for and stays unanswered.
    world.answer(0);
    world.answer(0);
    let enrollment = world.waiting.len() - 1;
    world.answer(enrollment);
    world.press("n");
    let outline = world.waiting.len() - 1;
    world.answer(outline);
    let text = world.waiting.len() - 1;
    world.answer(text);
    assert_eq!(open_lesson(&world), "tour-1-2");
    assert_eq!(enrollments(&world), 1);
}

#[test]
fn two_courses_opened_one_after_the_other_are_both_joined() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.held = true;
    world.press("enter");
    world.answer(0);
    world.answer(0);
    let first = world.waiting.pop_back().unwrap();
    world.press("alt-1 j enter");
    world.answer(0);
    world.answer(0);
    world.waiting.push_back(first);
    world.release();
    assert_eq!(enrollments(&world), 2);
}

#[test]
fn completing_a_lesson_goes_on_to_the_next_also_into_the_next_module() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    assert_eq!(open_lesson(&world), "foundations-1-3");
    world.press("c");
    assert_eq!(open_lesson(&world), "foundations-2-1");
    let done = LessonId::new("foundations-1-3");
    assert_eq!(world.shelf.lesson_mut(&done).mark(), Mark::Done);
}

fn labels(world: &World) -> Vec<&str> {
    let items = world.model.footer().items.into_iter();
    items.map(|item| item.label).collect()
}

fn breadcrumb(world: &World) -> String {
    world.model.header().crumbs.last().unwrap().text.clone()
}

#[test]
fn a_lesson_that_is_done_says_so_while_it_is_read_and_offers_what_applies() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    assert_eq!(breadcrumb(&world), "1.3 An exercise");
    assert!(labels(&world).contains(&"complete"));
    assert!(!labels(&world).contains(&"mark not done"));
    world.press("c p").pass(5_000);
    assert_eq!(open_lesson(&world), "foundations-1-3");
    assert_eq!(breadcrumb(&world), "✓ 1.3 An exercise");
    assert!(!labels(&world).contains(&"complete"));
    assert!(labels(&world).contains(&"next lesson"));
    assert!(labels(&world).contains(&"mark not done"));
    world.press("C").pass(5_000);
    assert_eq!(breadcrumb(&world), "1.3 An exercise");
    assert!(labels(&world).contains(&"complete"));
}

#[test]
fn lines_of_code_take_their_time_in_what_is_left_too() {
    let words = "word ".repeat(400);
    let code = format!("```\n{}```\n\n", "let it = be;\n".repeat(60));
    // The lesson takes 7 minutes: each part of it takes its share of these.
    let left = |text: String, keys: &str| {
        let mut shelf = Shelf::begun();
        shelf.texts.insert(LessonId::new("foundations-1-3"), text);
        let mut world = World::new(80, 24, shelf);
        world.press("j enter").press(keys);
        world.model.footer().right
    };
    let lesson =
        |codes: usize| format!("# One\n\n{words}\n\n{}# Two\n\n{words}", code.repeat(codes));
    assert_eq!(left(lesson(0), "g g"), "0% · 7 min left ");
    assert!(left(lesson(0), "]").ends_with("· 4 min left "));
    assert_eq!(left(lesson(1), "g g"), "0% · 7 min left ");
    assert!(left(lesson(1), "]").ends_with("· 1 min left "));
    assert!(left(lesson(13), "]").ends_with("· 1 min left "));
}

#[test]
fn another_measure_and_spacing_are_said() {
    let mut world = World::new(160, 45, Shelf::begun());
    world.press("j enter");
    let measure = world.model.shared.settings.measure;
    for (key, said) in [
        ("+", format!("Text width: {} columns", measure + 4)),
        ("-", format!("Text width: {measure} columns")),
        ("s", "Double spacing".to_owned()),
        ("s", "Single spacing".to_owned()),
    ] {
        assert_eq!(world.press(key).notice(), said);
    }
}

#[test]
fn escape_after_digits_takes_them_back_and_nothing_else() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter 2");
    assert_eq!(world.model.typed.count, Some(2));
    world.press("esc").pass(5_000);
    assert_eq!(
        (world.model.typed.count, world.model.pane),
        (None, Pane::Lesson)
    );
    world.press("/ e enter 3 esc");
    let searches = |world: &World| world.model.lesson.reader.as_ref().unwrap().search.is_some();
    assert!(searches(&world));
    world.press("esc");
    assert!(!searches(&world));
    world.press("esc");
    assert_eq!(world.model.pane, Pane::Course);
}

#[test]
fn a_number_makes_a_movement_that_often() {
    let movements = ["j", "k", "d", "u", "]", "[", "n", "N"];
    for movement in movements {
        let [mut once, mut often] = [(); 2].map(|()| {
            let mut world = World::new(80, 24, Shelf::begun());
            world.press("j enter ctrl-d / p a r a g r a p h enter");
            world
        });
        often.press(&format!("{movement} ").repeat(3));
        once.press("3").press(movement);
        let text = |world: &World| world.model.lesson.reader.as_ref().unwrap().text.clone();
        assert_eq!(text(&once), text(&often), "{movement}");
    }
}

#[test]
fn a_number_before_the_keys_to_beginning_and_end_is_per_cent_of_the_lesson() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    for percent in (5..60).chain([100]) {
        for digit in percent.to_string().chars() {
            world.press(&digit.to_string());
        }
        world
            .press(if percent % 2 == 0 { "G" } else { "g g" })
            .pass(5_000);
        let right = world.model.footer().right;
        let shown = right.split('%').next().unwrap().parse::<usize>().unwrap();
        assert!(
            (percent..percent + 5).contains(&shown),
            "{shown} for {percent}"
        );
    }
}

#[test]
fn numbers_mean_rows_in_the_lists_beside_a_lesson() {
    let mut world = World::new(160, 45, Shelf::begun());
    world.press("j enter shift-f6 3 G");
    let selected = |world: &World| {
        world
            .model
            .lesson
            .reader
            .as_ref()
            .unwrap()
            .beside
            .cursor
            .selected
    };
    assert_eq!(selected(&world), 2);
    world.press("2 j");
    assert_eq!(selected(&world), 4);
    world.press("2 g g");
    assert_eq!(selected(&world), 1);
    world.press("9 9 9 j");
    let rows = world
        .model
        .lesson
        .reader
        .as_ref()
        .unwrap()
        .beside
        .rows()
        .count();
    assert_eq!(selected(&world), rows - 1);
    world.press("f6 f6 3 G");
    assert_eq!(
        world
            .model
            .lesson
            .reader
            .as_ref()
            .unwrap()
            .headings
            .selected,
        2
    );
}

#[test]
fn completing_says_what_is_done_and_how_to_take_it_back() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter c");
    assert_eq!(open_lesson(&world), "foundations-2-1");
    assert_eq!(world.notice(), "Completed 1.3 “An exercise”");
    world.press("alt-2 c");
    let said = "Completed 2.1 “What a model is”; c to undo";
    assert_eq!(world.notice(), said);
    world.press("c");
    assert_eq!(world.notice(), "Marked not done");
}

#[test]
fn a_completion_under_way_is_not_written_twice() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter");
    world.held = true;
    world.press("c c");
    let completions = world
        .requests()
        .filter(|request| matches!(request, Request::CompleteLesson(_)));
    assert_eq!(completions.count(), 1);
}

#[test]
fn a_completion_that_fails_stays_on_the_lesson_and_says_so() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    world.shelf.full = true;
    world.press("c");
    assert_eq!(open_lesson(&world), "foundations-1-3");
    assert_eq!(world.notice(), "The disk is full");
}

#[test]
fn completing_the_last_lesson_of_all_shows_the_outline_and_says_well_done() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter c c");
    assert_eq!(world.model.pane, Pane::Course);
    assert_eq!(world.notice(), "Welcome to Lyceum completed. Well done!");
    assert_eq!(world.shelf.courses[0].mark(), Mark::Done);
}

#[test]
fn reopening_names_the_completion_that_it_undoes() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter c p");
    let lesson = LessonId::new("tour-1-1");
    let completion = world.shelf.lesson_mut(&lesson).completion.unwrap();
    world.press("C");
    let named = world.requests().find_map(|request| match request {
        Request::ReopenLesson(asked) => Some(asked.question.completion),
        _ => None,
    });
    assert_eq!(named, Some(completion.record));
    assert_eq!(world.notice(), "Marked not done");
    world.press("C");
    assert_eq!(world.notice(), "This lesson is not marked done");
}

#[test]
fn a_lesson_is_completed_and_reopened_from_the_outline_too() {
    let mut world = World::new(80, 24, Shelf::fresh());
    let lesson = LessonId::new("tour-1-1");
    world.press("o c");
    assert_eq!(world.shelf.lesson_mut(&lesson).mark(), Mark::Done);
    assert_eq!(world.model.pane, Pane::Course);
    world.press("c");
    assert_eq!(world.shelf.lesson_mut(&lesson).mark(), Mark::New);
    world.press("k c");
    assert_eq!(world.notice(), "Select a lesson to mark it done");
}

#[test]
fn the_first_and_the_last_lesson_say_that_they_are() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter p");
    assert_eq!(world.notice(), "This is the first lesson");
    world.press("n n");
    assert_eq!(world.notice(), "This is the last lesson");
}

#[test]
fn an_empty_course_says_that_it_is_empty() {
    let mut shelf = Shelf::default();
    shelf.add("empty", "Nothing in it", Difficulty::Beginner, &[]);
    let mut world = World::new(80, 24, shelf);
    world.press("enter");
    assert_eq!(world.notice(), "Nothing in it has no lessons");
    world.press("o");
    assert_eq!(world.model.pane, Pane::Course);
    world.press("j k enter c space ] [ G g g r i esc");
    assert!(
        world
            .model
            .course
            .list
            .as_ref()
            .unwrap()
            .selected()
            .is_none()
    );
}

#[test]
fn a_course_that_went_away_is_said_and_leaves_the_list() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.shelf.remove("tour");
    world.press("enter");
    assert_eq!(world.notice(), "This course was removed");
    assert_eq!(world.model.pane, Pane::Catalog);
    assert_eq!(world.model.catalog.courses.counts(), (2, 2));
}

#[test]
fn a_lesson_that_went_away_is_said() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.shelf.texts.clear();
    world.press("enter");
    assert_eq!(world.notice(), "This lesson was removed");
    assert_eq!(world.model.pane, Pane::Catalog);
}

#[test]
fn another_width_keeps_the_place_in_the_text() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter space space j");
    let before = top(&world);
    assert!(before > 0);
    for (columns, rows) in [(160, 45), (40, 12), (20, 5), (300, 100), (80, 24)] {
        world.resize(columns, rows);
    }
    assert_eq!(top(&world), before);
}

#[test]
fn a_lesson_opens_where_it_was_left() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter space space");
    let left = top(&world);
    assert!(left > 0);
    world.press("alt-1 esc");
    let mut later = World::new(80, 24, std::mem::take(&mut world.shelf));
    later.press("j enter");
    assert_eq!(top(&later), left);
}

#[test]
fn where_the_reader_is_is_kept_also_when_the_window_had_no_focus() {
    use lyceum::app::{Gesture, Msg};
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter").send(Msg::Focus(false));
    world.mouse(Gesture::WheelDown, 30, 10);
    world.mouse(Gesture::WheelDown, 30, 10);
    let left = top(&world);
    world.send(Msg::Hangup);
    let mut later = World::new(80, 24, std::mem::take(&mut world.shelf));
    later.press("j enter");
    assert_eq!(top(&later), left);
}

#[test]
fn a_lesson_that_got_a_video_is_read_anew_with_it() {
    let mut world = World::new(80, 24, Shelf::fresh());
    world.press("enter");
    let outline = &mut world.shelf.courses[0].outline;
    outline.modules[0].lessons[0].head.video = Some("https://v.example".to_owned());
    world.send(Msg::CoursesChanged);
    let asked = world.requests().rev().find_map(|request| match request {
        Request::ReadLesson(asked) => Some(asked.question.lesson.head.video.as_deref()),
        _ => None,
    });
    assert_eq!(asked, Some(Some("https://v.example")));
}

#[test]
fn a_bookmark_stays_at_its_paragraph_when_the_lesson_is_edited() {
    let lesson = LessonId::new("tour-1-1");
    let mut shelf = Shelf::fresh();
    let text = (1..40)
        .map(|n| format!("Paragraph {n}.\n\n"))
        .collect::<String>();
    shelf.texts.insert(lesson.clone(), text.clone());
    let mut world = World::new(80, 24, shelf);
    world.press("enter space m");
    let flags = |world: &World| world.model.lesson.reader.as_ref().unwrap().flags.clone();
    let marked = top(&world);
    assert_eq!(flags(&world), [marked].into());
    let edited = format!("New.\n\nMore.\n\n{text}");
    world.shelf.texts.insert(lesson, edited);
    world.send(lyceum::app::Msg::CoursesChanged);
    assert_eq!(flags(&world), [marked + 2].into());
    world.press("m");
    assert_eq!(flags(&world), [].into());
}

#[test]
fn what_has_no_room_beside_the_text_says_so_and_where_it_is() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    let chosen = world.model.shared.preferences;
    world.press("T");
    let said = "No room for the contents here: t opens them";
    assert_eq!(world.notice(), said);
    world.press("o");
    let said = "No room for the outline here: alt-2 opens it";
    assert_eq!(world.notice(), said);
    assert_eq!(world.model.pane, Pane::Lesson);
    assert_eq!(world.model.shared.preferences, chosen);
    world.resize(160, 45);
    for key in ["T", "T", "o", "o"] {
        let before = world.model.lesson.columns(&world.model.shared);
        world.press(key);
        assert_ne!(
            world.model.lesson.columns(&world.model.shared),
            before,
            "{key}"
        );
    }
    world.press("F T");
    let said = "Focus mode is on: F shows the rest";
    assert_eq!(world.notice(), said);
    world.press("F");
    assert_eq!(world.notice(), "");
}

#[test]
fn an_error_that_stands_does_not_swallow_what_a_key_answers() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter");
    world.shelf.full = true;
    world.press("c");
    assert_eq!(world.notice(), "The disk is full");
    world.press("p p p");
    assert_eq!(world.notice(), "This is the first lesson");
    world.pass(4_000);
    assert_eq!(world.notice(), "The disk is full");
}

/// Clicks on the step of the breadcrumb with that text.
fn click_crumb(world: &mut World, text: &str) {
    let crumbs = world.model.header().crumbs;
    let crumb = crumbs.iter().find(|crumb| crumb.text == text);
    let x = crumb.unwrap_or_else(|| panic!("{crumbs:?}")).x;
    world.mouse(Gesture::Click, x, 0);
}

#[test]
fn each_step_of_the_breadcrumb_leads_back_by_a_click() {
    let mut world = World::new(120, 40, Shelf::begun());
    world.press("j enter");
    click_crumb(&mut world, "AI Foundations: First Steps");
    assert_eq!(world.model.pane, Pane::Course);
    click_crumb(&mut world, "Lyceum");
    assert_eq!(world.model.pane, Pane::Catalog);
}

#[test]
fn a_course_of_which_little_has_room_can_still_be_clicked() {
    for columns in 40..120 {
        let mut world = World::new(columns, 24, Shelf::begun());
        world.press("j enter");
        let crumbs = world.model.header().crumbs;
        let course = crumbs.iter().find(|crumb| crumb.pane == Pane::Course);
        let Some(course) = course else {
            assert!(columns < 56, "{columns}: {crumbs:?}");
            continue;
        };
        assert!(course.text.starts_with("AI Foun"), "{crumbs:?}");
        world.mouse(Gesture::Click, course.x, 0);
        assert_eq!(world.model.pane, Pane::Course, "{columns}");
    }
}

#[test]
fn a_lesson_leads_back_to_its_own_course_whatever_was_looked_at_meanwhile() {
    for back in ["esc", "alt-2"] {
        let mut world = World::new(120, 40, Shelf::begun());
        world.press("j enter alt-1 j o alt-3");
        assert_eq!(open_lesson(&world), "foundations-1-3");
        world.press(back);
        let shown = &world.model.course.list.as_ref().unwrap().outline.course;
        assert_eq!(shown.slug.as_str(), "foundations", "{back}");
        assert_eq!(world.model.pane, Pane::Course);
    }
}
