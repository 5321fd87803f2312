//! `db seed`: the sample data of the platform's documentation, the same however often it runs.

use lyceum::academy::seed::seed;

use crate::world::World;

const EVERYTHING: &str = "
    select (select count(*) from courses where published), (select count(*) from lessons) > 40,
           (select string_agg(role::text, ' ' order by email) from users),
           (select string_agg(status || ' ' || (progress_percentage > 0), ', ' order by status) from enrollments),
           (select count(*) from payments where status = 'COMPLETED'), (select count(*) from course_reviews),
           (select count(*) from certificates), (select sum(time_spent) from user_progress)";

#[tokio::test]
async fn seeding_gives_courses_people_and_progress_and_again_changes_nothing() {
    let mut world = World::new().await;
    let first = seed(&mut world.operator).await.unwrap();
    assert_eq!((first.created.len(), first.accounts), (5, 4));
    assert_eq!(
        world.rows(EVERYTHING).await,
        ["5|true|STUDENT ADMIN STUDENT INSTRUCTOR|ACTIVE true, COMPLETED true|1|2|1|2640"]
    );

    let rows = "select (select jsonb_agg(to_jsonb(t) order by id) from courses t),
                       (select jsonb_agg(to_jsonb(t) order by id) from user_progress t),
                       (select jsonb_agg(to_jsonb(t) order by id) from enrollments t),
                       (select count(*) from lyceum.course_changes)";
    let before = world.rows(rows).await;
    let second = seed(&mut world.operator).await.unwrap();
    assert_eq!(
        (second.created.len(), second.accounts, second.records),
        (0, 0, 0)
    );
    assert_eq!(world.rows(rows).await, before);
}
