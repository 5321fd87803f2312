//! Who may edit which course.

use sqlx::PgConnection;

use crate::academy::AcademyError;

/// Lets somebody see a course's drafts and publish it, or not any more. The course is named by slug or id.
/// Returns whether anything changed.
///
/// # Errors
/// [`AcademyError::Unknown`] where there is no such course or account, or it is a student's, which may not
/// publish whoever appoints it.
pub async fn set_editor(
    connection: &mut PgConnection,
    course: &str,
    email: &str,
    appointed: bool,
) -> Result<bool, AcademyError> {
    let course_id: Option<String> =
        sqlx::query_scalar("select id from public.courses where slug = $1 or id = $1 limit 1")
            .bind(course)
            .fetch_optional(&mut *connection)
            .await?;
    let course_id = course_id.ok_or_else(|| {
        AcademyError::Unknown(format!("there is no course with the slug or id `{course}`"))
    })?;
    let account: Option<(String, bool)> = sqlx::query_as(
        "select id, role in ('INSTRUCTOR', 'ADMIN') is true from public.users
          where lower(email) = lower($1) order by email = $1 desc limit 1",
    )
    .bind(email)
    .fetch_optional(&mut *connection)
    .await?;
    let (user, may_publish) = account.ok_or_else(|| {
        AcademyError::Unknown(format!("there is no account with the address {email}"))
    })?;
    if appointed && !may_publish {
        return Err(AcademyError::Unknown(format!(
            "{email} is a student's account: only an instructor or admin can be an editor"
        )));
    }
    let statement = if appointed {
        "insert into lyceum.course_editors (course_id, user_id) values ($1, $2) on conflict do nothing"
    } else {
        "delete from lyceum.course_editors where course_id = $1 and user_id = $2"
    };
    let done = sqlx::query(statement)
        .bind(course_id)
        .bind(user)
        .execute(connection)
        .await?;
    Ok(done.rows_affected() > 0)
}
