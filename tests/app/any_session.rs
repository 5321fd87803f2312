//! Any session at all: nothing panics, what must hold holds, and a replay gives the same model.

use lyceum::app::{Gesture, Model, Msg, Notice, Overlay, Pane, Size, update};
use lyceum::keymap::{Key, Keymap, Layer};
use proptest::prelude::*;

use crate::screens::painted;
use crate::shelf::Shelf;
use crate::world::World;

#[derive(Debug, Clone)]
enum Step {
    Key(Key),
    Mouse(u16, u16, Gesture),
    Resize(u16, u16),
    Pass(u64),
    Answer(usize),
    Fail(usize),
    Hold(bool),
    Full(bool),
    Focus(bool),
    Paste(String),
    Tell(u8),
    Remove,
    Suspend,
    Draw,
}

fn keys() -> Vec<Key> {
    let keymap = Keymap::default_keymap();
    let groups = Layer::ALL.iter().flat_map(|&layer| {
        keymap
            .bindings(std::slice::from_ref(&layer))
            .into_iter()
            .flat_map(|group| group.bindings)
            .collect::<Vec<_>>()
    });
    let mut keys: Vec<Key> = groups
        .flat_map(|binding| {
            binding
                .keys
                .into_iter()
                .flat_map(|keys| keys.keys().to_vec())
                .collect::<Vec<_>>()
        })
        .collect();
    keys.sort();
    keys.dedup();
    let quits = |key: &Key| ["q", "ctrl-c"].contains(&key.to_string().as_str());
    keys.retain(|key| !quits(key));
    keys
}

fn step() -> impl Strategy<Value = Step> {
    let gestures = [
        Gesture::Click,
        Gesture::Drag,
        Gesture::WheelUp,
        Gesture::WheelDown,
    ];
    let small = (0_u16..300, 0_u16..300);
    prop_oneof![
        12 => proptest::sample::select(keys()).prop_map(Step::Key),
        4 => (0_u16..200, 0_u16..60, proptest::sample::select(gestures.to_vec())).prop_map(|(x, y, g)| Step::Mouse(x, y, g)),
        1 => small.prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        1 => (40_u16..170, 12_u16..50).prop_map(|(columns, rows)| Step::Resize(columns, rows)),
        2 => (0_u64..200_000).prop_map(Step::Pass),
        2 => (0_usize..8).prop_map(Step::Answer),
        1 => (0_usize..8).prop_map(Step::Fail),
        1 => proptest::bool::weighted(0.3).prop_map(Step::Hold),
        1 => proptest::bool::weighted(0.3).prop_map(Step::Full),
        1 => any::<bool>().prop_map(Step::Focus),
        1 => "\\PC{0,12}".prop_map(Step::Paste),
        1 => (0_u8..3).prop_map(Step::Tell),
        1 => Just(Step::Remove),
        1 => Just(Step::Suspend),
        2 => Just(Step::Draw),
    ]
}

fn take(world: &mut World, step: Step) {
    match step {
        Step::Key(key) => {
            world.send(Msg::Key(key));
        }
        Step::Mouse(column, row, gesture) => {
            world.mouse(gesture, column, row);
        }
        Step::Resize(columns, rows) => {
            world.resize(columns, rows);
        }
        Step::Pass(millis) => {
            world.pass(millis);
        }
        Step::Answer(index) => world.answer(index),
        Step::Fail(index) => fail(world, index),
        Step::Hold(hold) => {
            world.held = hold;
            if !hold {
                world.release();
            }
        }
        Step::Full(full) => world.shelf.full = full,
        Step::Focus(focused) => {
            world.send(Msg::Focus(focused));
        }
        Step::Paste(text) => {
            world.send(Msg::Paste(text));
        }
        Step::Tell(level) => {
            let notices = [
                Notice::information("Done"),
                Notice::warning("Careful"),
                Notice::error("Failed"),
            ];
            let notice = notices[usize::from(level)]
                .clone()
                .with_detail("# Why\n\nBecause.");
            world.send(Msg::Told(notice));
        }
        Step::Remove => {
            world.shelf.courses.pop();
            world.send(Msg::CoursesChanged);
        }
        Step::Suspend => {
            world.send(Msg::Suspend).send(Msg::Resumed);
        }
        Step::Draw => {
            painted(world, world.model.shared.size);
        }
    }
}

fn fail(world: &mut World, index: usize) {
    if let Some(request) = world.waiting.remove(index) {
        world.fail(request);
    }
}

fn check(model: &Model) {
    let (_, shown) = model.catalog.courses.counts();
    let cursor = model.catalog.courses.cursor;
    assert!(cursor.selected < shown.max(1), "{cursor:?} of {shown}");
    if let Some(course) = &model.course.list {
        let rows = course.rows().count();
        assert!(
            course.cursor.selected < rows.max(1),
            "{:?} of {rows}",
            course.cursor
        );
    }
    if let Some(reader) = &model.lesson.reader {
        let blocks = reader.text.layout().document().block_count();
        assert!(reader.text.top().block < blocks.max(1));
        assert!(reader.entry().head.id == reader.lesson.head.id);
        let rows = reader.beside.rows().count();
        assert!(reader.beside.cursor.selected < rows.max(1));
        let headings = reader.text.layout().document().headings().len();
        assert!(reader.headings.selected < headings.max(1));
    }
    if let Some(Overlay::Contents(contents)) = &model.overlay {
        let shown = contents.shown.len();
        assert!(contents.cursor.selected < shown.max(1));
    }
    assert!(model.pane != Pane::Lesson || model.lesson.reader.is_some());
    assert!(model.pane != Pane::Course || model.course.list.is_some());
    assert!(
        model
            .next_look()
            .is_none_or(|look| look >= model.shared.now)
    );
}

fn replayed(world: &World) -> Model {
    let first = World::new(100, 30, Shelf::default().synced());
    let size = Size {
        columns: 100,
        rows: 30,
    };
    let mut model = Model::new(
        first.model.shared.settings,
        Keymap::default_keymap(),
        size,
        None,
    );
    let mut effects = Vec::new();
    for (msg, env) in &world.session {
        effects.extend(update(&mut model, msg.clone(), env));
    }
    assert_eq!(effects, world.effects);
    model
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_panics_and_a_replay_gives_the_same_model(steps in proptest::collection::vec(step(), 1..100)) {
        let mut world = World::new(100, 30, Shelf::begun().synced());
        for step in steps {
            take(&mut world, step);
            check(&world.model);
        }
        painted(&world, world.model.shared.size);
        prop_assert!(replayed(&world) == world.model);
    }
}
