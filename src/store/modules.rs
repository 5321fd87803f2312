//! Reads the modules of a course in order, each with its lessons.

use std::collections::HashMap;

use sqlx::SqliteConnection;

#[derive(Debug, sqlx::FromRow)]
pub(super) struct ModuleRow {
    pub(super) id: String,
    pub(super) title: String,
    pub(super) description: String,
}

/// Puts lessons, each with its module's id, into the modules of a course; their order stays.
pub(super) async fn with_lessons<T>(
    read: &mut SqliteConnection,
    course: &str,
    lessons: Vec<(String, T)>,
) -> Result<Vec<(ModuleRow, Vec<T>)>, sqlx::Error> {
    const MODULES: &str = r#"
        SELECT id, title, description FROM modules WHERE course_id = $1 ORDER BY "order""#;
    let modules: Vec<ModuleRow> = sqlx::query_as(MODULES).bind(course).fetch_all(read).await?;
    let mut of_module: HashMap<String, Vec<T>> = HashMap::new();
    for (module, lesson) in lessons {
        of_module.entry(module).or_default().push(lesson);
    }
    Ok(modules
        .into_iter()
        .map(|module| {
            let lessons = of_module.remove(&module.id).unwrap_or_default();
            (module, lessons)
        })
        .collect())
}
