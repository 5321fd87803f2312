//! The store's side of a sync: what is taken in, where, and what it leaves alone.

use lyceum::domain::receipt::{LogPlace, Outcome};
use lyceum::domain::{
    EnrollmentState, EnrollmentStatus, ProgressState, RawRecord, Receipt, Record, RecordId,
    Refused, Seconds, Snapshot, Stored,
};
use lyceum::store::{Account, End, Fate, Page, Taken, set_aside_damaged};
use uuid::Uuid;

use crate::world::*;

async fn bound() -> World {
    let world = World::new().await;
    let account = Account {
        instance: Uuid::from_u128(7),
        user: "ada".to_owned(),
        email: "ada@example.org".to_owned(),
    };
    world.store.bind(&account).await.unwrap();
    let manifest = [(course_id("c"), "1".to_owned())];
    let change = world.store.compare_manifest(&manifest).await.unwrap();
    world.store.take_manifest(&change).await.unwrap();
    world
}

async fn era(world: &World) -> i64 {
    world.store.binding().await.unwrap().unwrap().era
}

fn stored(seq: u64, record: &Record) -> Stored {
    Stored {
        seq,
        effective_at: record.occurred_at,
        counted: None,
        right: None,
        flags: Vec::new(),
    }
}

fn pulled(seq: u64, record: &Record) -> (RawRecord, Stored) {
    (RawRecord::try_from(record).unwrap(), stored(seq, record))
}

fn place(seq: u64, record: u128) -> LogPlace {
    LogPlace {
        seq,
        record: Some(RecordId(Uuid::from_u128(record))),
    }
}

fn snapshot(seconds: u64) -> Snapshot {
    Snapshot {
        progress: vec![ProgressState {
            course: course_id("c"),
            lesson: Some(lesson_id("a")),
            seconds: Seconds(seconds),
            completed: false,
            completed_at: None,
            completions: Vec::new(),
            web_completed_at: None,
        }],
        enrollments: vec![EnrollmentState {
            course: course_id("c"),
            status: EnrollmentStatus::Active,
            percent: 0,
            enrolled_at: Some(at(0)),
            completed_at: None,
        }],
        ..Snapshot::default()
    }
}

#[test]
fn a_page_is_taken_in_only_at_the_cursor_that_it_was_asked_with() {
    run(async {
        let world = bound().await;
        let records = [
            pulled(1, &studied(1, "a", 5)),
            pulled(2, &studied(2, "a", 6)),
        ];
        let page = Page {
            era: era(&world).await,
            after: LogPlace::default(),
            records: &records,
            end: None,
        };
        assert_eq!(world.store.take_page(&page).await.unwrap(), Taken::Yes);
        assert_eq!(
            world.store.take_page(&page).await.unwrap(),
            Taken::Elsewhere
        );
        let of_another_era = Page {
            era: page.era + 1,
            after: place(2, 2),
            ..page
        };
        let taken = world.store.take_page(&of_another_era).await.unwrap();
        assert_eq!(taken, Taken::Elsewhere);
        assert_eq!(world.store.records().await.unwrap().len(), 2);
    });
}

#[test]
fn what_a_learner_does_goes_between_the_steps_of_a_page() {
    run(async {
        const RECORDS: u128 = 1_000;
        let world = bound().await;
        let records: Vec<_> = (1..=RECORDS)
            .map(|id| pulled(id.try_into().unwrap(), &studied(id, "a", 5)))
            .collect();
        let page = Page {
            era: era(&world).await,
            after: LogPlace::default(),
            records: &records,
            end: None,
        };
        let own = studied(RECORDS + 1, "a", 5);
        let (taken, appended) =
            tokio::join!(world.store.take_page(&page), world.store.append(&own));
        assert_eq!(taken.unwrap(), Taken::Yes);
        appended.unwrap();
        let log = world.store.records().await.unwrap();
        assert_eq!(log.len(), records.len() + 1);
        let place = log.iter().position(|record| record.id == own.id).unwrap();
        assert!(place < 100, "behind {place} records");
    });
}

#[test]
fn a_swap_that_was_interrupted_is_settled_when_the_store_is_opened() {
    run(async {
        let world = bound().await;
        world.put(&course("c", &[("a", "")]), "1").await;
        sqlx::query("INSERT INTO snapshot_progress VALUES ('c', 'a', 105, NULL)")
            .execute(&mut world.sql().await)
            .await
            .unwrap();
        world.store.close().await;
        let store = world.window().await;
        let outline = store.outline(&course_id("c")).await.unwrap().unwrap();
        assert_eq!(outline.seconds(), Seconds(105));
    });
}

