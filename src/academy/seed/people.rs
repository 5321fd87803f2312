//! The people of the sample data, and what they bought and think.

use sqlx::PgConnection;

use crate::academy::AcademyError;
use crate::domain::CourseTree;

/// Somebody in the sample.
pub(super) struct Person {
    email: &'static str,
    name: &'static str,
    role: &'static str,
}

pub(super) const ADMIN: Person = Person {
    email: "admin@example.org",
    name: "Robin Admin",
    role: "ADMIN",
};
pub(super) const INSTRUCTOR: Person = Person {
    email: "instructor@example.org",
    name: "Grace Instructor",
    role: "INSTRUCTOR",
};
pub(super) const ADA: Person = Person {
    email: "ada@example.org",
    name: "Ada Student",
    role: "STUDENT",
};
pub(super) const BO: Person = Person {
    email: "bo@example.org",
    name: "Bo Student",
    role: "STUDENT",
};

/// Their addresses.
pub(super) const ADDRESSES: [&str; 4] = [ADMIN.email, INSTRUCTOR.email, ADA.email, BO.email];

pub(super) async fn add_person(
    connection: &mut PgConnection,
    person: &Person,
) -> Result<u64, AcademyError> {
    let done = sqlx::query(
        "insert into public.users (id, email, name, role, email_verified, created_at, updated_at)
         select lyceum.new_id(), $1, $2, $3::text::public.user_role, now() at time zone 'UTC',
                now() at time zone 'UTC', now() at time zone 'UTC'
          where not exists (select from public.users where email = $1)",
    )
    .bind(person.email)
    .bind(person.name)
    .bind(person.role)
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

pub(super) async fn id_of(
    connection: &mut PgConnection,
    person: &Person,
) -> Result<String, AcademyError> {
    let id = sqlx::query_scalar("select id from public.users where email = $1")
        .bind(person.email)
        .fetch_one(connection)
        .await?;
    Ok(id)
}

pub(super) async fn pay(
    connection: &mut PgConnection,
    user: &str,
    tree: &CourseTree,
) -> Result<(), AcademyError> {
    sqlx::query(
        "insert into public.payments (id, user_id, course_id, amount, currency, status, provider,
                                      provider_transaction_id, created_at, processed_at)
         select lyceum.new_id(), $1, $2, price, 'USD', 'COMPLETED', 'sample', 'sample-1',
                timestamp '2026-01-12', timestamp '2026-01-12'
           from public.courses
          where id = $2
            and not exists (select from public.payments where user_id = $1 and course_id = $2)",
    )
    .bind(user)
    .bind(tree.course.id.as_str())
    .execute(connection)
    .await?;
    Ok(())
}

pub(super) async fn review(
    connection: &mut PgConnection,
    user: &str,
    tree: &CourseTree,
    rating: i32,
    comment: &str,
) -> Result<(), AcademyError> {
    sqlx::query(
        "insert into public.course_reviews (id, user_id, course_id, rating, comment, created_at, updated_at)
         select lyceum.new_id(), $1, $2, $3, $4, timestamp '2026-02-01', timestamp '2026-02-01'
          where not exists (select from public.course_reviews where user_id = $1 and course_id = $2)",
    )
    .bind(user)
    .bind(tree.course.id.as_str())
    .bind(rating)
    .bind(comment)
    .execute(connection)
    .await?;
    Ok(())
}
