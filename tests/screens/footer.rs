//! The footer tells the truth at every width.

use lyceum::app::{Msg, Notice, Size};
use lyceum::keymap::{Action, Resolution};
use lyceum::lesson::display_width;
use ratatui::buffer::Cell;

use super::{painted, picture};
use crate::shelf::Shelf;
use crate::world::World;

/// Places that differ in what their footer offers.
const PLACES: [&str; 13] = [
    "",
    "/",
    "j o",
    "j enter",
    "j enter G",
    "j enter t",
    "4",
    "?",
    "? /",
    "j enter ?",
    "j i",
    "s s s G o",
    "j o / w o r d",
];

/// Goes to each place and looks at it at every width.
fn at_every_width(places: &[&str], look: impl Fn(&mut World, &str)) {
    for place in places {
        let mut world = World::new(40, 12, Shelf::begun());
        world.press(place);
        for columns in 40..=200 {
            world.resize(columns, 12);
            look(&mut world, &format!("`{place}` at {columns} columns"));
        }
    }
}

#[test]
fn every_key_of_a_footer_does_what_the_footer_says() {
    at_every_width(&PLACES, |world, place| {
        let layers = world.model.layers();
        for item in world.model.footer().items {
            let keys = world.model.shared.keymap.keys_for(item.action, &layers);
            let named = keys.iter().find(|keys| keys.pretty() == item.keys);
            let named = named.unwrap_or_else(|| panic!("{} at {place}", item.label));
            let (last, first) = named.keys().split_last().unwrap();
            let resolution = world.model.shared.keymap.resolve(&layers, first, *last);
            assert_eq!(resolution, Resolution::Action(item.action), "{place}");
        }
    });
}

#[test]
fn a_long_search_shows_where_one_types_and_leaves_room_for_the_keys() {
    let long = format!("{}to the end", "from the beginning ".repeat(20));
    let mut world = World::new(40, 12, Shelf::begun());
    world.press("j enter /").send(Msg::Paste(long));
    for columns in 40..=200 {
        world.resize(columns, 12);
        let footer = world.model.footer();
        let prompt = footer.prompt.unwrap_or_default();
        assert!(prompt.starts_with("/…"), "{prompt}");
        assert!(prompt.ends_with("the end▏"), "{prompt}");
        assert_ne!(footer.items, [], "{columns} columns");
    }
}

#[test]
fn a_long_filter_shows_where_one_types() {
    let long = format!("{}to the end", "from the beginning ".repeat(20));
    for keys in ["/", "j o /", "f", "j enter t"] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press(keys).send(Msg::Paste(long.clone()));
        let screen = picture(&painted(&world, world.model.shared.size));
        assert!(screen.contains("to the end▏"), "{keys}\n{screen}");
    }
}

#[test]
fn nothing_on_a_footer_overlaps_and_all_of_it_is_on_screen() {
    at_every_width(&PLACES, |world, place| {
        let footer = world.model.footer();
        let right = u16::try_from(display_width(&footer.right)).unwrap();
        let end_of_keys = world.model.shared.size.columns - right;
        let mut free = 0;
        for item in &footer.items {
            assert!(item.x >= free, "{place}: {footer:?}");
            free = item.x + item.width() + 1;
        }
        assert!(free <= end_of_keys + 1, "{place}: {footer:?}");
    });
}

/// Notices that are said in few words and in many.
fn notices() -> [Notice; 3] {
    [
        Notice::information("Bookmark set"),
        Notice::warning("This link doesn't point to a lesson").with_detail("It is gone."),
        Notice::error("Study time couldn't be saved yet; trying again").with_detail("Full."),
    ]
}

#[test]
fn what_is_said_stands_before_the_keys_and_so_do_its_own() {
    at_every_width(&["", "j enter", "4"], |world, place| {
        for notice in notices() {
            let stays = notice.detail.is_some();
            world.send(Msg::Told(notice));
            let footer = world.model.footer();
            let right = u16::try_from(display_width(&footer.right)).unwrap();
            let said = footer.said.as_ref().unwrap();
            let mut free = 1 + u16::try_from(display_width(&said.text)).unwrap();
            assert!(free > 12, "{place}: {footer:?}");
            let first = footer.items.first().map(|item| item.action);
            assert_eq!(
                first == Some(Action::NoticeDetail),
                stays,
                "{place}: {footer:?}"
            );
            for item in &footer.items {
                assert!(item.x > free, "{place}: {footer:?}");
                free = item.x + item.width();
            }
            assert!(
                free <= world.model.shared.size.columns - right,
                "{place}: {footer:?}"
            );
        }
    });
}

