//! Every fault at every call of a sync: the next sync ends what that one began, and everything counts once.

use lyceum::domain::{LessonId, Seconds};
use lyceum::sync::{Remote, SyncError};

use crate::behind::{Behind, over_every_academy};
use crate::device::{Device, complete, enroll, left_at, study};
use crate::fault::{FAULTS, Fault, Faulty};
use crate::world::{YES, course};

over_every_academy!(
    a_fault_at_any_call_loses_and_doubles_nothing,
    a_fault_at_any_call_after_the_academy_went_back_loses_and_doubles_nothing,
    with_nothing_new_a_sync_is_one_call,
);

/// More than any sync of these tests needs.
const CALLS: usize = 16;

/// Syncs with one fault at one call; true where the sync came that far.
async fn syncs_through(
    device: &Device,
    remote: impl Remote + Send,
    now: lyceum::domain::Timestamp,
    fault: Fault,
    call: usize,
) -> bool {
    let mut faults = vec![Fault::None; call];
    faults.push(fault);
    let remote = Faulty::new(remote, faults);
    let done = device.syncs(&remote, now, YES).await;
    assert!(
        matches!(done, Ok(_) | Err(SyncError::Offline(_))),
        "{fault:?} at call {call}: {done:?}"
    );
    remote.settle().await;
    remote.calls() > call
}

/// The seconds of the lesson `f1` that a device shows.
async fn shown(device: &Device) -> Seconds {
    device.shows("free").await[&LessonId::new("f1")].seconds
}

async fn a_fault_at_any_call_loses_and_doubles_nothing<A: Behind>() {
    let academy = A::new().await;
    let (laptop, desk) = (Device::new(1).await, Device::new(2).await);
    let now = academy.now().await;
    laptop.does(now, enroll("free")).await;
    laptop.syncs(&academy.ada(), now, YES).await.unwrap();
    let mut total = 0;
    for fault in FAULTS {
        for call in 0..CALLS {
            // Something new in every way that there is, so that each kind of call is made.
            academy.studies("free", "f1", 1).await;
            academy
                .publishes(course("free", 0, &["f1", &format!("{fault:?}{call}")]))
                .await;
            let now = academy.now().await;
            desk.does(now, study("free", "f1", 20)).await;
            desk.syncs(&academy.ada(), now, YES).await.unwrap();
            laptop.does(now, study("free", "f1", 300)).await;
            laptop.does(now, complete("free", "f1")).await;
            laptop.does(now, left_at("free", "f1", 3)).await;
            total += 321;
            let new = Device::new(3).await;
            let mut came_so_far = false;
            for device in [&laptop, &new] {
                let remote = academy.ada();
                came_so_far |= syncs_through(device, remote, now, fault, call).await;
                device.syncs(&academy.ada(), now, YES).await.unwrap();
                assert_eq!(shown(device).await, Seconds(total), "{fault:?} at {call}");
                device.rebuilds_to_the_same().await;
            }
            if !came_so_far {
                break;
            }
            assert!(call + 1 < CALLS, "a sync has more calls than are tried");
        }
    }
    desk.syncs(&academy.ada(), academy.now().await, YES)
        .await
        .unwrap();
    assert_eq!(shown(&desk).await, Seconds(total));
    academy.has_no_double().await;
}

async fn with_nothing_new_a_sync_is_one_call<A: Behind>() {
    let academy = A::new().await;
    let laptop = Device::new(1).await;
    laptop.does(academy.now().await, enroll("free")).await;
    for _ in 0..2 {
        laptop
            .syncs(&academy.ada(), academy.now().await, YES)
            .await
            .unwrap();
    }
    let remote = Faulty::new(academy.ada(), Vec::new());
    laptop
        .syncs(&remote, academy.now().await, YES)
        .await
        .unwrap();
    assert_eq!(remote.calls(), 1);
}

async fn a_fault_at_any_call_after_the_academy_went_back_loses_and_doubles_nothing<A: Behind>() {
    let academy = A::new().await;
    let laptop = Device::new(1).await;
    let now = academy.now().await;
    laptop.does(now, enroll("free")).await;
    laptop.syncs(&academy.ada(), now, YES).await.unwrap();
    let dump = academy.backs_up().await;
    let mut total = 0;
    for fault in [Fault::LostRequest, Fault::LostReply] {
        for call in 0..CALLS {
            laptop.does(now, study("free", "f1", 7)).await;
            total += 7;
            laptop.syncs(&academy.ada(), now, YES).await.unwrap();
            academy.restores(&dump).await;
            let came_so_far = syncs_through(&laptop, academy.ada(), now, fault, call).await;
            assert_eq!(shown(&laptop).await, Seconds(total), "the figures stay");
            laptop.syncs(&academy.ada(), now, YES).await.unwrap();
            assert_eq!(shown(&laptop).await, Seconds(total), "{fault:?} at {call}");
            laptop.rebuilds_to_the_same().await;
            if !came_so_far {
                break;
            }
        }
    }
}
