//! The footer tells the truth at every width.

use lyceum::app::Size;
use lyceum::keymap::{Key, Resolution};
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

#[test]
fn every_key_of_a_footer_does_what_the_footer_says() {
    for place in PLACES {
        let mut world = World::new(40, 24, Shelf::begun());
        world.press(place);
        for columns in 40..=200 {
            world.resize(columns, 24);
            let layers = world.model.layers();
            for item in world.model.footer().items {
                let keys = world.model.keymap.keys_for(item.action, &layers);
                let named = keys.iter().find(|keys| keys.pretty() == item.keys);
                let named = named.unwrap_or_else(|| panic!("{} at `{place}`", item.label));
                let (last, first) = named.keys().split_last().unwrap();
                let resolution = world.model.keymap.resolve(&layers, first, *last);
                assert_eq!(resolution, Resolution::Action(item.action), "at `{place}`");
            }
        }
    }
}

#[test]
fn nothing_on_a_footer_overlaps_and_all_of_it_is_on_screen() {
    for place in PLACES {
        let mut world = World::new(40, 24, Shelf::begun());
        world.press(place);
        for columns in 40..=200 {
            world.resize(columns, 24);
            let footer = world.model.footer();
            let end_of_keys = columns - u16::try_from(display_width(&footer.right)).unwrap();
            let mut free = 0;
            for item in &footer.items {
                assert!(item.x >= free, "{columns} columns at `{place}`: {footer:?}");
                free = item.x + item.width() + 1;
            }
            assert!(
                free <= end_of_keys + 1,
                "{columns} columns at `{place}`: {footer:?}"
            );
            let buffer = painted(&world.model, Size { columns, rows: 24 });
            for item in &footer.items {
                let cells = (item.x..item.x + item.width()).map(|x| buffer[(x, 23)].symbol());
                let drawn: String = cells.collect();
                assert_eq!(
                    drawn,
                    format!("{} {}", item.keys, item.label),
                    "at `{place}`"
                );
            }
        }
    }
}

#[test]
fn what_lies_over_a_pane_says_how_to_close_it() {
    for place in ["j i", "?", "j enter t", "/"] {
        for columns in 40..=200 {
            let mut world = World::new(columns, 24, Shelf::begun());
            world.press(place);
            let items = world.model.footer().items;
            assert!(
                items.iter().any(|item| item.keys == "esc"),
                "{columns} columns at `{place}`"
            );
        }
    }
}

#[test]
fn at_the_end_of_a_lesson_going_on_is_offered_at_every_width() {
    for columns in 40..=200 {
        let mut world = World::new(columns, 24, Shelf::begun());
        world.press("j enter G");
        let first = &world.model.footer().items[0];
        assert_eq!(first.label, "complete and go on", "{columns} columns");
    }
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

#[test]
fn the_way_to_the_help_is_on_every_footer_of_a_pane() {
    for place in ["", "j o", "j enter", "4"] {
        for columns in 40..=200 {
            let mut world = World::new(columns, 24, Shelf::begun());
            world.press(place);
            let items = world.model.footer().items;
            let help: Key = "?".parse().unwrap();
            assert!(
                items.iter().any(|item| item.keys == help.to_string()),
                "{columns} columns at `{place}`"
            );
        }
    }
}
