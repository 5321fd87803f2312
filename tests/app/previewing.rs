//! The preview of a course's folder: its problems, its structure, and what a save changes.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lyceum::app::preview::{AboutLesson, Folder, Problem};
use lyceum::app::{Effect, Msg, Overlay, Pane};
use lyceum::domain::diagnostic::Code;
use lyceum::domain::{Diagnostic, LessonId, LineMap, LinePlace, Location};

use crate::shelf::Shelf;
use crate::world::World;

const ROOT: &str = "/home/grace/courses/foundations";

/// A course that is previewed.
pub(crate) fn shelf() -> Shelf {
    let mut shelf = Shelf::begun();
    shelf.previews = true;
    shelf
}

fn at(path: &str, line: usize, column: usize, text: &str) -> Location {
    Location::Line(LinePlace {
        path: Path::new(ROOT).join(path),
        line,
        column,
        text: text.into(),
    })
}

/// The course's folder, with an error, two warnings and a draft.
pub(crate) fn folder(world: &World) -> Folder {
    let outline = &world.shelf.courses[1].outline;
    let lessons = outline.lessons().map(|(_, lesson)| {
        let about = AboutLesson {
            file: Path::new(ROOT).join(&lesson.head.path),
            lines: LineMap::below(5),
            words: 120 * lesson.head.title.len(),
            draft: lesson.head.id == LessonId::new("foundations-2-1"),
            ..AboutLesson::default()
        };
        (lesson.head.id.clone(), about)
    });
    let problem = |place, message: &str, code, lesson: Option<&str>| Problem {
        said: Diagnostic::new(place, message).with_code(code),
        lesson: lesson.map(LessonId::new),
    };
    let mut meant = problem(
        at("modules/01/02.md", 12, 5, "See [the next](03-by.md)."),
        "there is no lesson `modules/01/03-by.md` in the course",
        Code::NoLesson,
        Some("foundations-1-2"),
    );
    meant.said = meant
        .said
        .with_hint(Some("did you mean `modules/01/03.md`?".to_owned()));
    let problems = vec![
        problem(
            Location::File(PathBuf::from(ROOT).join("assets/a-picture-with-a-long-name/A.png")),
            "`a.png` and `A.png` differ only in upper and lower case",
            Code::NamesAlike,
            None,
        ),
        problem(
            at("course.toml", 6, 9, "price = \"free\""),
            "`price` is text, not a whole number of cents",
            Code::WrongValue,
            None,
        ),
        meant,
    ];
    let mut lessons: std::collections::HashMap<LessonId, AboutLesson> = lessons.collect();
    for problem in &problems {
        if let Some(about) = problem.lesson.as_ref().and_then(|id| lessons.get_mut(id)) {
            about.problems.add(&problem.said);
        }
    }
    Folder {
        root: ROOT.into(),
        course: Some(outline.course.id.clone()),
        first: None,
        problems,
        lessons,
        is_behind: false,
    }
}

/// The folder was read.
pub(crate) fn previewed(world: &mut World) -> &mut World {
    let folder = folder(world);
    world.send(Msg::Previewed(Arc::new(folder)))
}

fn started() -> World {
    let mut world = World::new(80, 24, shelf());
    previewed(&mut world);
    world
}

#[test]
fn the_course_opens_when_it_is_there() {
    let mut world = World::new(80, 24, shelf());
    assert_eq!(world.model.pane, Pane::Catalog);
    previewed(&mut world);
    assert_eq!(world.model.pane, Pane::Course);
}

#[test]
fn a_problem_leads_to_its_lesson_at_its_line() {
    let mut world = started();
    world.press("P j j enter");
    assert_eq!(world.model.pane, Pane::Lesson);
    let reader = world.model.lesson.reader.as_ref().unwrap();
    assert_eq!(reader.lesson.head.id, LessonId::new("foundations-1-2"));
    assert!(world.model.overlay.is_none());
    let mut world = started();
    world.press("P enter");
    assert_eq!(world.notice(), "This problem isn't in a lesson's file");
    world.press("j e");
    let edit = world.effects.iter().rev().find_map(|effect| match effect {
        Effect::Edit(place) => Some(place.clone()),
        _ => None,
    });
    let edit = edit.unwrap();
    assert_eq!(edit.path, Path::new(ROOT).join("course.toml"));
    assert_eq!(edit.line, 6);
}

#[test]
fn a_file_that_cannot_be_read_is_said_as_long_as_it_cannot() {
    let mut world = started();
    world.press("enter");
    let reading = world.model.lesson.reader.as_ref().unwrap();
    let id = reading.lesson.head.id.clone();
    let said = |world: &World| {
        let status = world.model.header().status;
        status.into_iter().map(|(_, text)| text).collect::<Vec<_>>()
    };
    let mut broken = folder(&world);
    broken.lessons.get_mut(&id).unwrap().is_behind = true;
    world.send(Msg::Previewed(Arc::new(broken)));
    assert_eq!(said(&world)[0], "! This lesson can't be read (P)");
    assert_eq!(world.notice(), "");
    previewed(&mut world);
    assert_eq!(said(&world)[0], "✗1 !2");
}

#[test]
fn a_course_that_cannot_be_read_at_first_shows_why() {
    let mut world = World::new(80, 24, shelf());
    let none = Folder {
        course: None,
        lessons: Default::default(),
        ..folder(&world)
    };
    world.send(Msg::Previewed(Arc::new(none)));
    assert!(matches!(world.model.overlay, Some(Overlay::Problems(_))));
    world.press("escape O");
    assert_eq!(world.notice(), "No course yet");
}
