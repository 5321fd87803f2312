//! The audit log: what is noted, what isn't, and how it is read and kept.

use lyceum::academy::accounts::{grant, revoke, set_editor};
use lyceum::wire::Role;

use crate::command_line::{db, said};
use crate::world::{World, course};

const SCENE: &str = "
    insert into users (id, email) select 'u' || n, 'u' || n || '@example.org' from generate_series(1, 200) n;
    insert into enrollments (id, user_id, course_id) select 'e' || n, 'u' || n, 'rust' from generate_series(1, 200) n;
    insert into user_progress (id, user_id, course_id, module_id, lesson_id)
    select 'p' || n, 'u' || n, 'rust', 'm1', 'l1' from generate_series(1, 200) n;
    delete from lyceum.audit_log;";

async fn scene() -> World {
    let mut world = World::new().await;
    world.publish(&course("rust", 0, &[("m1", &["l1"])])).await;
    world.run(SCENE).await;
    world
}

#[tokio::test]
async fn a_heartbeat_and_a_last_access_are_no_lines() {
    let mut world = scene().await;
    world
        .run(
            "update user_progress set time_spent = time_spent + 30, updated_at = now() where id = 'p1';
             update user_progress set time_spent = time_spent + 30;
             update enrollments set last_accessed_at = now();
             update users set updated_at = now()",
        )
        .await;
    assert_eq!(world.rows("select * from lyceum.audit_log").await, [""; 0]);
}

#[tokio::test]
async fn a_large_statement_is_one_line_and_each_value_that_is_kept_its_own() {
    let mut world = scene().await;
    world
        .run(
            "update users set name = 'N' where id <> 'u1';
             update users set name = 'M' where id in ('u1', 'u2');
             update users set name = 'L', role = case id when 'u7' then 'ADMIN'::user_role else role end;
             delete from user_progress",
        )
        .await;
    let lines = "select operation, table_name, row_count, row_key, subject, array_to_string(array_remove(columns, 'updated_at'), ' '),
                        changed_values #>> '{new,role}' from lyceum.audit_log order by id, row_count, row_key";
    let mut said = world.rows(lines).await;
    said.sort();
    assert_eq!(
        said,
        [
            "DELETE|user_progress|200|-|-|-|-",
            "UPDATE|users|1|u1|u1|name|-",
            "UPDATE|users|1|u2|u2|name|-",
            "UPDATE|users|1|u7|u7|name role|ADMIN",
            "UPDATE|users|200|-|-|name|-",
            "UPDATE|users|200|-|-|name|-",
        ]
    );
}

#[tokio::test]
async fn a_statement_that_changes_one_row_is_a_line_of_that_row() {
    let mut world = scene().await;
    world
        .run(
            "update enrollments set status = 'SUSPENDED', last_accessed_at = now() where id = 'e1';
             update user_progress set id = 'moved' where id = 'p2';
             update lessons set content = content || '!' where id = 'l1';
             update users set name = 'N' where id = 'nobody'",
        )
        .await;
    let lines = "select table_name, row_count, row_key, subject, columns[1], cardinality(columns),
                        changed_values #>> '{old,status}', changed_values #>> '{new,status}'
                   from lyceum.audit_log order by id";
    assert_eq!(
        world.rows(lines).await,
        [
            "enrollments|1|e1|u1|status|1|ACTIVE|SUSPENDED",
            "user_progress|1|moved|u2|id|6|-|-",
            "lessons|1|l1|-|content|1|-|-",
        ]
    );
}

#[tokio::test]
async fn logins_grants_and_editors_are_lines() {
    let mut world = scene().await;
    let email = "grace@example.org";
    grant(&mut world.operator, email, Role::Instructor)
        .await
        .unwrap();
    grant(&mut world.operator, email, None).await.unwrap();
    set_editor(&mut world.operator, "rust", email, true)
        .await
        .unwrap();
    set_editor(&mut world.operator, "rust", email, false)
        .await
        .unwrap();
    revoke(&mut world.operator, email).await.unwrap();
    let output = db(&world.database, "operator", &["audit", "--who", email]);
    let lines: Vec<String> = said(&output)
        .lines()
        .map(|line| line.split_once("  operator  ").unwrap().1.to_owned())
        .collect();
    let grace = world
        .rows("select id from users where email = 'grace@example.org'")
        .await
        .remove(0);
    assert_eq!(
        lines,
        [
            format!("INSERT users {grace} (of {email})  {{\"role\":\"INSTRUCTOR\"}}"),
            format!("INSERT db_logins (of {email})"),
            format!("UPDATE db_logins (of {email})"),
            format!("INSERT course_editors rust (of {email})"),
            format!("DELETE course_editors rust (of {email})"),
            format!("DELETE db_logins (of {email})"),
        ]
    );
}

#[tokio::test]
async fn the_log_is_asked_by_who_what_and_when_and_forgotten_by_age() {
    let mut world = scene().await;
    world
        .run(
            "update courses set price = 100;
             update users set name = 'N' where id = 'u3';
             update lyceum.audit_log set at = now() - interval '500 days' where table_name = 'courses'",
        )
        .await;
    let database = &world.database;
    for (arguments, found) in [
        (&["audit", "--json"] as &[&str], 2),
        (&["audit", "--json", "--table", "courses"], 1),
        (&["audit", "--json", "--row", "u3"], 1),
        (&["audit", "--json", "--who", "U3@example.org"], 1),
        (&["audit", "--json", "--who", "operator", "--limit", "1"], 1),
        (&["audit", "--json", "--since", "2026-01-01"], 1),
        (&["audit", "--json", "--until", "2026-01-01T00:00:00Z"], 1),
    ] {
        let output = db(database, "operator", arguments);
        let lines: Vec<serde_json::Value> =
            serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(&output)));
        assert_eq!(lines.len(), found, "{arguments:?}: {lines:?}");
    }
    let output = db(database, "operator", &["audit", "--since", "yesterday"]);
    assert_eq!(output.status.code(), Some(2));
    let output = db(database, "operator", &["retention", "--dry-run"]);
    assert!(
        said(&output).starts_with("1 lines of the audit log are older than 400 days"),
        "{}",
        said(&output)
    );
    let output = db(database, "operator", &["retention"]);
    assert_eq!(
        said(&output),
        "Deleted 1 lines of the audit log that were older than 400 days.\n"
    );
    assert_eq!(
        world.rows("select count(*) from lyceum.audit_log").await,
        ["1"]
    );
}

#[tokio::test]
async fn a_column_that_the_web_drops_or_changes_stops_no_statement_of_its_own() {
    let mut world = scene().await;
    world
        .run(
            "alter table users drop column image;
             update users set name = 'N' where id in ('u1', 'u2');
             alter table course_reviews alter column comment type json using null;
             insert into course_reviews (user_id, course_id, rating) values ('u1', 'rust', 5);
             update course_reviews set rating = 4",
        )
        .await;
    let lines =
        "select table_name, row_count, columns from lyceum.audit_log where operation = 'UPDATE'
                  order by id";
    assert_eq!(world.rows(lines).await, ["users|2|-", "course_reviews|1|-"]);
}
