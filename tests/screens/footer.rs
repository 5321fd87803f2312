//! The footer tells the truth at every width.

use lyceum::app::Size;
use lyceum::keymap::Resolution;
use lyceum::lesson::display_width;

use super::painted;
use crate::shelf::Shelf;
use crate::world::World;

/// Places that differ in what their footer offers.
const PLACES: [&str; 12] = [
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
            let keys = world.model.keymap.keys_for(item.action, &layers);
            let named = keys.iter().find(|keys| keys.pretty() == item.keys);
            let named = named.unwrap_or_else(|| panic!("{} at {place}", item.label));
            let (last, first) = named.keys().split_last().unwrap();
            let resolution = world.model.keymap.resolve(&layers, first, *last);
            assert_eq!(resolution, Resolution::Action(item.action), "{place}");
        }
    });
}

#[test]
fn nothing_on_a_footer_overlaps_and_all_of_it_is_on_screen() {
    at_every_width(&PLACES, |world, place| {
        let footer = world.model.footer();
        let right = u16::try_from(display_width(&footer.right)).unwrap();
        let end_of_keys = world.model.size.columns - right;
        let mut free = 0;
        for item in &footer.items {
            assert!(item.x >= free, "{place}: {footer:?}");
            free = item.x + item.width() + 1;
        }
        assert!(free <= end_of_keys + 1, "{place}: {footer:?}");
    });
}

#[test]
fn what_is_on_a_footer_is_what_is_drawn() {
    for place in PLACES {
        for (columns, rows) in [(40, 12), (41, 12), (57, 12), (80, 24), (200, 12)] {
            let mut world = World::new(columns, rows, Shelf::begun());
            world.press(place);
            let buffer = painted(&world.model, world.model.size);
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
        assert_eq!(first.label, "complete and go on", "{place}");
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
            painted(&world.model, Size { columns, rows });
        }
    }
}
