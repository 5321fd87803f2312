//! Links: where each kind leads, and what is said where it can't be followed.

use lyceum::app::overlay::confirm::Confirm;
use lyceum::app::{Effect, Overlay};
use lyceum::domain::LessonId;

use crate::screens::{painted, picture};
use crate::shelf::Shelf;
use crate::world::World;

/// A lesson of the course `tour` that is one link to there, with the link picked.
fn followed(address: &str) -> World {
    let mut shelf = Shelf::fresh();
    let text = format!("# Here\n\n[a link](<{address}>)\n");
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    let mut world = World::new(80, 24, shelf);
    world.press("enter x l a");
    world
}

/// What is said, and why.
fn said(world: &World) -> (&str, &str) {
    let notice = world.model.shared.notices.current();
    notice.map_or(("", ""), |notice| {
        let detail = notice.detail.as_deref();
        (&notice.summary, detail.unwrap_or_default())
    })
}

fn open_lesson(world: &World) -> &str {
    world
        .model
        .lesson
        .reader
        .as_ref()
        .unwrap()
        .lesson
        .head
        .id
        .as_str()
}

#[test]
fn a_lesson_of_the_course_opens_and_there_is_a_way_back() {
    for address in ["02.md", "./02.md", "../01/02.md", "/modules/01/02.md"] {
        let mut world = followed(address);
        assert_eq!(open_lesson(&world), "tour-1-2", "{address}");
        world.press("ctrl-o");
        assert_eq!(open_lesson(&world), "tour-1-1", "{address}");
    }
}

#[test]
fn there_is_a_way_back_from_every_jump() {
    let section = |number| format!("## Part {number}\n\n{}", "Some text.\n\n".repeat(30));
    let text: String = (1..9).map(section).collect();
    let jumps = [
        "G",
        "5 0 G",
        "t p a r t space 7 enter",
        "/ p a r t space 6 enter",
        "f6 k k enter",
    ];
    for jump in jumps {
        let mut shelf = Shelf::fresh();
        shelf.texts.insert(LessonId::new("tour-1-1"), text.clone());
        let mut world = World::new(160, 24, shelf);
        world.press("enter x ] ] ] j j");
        let top = |world: &World| world.model.lesson.reader.as_ref().unwrap().text.top();
        let here = top(&world);
        world.press(jump);
        let there = top(&world);
        assert_ne!(there, here, "{jump}");
        world.press("ctrl-o");
        assert_eq!(top(&world), here, "{jump}");
        world.press("alt-right");
        assert_eq!(top(&world), there, "{jump}");
        world.press("ctrl-o ctrl-o");
        assert_eq!(world.notice(), "Nothing to go back to", "{jump}");
    }
}

#[test]
fn a_jump_that_led_nowhere_is_passed_over_on_the_way_back() {
    let mut world = followed("#here");
    world.press("g g g g ctrl-o");
    assert_eq!(world.notice(), "Nothing to go back to");
}

#[test]
fn an_address_outside_is_asked_about_first() {
    for address in [
        "https://a.example/x",
        "http://a.example",
        "mailto:a@b.example",
    ] {
        let mut world = followed(address);
        let asked = Some(Overlay::Confirm(Confirm {
            address: address.to_owned(),
        }));
        assert_eq!(world.model.overlay, asked);
        let screen = picture(&painted(&world, world.model.shared.size));
        let opens = match address.starts_with("mailto:") {
            true => "Open in your mail program?",
            false => "Open in your browser?",
        };
        assert!(screen.contains(opens), "{screen}");
        let opened = Effect::OpenOutside(address.to_owned());
        assert!(!world.effects.contains(&opened));
        world.press("y");
        assert!(world.effects.contains(&opened), "{address}");
    }
}

#[test]
fn what_cannot_be_followed_is_said_with_its_reason() {
    let leaves = "This link points outside the course";
    let no_lesson = "This link doesn't point to a lesson";
    let refused = "This link can't be opened";
    let no_heading = "The link's target isn't in this lesson";
    for (address, what, why) in [
        (
            "../../../other/course.toml",
            leaves,
            "`../../../other/course.toml`",
        ),
        ("../../../other/modules/01/01.md", leaves, "outside"),
        ("/../x.md", leaves, "outside"),
        ("09.md", no_lesson, "`modules/01/09.md` isn't a lesson"),
        (
            "../../assets/data.csv",
            no_lesson,
            "`assets/data.csv` isn't a lesson",
        ),
        ("ftp://a.example/x", refused, "`ftp://a.example/x`"),
        ("javascript:alert(1)", refused, "`javascript:alert(1)`"),
        ("file:///etc/passwd", refused, "`file:///etc/passwd`"),
        ("#nowhere", no_heading, ""),
        ("", "This link has no address", ""),
    ] {
        let world = followed(address);
        let (summary, detail) = said(&world);
        assert_eq!(summary, what, "{address}");
        assert!(detail.contains(why), "{address}: {detail}");
        assert_eq!(open_lesson(&world), "tour-1-1", "{address}");
        let outside = |effect: &Effect| matches!(effect, Effect::OpenOutside(_));
        assert!(!world.effects.iter().any(outside), "{address}");
    }
}

#[test]
fn a_heading_that_the_other_lesson_has_not_is_said_there() {
    let world = followed("02.md#nowhere");
    assert_eq!(open_lesson(&world), "tour-1-2");
    let said = said(&world).0;
    assert_eq!(said, "The link's heading isn't in this lesson");
}

#[test]
fn a_note_that_can_not_stand_at_the_top_is_marked_until_the_next_movement() {
    let words = "And so on, for a while.\n\n".repeat(40);
    let mut shelf = Shelf::fresh();
    let text = format!(
        "# Here\n\nOne[^1] and two[^2] and three[^3].\n\n{words}\n[^1]: First.\n[^2]: Second.\n[^3]: Third.\n"
    );
    shelf.texts.insert(LessonId::new("tour-1-1"), text);
    let mut world = World::new(80, 24, shelf);
    let marked = |world: &World| -> Vec<String> {
        let screen = picture(&painted(world, world.model.shared.size));
        let rows = screen.lines().filter(|row| row.contains('▌'));
        rows.map(str::to_owned).collect()
    };
    world.press("enter x l s");
    assert!(
        marked(&world).len() == 1 && marked(&world)[0].contains("Second."),
        "{:?}",
        marked(&world)
    );
    world.resize(70, 26);
    assert!(
        marked(&world)[0].contains("Second."),
        "another size moves nothing"
    );
    world.press("k");
    assert_eq!(marked(&world), Vec::<String>::new());
    world.press("ctrl-o l d");
    assert!(marked(&world)[0].contains("Third."));
    world.press("ctrl-o");
    assert_eq!(
        marked(&world),
        Vec::<String>::new(),
        "what stands at the top needs no mark"
    );
}
