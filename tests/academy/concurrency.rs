//! Many at once: the same batch, the web's increments, pulls under pushes, the last completion.

use lyceum::academy::Academy;
use lyceum::domain::Seconds;
use lyceum::wire::{LogPlace, Outcome};
use sqlx::postgres::PgPoolOptions;
use tokio::task::JoinSet;

use crate::postgres::run;
use crate::world::{Person, World, after, complete, course, enroll, pushed, record, study};

/// A learner with `devices` devices that push through connections of their own.
async fn devices(world: &mut World, devices: u32) -> (Person, Vec<Academy>) {
    let ada = world.learner("ada").await;
    world
        .run(&format!("alter role {} connection limit -1", ada.login))
        .await;
    let academies = (0..devices).map(|_| {
        let url = world.database.cluster.url(&ada.login, &world.database.name);
        Academy::direct(
            PgPoolOptions::new()
                .max_connections(1)
                .connect_lazy_with(url.options().clone()),
        )
    });
    let academies = academies.collect();
    (ada, academies)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_batch_from_eight_connections_is_applied_once() {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let (ada, academies) = devices(&mut world, 8).await;
    let records = std::iter::once(record(1, enroll("rust")))
        .chain((2..=50).map(|n| record(n, study("rust", "l1", 10))));
    let batch = ada.batch(records.collect()).await;
    let mut pushes = JoinSet::new();
    for academy in academies {
        let batch = batch.clone();
        pushes.spawn(async move { academy.push(&batch).await.unwrap() });
    }
    let mut applied = 0;
    while let Some(answer) = pushes.join_next().await {
        let receipts = answer.unwrap().receipts;
        applied += receipts
            .iter()
            .filter(|r| matches!(r.outcome, Outcome::Applied { .. }))
            .count();
        assert!(
            receipts
                .iter()
                .all(|r| !matches!(r.outcome, Outcome::Refused { .. }))
        );
    }
    assert_eq!(applied, 50);
    assert_eq!(
        world.rows("select time_spent from user_progress").await,
        ["490"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pushes_and_the_webs_atomic_increments_add_up_exactly() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let (ada, academies) = devices(&mut world, 4).await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let batch = ada.batch(Vec::new()).await;
    let mut tasks = JoinSet::new();
    for (number, academy) in academies.into_iter().enumerate() {
        let mut batch = batch.clone();
        tasks.spawn(async move {
            for push in 0..25 {
                let id = 1000 + u128::try_from(number).unwrap() * 1000 + push;
                batch.records = pushed(vec![record(id, study("rust", "l1", 3))]);
                academy.push(&batch).await.unwrap();
            }
        });
    }
    for _ in 0..2 {
        let mut web = world.operator_again().await;
        let insert = format!(
            "insert into user_progress (user_id, course_id, module_id, lesson_id, time_spent)
             values ('{}', 'rust', 'm1', 'l1', 1)
             on conflict (user_id, course_id, module_id, lesson_id)
             do update set time_spent = user_progress.time_spent + 1",
            ada.id
        );
        tasks.spawn(async move {
            for _ in 0..100 {
                run(&mut web, &insert).await;
            }
        });
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    let sum = 4 * 25 * 3 + 2 * 100;
    assert_eq!(
        world
            .rows("select count(*), sum(time_spent) from user_progress")
            .await,
        [format!("1|{sum}")]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_pulls_under_pushes_are_each_consistent() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let (ada, mut academies) = devices(&mut world, 4).await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 1)),
    ])
    .await;
    let puller = academies.pop().unwrap();
    let batch = ada.batch(Vec::new()).await;
    let (finish, finished) = tokio::sync::watch::channel(false);
    let mut pushes = JoinSet::new();
    for (number, academy) in academies.into_iter().enumerate() {
        let (mut batch, finished) = (batch.clone(), finished.clone());
        pushes.spawn(async move {
            let mut id = 10_000 * (1 + u128::try_from(number).unwrap());
            while !*finished.borrow() {
                let records = (0..5).map(|n| record(id + n, study("rust", "l1", 2)));
                batch.records = pushed(records.collect());
                academy.push(&batch).await.unwrap();
                id += 5;
            }
        });
    }
    let mut place = LogPlace::default();
    let mut counted = Seconds(0);
    for _ in 0..200 {
        let page = puller.pull(&after(Some(place), 1000)).await.unwrap();
        for (next, logged) in (place.seq + 1..).zip(&page.records) {
            assert_eq!(logged.stored.seq, next, "nothing appears behind a cursor");
            counted += logged.stored.counted.unwrap_or_default();
        }
        if let Some(last) = page.records.last() {
            place = LogPlace {
                seq: last.stored.seq,
                record: Some(last.record.id),
            };
        }
        assert_eq!(page.head, place);
        assert_eq!(page.snapshot.unwrap().progress[0].seconds, counted);
    }
    finish.send(true).unwrap();
    while let Some(push) = pushes.join_next().await {
        push.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn eight_completions_at_once_and_the_web_give_one_certificate() {
    let mut world = World::new().await;
    let lessons = ["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8"];
    world.publish(&course("rust", 0, &[("m1", &lessons)])).await;
    let (ada, academies) = devices(&mut world, 8).await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let batch = ada.batch(Vec::new()).await;
    let mut pushes = JoinSet::new();
    for (number, academy) in academies.into_iter().enumerate() {
        let mut batch = batch.clone();
        let id = 10 + u128::try_from(number).unwrap();
        batch.records = pushed(vec![record(id, complete("rust", lessons[number]))]);
        pushes.spawn(async move { academy.push(&batch).await.unwrap() });
    }
    while let Some(push) = pushes.join_next().await {
        push.unwrap();
    }
    assert_eq!(
        world.rows("select status, progress_percentage, (select count(*) from certificates) from enrollments").await,
        ["COMPLETED|100|1"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_the_web_certifies_first_we_do_not_again() {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    let ada = world.learner("ada").await;
    ada.does(vec![record(1, enroll("rust"))]).await;
    let mut web = world.operator_again().await;
    run(&mut web, &format!(
        "begin; insert into certificates (user_id, course_id, certificate_number) values ('{}', 'rust', 'WEB-1')", ada.id)).await;
    let batch = ada.batch(vec![record(2, complete("rust", "l1"))]).await;
    let (pushed, ()) = tokio::join!(ada.academy.push(&batch), run(&mut web, "commit"));
    assert_eq!(pushed.unwrap().receipts.len(), 1);
    assert_eq!(
        world
            .rows("select certificate_number from certificates")
            .await,
        ["WEB-1"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_publish_a_new_course_at_once_do_not_share_it() {
    let mut world = World::new().await;
    let tree = course("rust", 0, &[("m1", &["l1"])]);
    let one = world.person("one", lyceum::wire::Role::Instructor).await;
    let other = world.person("other", lyceum::wire::Role::Instructor).await;
    let (first, second) = tokio::join!(one.publish(&tree, None), other.publish(&tree, None));
    assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
    assert_eq!(
        world
            .rows("select count(*) from lyceum.course_editors")
            .await,
        ["1"]
    );
}

/// Returns when some session of this database waits for a lock.
async fn somebody_waits(world: &mut World) {
    let waiting = "select count(*) > 0 from pg_locks l join pg_stat_activity a using (pid)
                    where not l.granted and a.datname = current_database()";
    while world.rows(waiting).await != ["true"] {
        tokio::task::yield_now().await;
    }
}

/// The web has the enrollment and wants the progress; a push has the progress and wants the enrollment.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_push_lets_go_before_the_web_meets_a_deadlock() {
    let mut world = World::new().await;
    world
        .publish(&course("rust", 0, &[("m1", &["l1", "l2"])]))
        .await;
    let ada = world.learner("ada").await;
    ada.does(vec![
        record(1, enroll("rust")),
        record(2, study("rust", "l1", 10)),
    ])
    .await;
    let mut web = world.operator_again().await;
    run(
        &mut web,
        "begin; update enrollments set last_accessed_at = now()",
    )
    .await;
    let batch = ada.batch(vec![record(3, complete("rust", "l1"))]).await;
    let academy = ada.academy.clone();
    let mut push = JoinSet::new();
    push.spawn(async move { academy.push(&batch).await });
    somebody_waits(&mut world).await;
    run(
        &mut web,
        "update user_progress set time_spent = time_spent + 7; commit",
    )
    .await;
    let answer = push.join_next().await.unwrap().unwrap().unwrap();
    assert!(matches!(
        answer.receipts[0].outcome,
        Outcome::Applied { .. }
    ));
    assert_eq!(
        world
            .rows("select time_spent, completed from user_progress")
            .await,
        ["17|true"]
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn publishing_says_who_holds_the_course_and_nobody_queues_up_behind_it() {
    let mut world = World::new().await;
    let tree = course("rust", 0, &[("m1", &["l1", "l2"])]);
    let author = world.publish(&tree).await;
    let (ada, bob) = (world.learner("ada").await, world.learner("bob").await);
    for learner in [&ada, &bob] {
        learner
            .does(vec![
                record(1, enroll("rust")),
                record(2, study("rust", "l2", 10)),
            ])
            .await;
    }
    let mut idle = world.database.connect(&ada.login).await;
    let batch = ada.batch(vec![record(3, study("rust", "l2", 10))]).await;
    let push = format!(
        "begin; select lyceum.push_v1('{}')",
        serde_json::to_string(&batch).unwrap()
    );
    run(&mut idle, &push).await;
    let limit = crate::postgres::rows(
        &mut idle,
        "select current_setting('idle_in_transaction_session_timeout')",
    );
    assert_eq!(limit.await, ["10s"], "an idle transaction ends by itself");

    let shorter = course("rust", 0, &[("m1", &["l1"])]);
    let base = author
        .academy
        .course(&tree.course.id)
        .await
        .unwrap()
        .revision;
    let publisher = author.academy.clone();
    let (ours, revision) = (shorter.clone(), base.clone());
    let mut publish = JoinSet::new();
    publish.spawn(async move {
        let options = lyceum::wire::PublishOptions {
            base: Some(revision),
            publish: true,
            dry_run: false,
        };
        publisher.publish(&ours, &options).await
    });
    somebody_waits(&mut world).await;
    bob.does(vec![record(3, study("rust", "l2", 10))]).await;
    let busy = publish.join_next().await.unwrap().unwrap().unwrap_err();
    assert_eq!(
        busy.refusal(),
        Some(lyceum::academy::Refusal::Busy),
        "{busy}"
    );
    assert!(busy.to_string().contains(&ada.login), "{busy}");
    run(&mut idle, "commit").await;
    author.publish(&shorter, Some(base)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pushes_and_publishing_and_the_web_never_meet_a_deadlock() {
    let mut world = World::new().await;
    let lessons = ["l0", "l1", "l2", "l3", "l4", "l5"];
    let tree = course("rust", 0, &[("m1", &lessons[..3]), ("m2", &lessons[3..])]);
    let author = world.publish(&tree).await;
    let mut tasks = JoinSet::new();
    for number in 0..3_u128 {
        let learner = world.learner(&format!("learner{number}")).await;
        learner.does(vec![record(1, enroll("rust"))]).await;
        tasks.spawn(async move {
            for n in 0..40_u128 {
                let (one, other) = (n % 6, (n * 5 + number) % 6);
                let records = vec![
                    record(2 + 2 * n, study("rust", &format!("l{one}"), 1)),
                    record(3 + 2 * n, complete("rust", &format!("l{other}"))),
                ];
                learner.push(records).await;
            }
        });
    }
    let mut web = world.operator_again().await;
    tasks.spawn(async move {
        for n in 0..60 {
            let heartbeat = format!(
                "begin; update user_progress set time_spent = time_spent + 1 where lesson_id = 'l{}';
                 update enrollments set last_accessed_at = now(); commit",
                n % 6
            );
            run(&mut web, &heartbeat).await;
        }
    });
    for round in 0..12_usize {
        let mut order = lessons.to_vec();
        order.rotate_left(round % 6);
        let cut = 1 + round % 5;
        let tree = course("rust", 0, &[("m1", &order[..cut]), ("m2", &order[cut..])]);
        let base = author.academy.course(&tree.course.id).await.unwrap();
        author.publish(&tree, Some(base.revision)).await.unwrap();
    }
    while let Some(task) = tasks.join_next().await {
        task.unwrap();
    }
    let deadlocks = "select deadlocks from pg_stat_database where datname = current_database()";
    assert_eq!(world.rows(deadlocks).await, ["0"]);
}
