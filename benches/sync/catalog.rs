//! A catalog of 100,000 courses: fetched, listed and searched.

use std::time::Duration;

use anyhow::Result;
use lyceum::wire::Role;

use crate::keys::{CATALOG, take_turns};
use crate::report::{line, ms, p99};
use crate::world::{Learner, World, engine_takes, peak_memory};

/// The longest that a keystroke of a filter over 100,000 courses may take to the next frame.
const FILTER: Duration = Duration::from_millis(16);

pub(crate) async fn measure(world: &mut World) {
    const COURSES: &str = "
        insert into courses (id, title, description, slug, price, duration, difficulty, published)
        select 'many-' || n, 'Course ' || n, 'What it is about.', 'many-' || n, 0, 0, 'BEGINNER', false
          from generate_series(1, 100000) n";
    sqlx::raw_sql(COURSES)
        .execute(&mut world.operator)
        .await
        .unwrap();
    // A course without content can't be published by a learner's means; here it is the number that counts.
    sqlx::raw_sql("set session_replication_role = replica; update courses set published = true; analyze; reset session_replication_role")
        .execute(&mut world.operator)
        .await
        .unwrap();
    let reader = world.learner("reader", Role::Student).await;
    line(
        "a catalog of 100,000 courses, the first time",
        &ms(engine_takes(&reader).await),
        "",
    );
    line(
        "the same when nothing changed",
        &ms(engine_takes(&reader).await),
        "one call",
    );
    let again = reader.on("command");
    let (took, peak) = again.command_takes();
    line(
        "the same the first time, the command",
        &ms(took),
        &format!("{peak} MB"),
    );
    search_catalog(&again).unwrap();
}

/// Keys in the list of a large catalog.
fn search_catalog(learner: &Learner) -> Result<()> {
    let mut list = learner.reader(&[])?;
    list.wait_for(&[CATALOG])?;
    let opens = list.press_for("a", "100000")?;
    line("the list of 100,000 courses opens", &ms(opens), "");
    p99(
        "a key in its search",
        take_turns(&mut list, &["7", "\x7f"])?,
        FILTER,
        "",
    );
    line(
        "memory with it",
        &format!("{} MB", peak_memory(list.pid()) / 1024),
        "",
    );
    Ok(())
}