#[test]
fn what_is_said_may_be_anything() {
    at_every_width(&["j enter"], |world, place| {
        for said in ["x".repeat(100_000), "a\u{1b}[2J漢\u{202e}字".to_owned()] {
            world.send(Msg::Told(Notice::error(said)));
            let footer = world.model.footer();
            let said = footer.said.unwrap();
            let drawn = painted(world, world.model.shared.size);
            assert!(said.text.starts_with('✗'), "{place}");
            assert_eq!(drawn[(1, 11)].symbol(), "✗", "{place}");
            assert_eq!(footer.items[0].action, Action::DismissNotice, "{place}");
            let x = footer.items[0].x;
            assert_eq!(drawn[(x, 11)].symbol(), "x", "{place}");
            assert_eq!(drawn[(x - 1, 11)].symbol(), " ", "{place}");
        }
    });
}

#[test]
fn what_is_said_covers_nothing() {
    let rows = |world: &World| -> Vec<String> {
        let buffer = painted(world, world.model.shared.size);
        let width = usize::from(buffer.area.width);
        let rows = buffer.content.chunks(width);
        rows.map(|row| row.iter().map(Cell::symbol).collect())
            .collect()
    };
    for place in ["", "j o", "j enter", "j enter F", "4", "?"] {
        let mut world = World::new(80, 24, Shelf::begun());
        world.press(place).pass(5_000);
        let before = rows(&world);
        for notice in notices() {
            world.send(Msg::Told(notice));
            let said = world.model.footer().said.unwrap();
            let mut after = rows(&world);
            assert!(after.pop().unwrap().contains(&said.text), "at `{place}`");
            assert_eq!(after[1..], before[1..23], "at `{place}`");
        }
        world.press("x x").pass(5_000);
        assert_eq!(rows(&world)[1..], before[1..], "at `{place}`");
    }
}

#[test]
fn where_only_the_text_is_shown_it_makes_room_for_what_is_said() {
    let mut world = World::new(80, 24, Shelf::begun());
    world.press("j enter F").pass(5_000);
    let lines = |world: &World| world.model.lesson.reader.as_ref().unwrap().text.rows();
    let before = lines(&world);
    world.press("m");
    assert_eq!(lines(&world), before - 1);
    world.press("/");
    assert_eq!(lines(&world), before - 2);
    world.press("esc").pass(5_000);
    assert_eq!(lines(&world), before);
}

#[test]
fn what_is_on_a_footer_is_what_is_drawn() {
    for place in PLACES {
        for (columns, rows) in [(40, 12), (41, 12), (57, 12), (80, 24), (200, 12)] {
            let mut world = World::new(columns, rows, Shelf::begun());
            world.press(place);
            let buffer = painted(&world, world.model.shared.size);
            for item in world.model.footer().items {
                let cells = item.x..item.x + item.width();
                let drawn: String = cells.map(|x| buffer[(x, rows - 1)].symbol()).collect();
                let named = format!("{} {}", item.keys, item.label);
                assert_eq!(drawn, named, "at `{place}`");
            }
        }
    }
}

#[test]
fn what_lies_over_a_pane_says_how_to_close_it() {
    at_every_width(&["j i", "?", "j enter t", "/"], |world, place| {
        let items = world.model.footer().items;
        assert!(items.iter().any(|item| item.keys == "esc"), "{place}");
    });
}

#[test]
fn at_the_end_of_a_lesson_going_on_is_offered_at_every_width() {
    at_every_width(&["j enter"], |world, place| {
        world.press("G");
        let first = &world.model.footer().items[0];
        assert_eq!(first.label, "complete and continue", "{place}");
    });
}

#[test]
fn the_way_to_the_help_is_on_every_footer_of_a_pane() {
    at_every_width(&["", "j o", "j enter", "4"], |world, place| {
        let items = world.model.footer().items;
        assert!(items.iter().any(|item| item.keys == "?"), "{place}");
    });
}

#[test]
fn a_frame_that_is_drawn_smaller_than_the_model_knows_is_only_cut() {
    for place in PLACES {
        let mut world = World::new(160, 45, Shelf::fresh());
        world.press(place);
        for (columns, rows) in [(120, 40), (80, 24), (40, 12), (10, 3), (1, 1)] {
            painted(&world, Size { columns, rows });
        }
    }
}
