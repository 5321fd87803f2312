//! What a profile knows of itself.

use lyceum::domain::{Origin, WindowId};
use lyceum::store::{PreviousExit, State, Store, set_aside_damaged};
use uuid::Uuid;

use crate::world::*;

const WINDOW: WindowId = WindowId(Uuid::nil());

#[test]
fn a_store_has_one_device_for_ever() {
    run(async {
        let world = World::new().await;
        let device = world.store.device().await.unwrap();
        assert_eq!(world.store.device().await.unwrap(), device);
        assert_eq!(world.window().await.device().await.unwrap(), device);
        let another = World::new().await.store.device().await.unwrap();
        assert_ne!(another, device);
    });
}

#[test]
fn settings_keep_their_values_and_are_none_at_first() {
    run(async {
        let world = World::new().await;
        let order: State<String> = State::named("order");
        assert_eq!(world.store.state(&order).await.unwrap(), None);
        for value in ["title", "progress"] {
            let value = value.to_owned();
            world.store.set_state(&order, &value).await.unwrap();
            let other = world.window().await;
            assert_eq!(other.state(&order).await.unwrap(), Some(value));
        }
    });
}

#[test]
fn what_two_windows_change_in_a_setting_is_kept_of_both() {
    run(async {
        let list: State<Vec<u8>> = State::named("list");
        let world = World::new().await;
        let other = world.window().await;
        let changed = world.store.change_state(&list, |list| list.push(1));
        assert_eq!(changed.await.unwrap(), [1]);
        let changed = other.change_state(&list, |list| list.push(2));
        assert_eq!(changed.await.unwrap(), [1, 2]);
        assert_eq!(world.store.state(&list).await.unwrap(), Some(vec![1, 2]));
    });
}

#[test]
fn a_setting_of_another_version_is_as_if_it_were_not_set() {
    run(async {
        let world = World::new().await;
        let speed: State<u32> = State::named("speed");
        world.store.set_state(&speed, &250).await.unwrap();
        sqlx::query("UPDATE meta SET value = '\"fast\"' WHERE value = '250'")
            .execute(&mut world.sql().await)
            .await
            .unwrap();
        assert_eq!(world.store.state(&speed).await.unwrap(), None);
    });
}

#[test]
fn a_session_that_did_not_end_is_noticed_by_the_next() {
    run(async {
        let World { store, folder } = World::new().await;
        let path = store.path().to_owned();
        assert_eq!(store.start_session().await.unwrap(), PreviousExit::Clean);
        drop(store);
        // A command that only looks begins no session, and ends none.
        Store::open(&path).await.unwrap().close().await;
        let second = Store::open(&path).await.unwrap();
        assert_eq!(second.start_session().await.unwrap(), PreviousExit::Unclean);
        second.close().await;
        let third = Store::open(&path).await.unwrap();
        assert_eq!(third.start_session().await.unwrap(), PreviousExit::Clean);
        drop(folder);
    });
}

#[test]
fn every_call_can_be_carried_out_by_a_task_of_its_own() {
    fn is_send<T: Send>(_: T) {}
    run(async {
        let World { store, folder } = World::new().await;
        let (tree, place) = (course("c", &[]), crate::study::place(WINDOW, "a", 1, 1));
        let (span, now) = (crate::study::span(WINDOW, "a", 0, 1), place.now.clone());
        is_send(Store::open(folder.path()));
        is_send(set_aside_damaged(folder.path(), at(0)));
        is_send(store.device());
        is_send(store.start_session());
        is_send(store.state(&State::CHECKED_ON));
        is_send(store.set_state(&State::BUNDLED_BY, &String::new()));
        is_send(store.put_course(&tree, Origin::Folder, "1"));
        is_send(store.revision(&tree.course.id));
        is_send(store.catalog());
        is_send(store.outline(&tree.course.id));
        is_send(store.find_course(&tree.course.slug));
        is_send(store.lesson_body(&span.lesson));
        is_send(store.search("a", 1));
        is_send(store.append(&enrolled(1)));
        is_send(store.append_all(&[]));
        is_send(store.records());
        is_send(store.checkpoint(&span));
        is_send(store.keep_position(&place));
        is_send(store.seal(WINDOW));
        is_send(store.seal_abandoned(&now));
        is_send(store.calendar());
        is_send(store.rebuild());
        is_send(store.quick_check());
        is_send(store.close());
    });
}
