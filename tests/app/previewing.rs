//! A course that its author previews.

use std::sync::Arc;

use lyceum::app::preview::{AboutLesson, Counts, Folder, Problem};
use lyceum::app::request::Request;
use lyceum::app::request::study::SaveStudy;
use lyceum::app::{Effect, Msg, Pane, Preview};
use lyceum::domain::{CourseId, Diagnostic, LessonId, LineMap, LinePlace, Location};

use crate::screens::{compare, painted, picture};
use crate::shelf::Shelf;
use crate::world::World;

const LESSON: &str = "foundations-1-3";

/// The folder of the course, with a problem in one of its lessons.
fn folder() -> Folder {
    let place = Location::Line(LinePlace {
        path: "course/03.md".into(),
        line: 9,
        column: 4,
        text: "See [there](no.md).".into(),
    });
    let about = AboutLesson {
        file: "course/03.md".into(),
        lines: LineMap::below(4),
        words: 120,
        draft: true,
        problems: Counts {
            errors: 1,
            warnings: 0,
        },
    };
    Folder {
        course: Some(CourseId::new("foundations")),
        problems: vec![Problem {
            said: Diagnostic::new(place, "there is no lesson `no.md` in the course"),
            lesson: Some(LessonId::new(LESSON)),
        }],
        lessons: [(LessonId::new(LESSON), about)].into(),
        ..Folder::default()
    }
}

fn preview(world: &mut World) {
    world.model.shared.preview = Some(Preview::default());
    world.send(Msg::Previewed(Arc::new(folder())));
}

fn previewing() -> World {
    let mut world = World::new(80, 24, Shelf::begun());
    preview(&mut world);
    world
}

fn screen(world: &World) -> String {
    picture(&painted(world, world.model.shared.size))
}

#[test]
fn the_course_opens_with_its_problems_and_drafts_marked() {
    let world = previewing();
    assert_eq!(world.model.pane, Pane::Course);
    let screen = screen(&world);
    assert!(screen.contains("✗1 draft"), "{screen}");
    assert!(screen.contains("✗1 · preview"), "{screen}");
}

#[test]
fn a_problem_leads_to_its_line_in_the_lesson_and_to_the_editor() {
    let mut world = previewing();
    world
        .shelf
        .texts
        .insert(LessonId::new(LESSON), "# A\n\none\n\nSee there.\n".into());
    world.press("P e");
    let edits = |effect: &Effect| matches!(effect, Effect::Edit(place) if place.line == 9);
    assert!(world.effects.iter().any(edits));
    world.press("enter");
    assert_eq!(world.model.pane, Pane::Lesson);
    world.press("e");
    let lesson = world.effects.iter().rev().find_map(|effect| match effect {
        Effect::Edit(place) => Some(place.path.display().to_string()),
        _ => None,
    });
    assert_eq!(lesson.as_deref(), Some("course/03.md"));
}

#[test]
fn whoever_looks_as_a_learner_sees_no_problems() {
    let mut world = previewing();
    world.press("L");
    let asks = |request: &Request| matches!(request, Request::ViewFolder(asked) if asked.question.as_learner);
    assert!(world.requests().any(asks));
    assert!(!screen(&world).contains('✗'));
    world.press("L");
    assert!(screen(&world).contains("✗1"));
}

#[test]
fn an_author_who_reads_does_not_study() {
    let mut world = previewing();
    world.press("P enter");
    world.pass(60_000).press("j").pass(60_000).press("j");
    let counts = |request: &Request| match request {
        Request::SaveStudy(asked) => matches!(asked.question, SaveStudy::Stretch { .. }),
        _ => false,
    };
    assert!(!world.requests().any(counts));
}

#[test]
fn a_preview_looks_so() {
    compare("preview", &[(80, 24), (40, 12)], Shelf::begun, preview);
    let problems = |world: &mut World| {
        preview(world);
        world.press("P");
    };
    compare("preview-problems", &[(80, 24)], Shelf::begun, problems);
    let structure = |world: &mut World| {
        preview(world);
        world.press("O");
    };
    compare("preview-structure", &[(80, 24)], Shelf::begun, structure);
}