#[test]
fn a_place_that_holds_another_record_now_means_that_the_academy_went_back() {
    run(async {
        let world = bound().await;
        let record = studied(1, "a", 5);
        world.store.append(&record).await.unwrap();
        let receipt = Receipt {
            record: record.id,
            outcome: Outcome::Applied(stored(1, &record)),
        };
        let era = era(&world).await;
        let taken = world
            .store
            .take_receipts(era, &[receipt], place(1, 1))
            .await;
        assert_eq!(taken.unwrap(), Taken::Yes);
        let records = [pulled(1, &studied(2, "a", 9))];
        let page = Page {
            era,
            after: LogPlace::default(),
            records: &records,
            end: None,
        };
        assert_eq!(world.store.take_page(&page).await.unwrap(), Taken::WentBack);
        assert_eq!(world.store.records().await.unwrap(), [record]);
    });
}

#[test]
fn the_figures_stay_until_everything_was_pushed_again() {
    run(async {
        let world = bound().await;
        world.put(&course("c", &[("a", "")]), "1").await;
        let record = studied(1, "a", 5);
        world.store.append(&record).await.unwrap();
        let seconds = async || {
            let outline = world.store.outline(&course_id("c")).await.unwrap().unwrap();
            outline.seconds()
        };
        let take = async |seq: u64, total: u64| {
            let records = [pulled(seq, &record)];
            let snapshot = snapshot(total);
            let change = world.store.compare_snapshot(&snapshot).await.unwrap();
            let page = Page {
                era: era(&world).await,
                after: LogPlace::default(),
                records: &records,
                end: Some(End {
                    head: place(seq, 1),
                    digest: "d",
                    change: &change,
                }),
            };
            assert_eq!(world.store.take_page(&page).await.unwrap(), Taken::Yes);
        };
        take(1, 105).await;
        assert_eq!(seconds().await, Seconds(105));
        assert!(world.store.outbox(10).await.unwrap().is_empty());

        world.store.push_again(era(&world).await).await.unwrap();
        assert_eq!(seconds().await, Seconds(105), "as before");
        let again = world.store.outbox(10).await.unwrap();
        assert_eq!(again[0].effective_at, Some(record.occurred_at));
        take(4, 25).await;
        assert_eq!(seconds().await, Seconds(25), "what the academy has now");
    });
}

#[test]
fn a_snapshot_writes_only_what_differs() {
    run(async {
        let world = bound().await;
        let take = async |seconds: u64| {
            let change = world
                .store
                .compare_snapshot(&snapshot(seconds))
                .await
                .unwrap();
            let page = Page {
                era: era(&world).await,
                after: LogPlace::default(),
                records: &[],
                end: Some(End {
                    head: LogPlace::default(),
                    digest: "d",
                    change: &change,
                }),
            };
            assert_eq!(world.store.take_page(&page).await.unwrap(), Taken::Yes);
            change
        };
        assert_eq!(take(10).await.news.len(), 1);
        let nothing = world.store.compare_snapshot(&snapshot(10)).await.unwrap();
        assert_eq!(nothing, Default::default());
        take(11).await;
        let shown = world.store.compare_snapshot(&snapshot(11)).await.unwrap();
        assert_eq!(shown, Default::default());
    });
}

#[test]
fn what_the_academy_refused_is_carried_out_of_a_damaged_file() {
    run(async {
        let world = bound().await;
        let (record, other) = (studied(1, "a", 5), studied(2, "a", 6));
        world
            .store
            .append_all(&[record.clone(), other])
            .await
            .unwrap();
        let code = Refused::Malformed;
        let receipt = Receipt {
            record: record.id,
            outcome: Outcome::Refused { code },
        };
        let era = era(&world).await;
        let taken = world
            .store
            .take_receipts(era, &[receipt], place(0, 0))
            .await;
        assert_eq!(taken.unwrap(), Taken::Yes);
        world.store.close().await;
        let salvage = set_aside_damaged(world.store.path(), at(0)).await.unwrap();
        assert_eq!((salvage.records, salvage.complete), (1, true));
        let store = world.window().await;
        let fates = store.record_fates().await.unwrap();
        let refused: Vec<_> = fates
            .iter()
            .filter(|fate| fate.fate == Fate::Refused(code))
            .collect();
        assert_eq!(refused.len(), 1);
        assert_eq!(refused[0].record.known(), Some(record));
    });
}
