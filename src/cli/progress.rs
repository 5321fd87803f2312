//! `lyceum progress`: study days, and how far each course is.

use chrono::NaiveDate;
use serde::Serialize;

use super::environment::Environment;
use super::output::{Failure, Output};
use crate::domain::quiz::{LessonAttempts, QuizFigures};
use crate::domain::{
    CourseId, LessonId, Outline, Percent, Seconds, Slug, StudyCalendar, StudyDay, sanitize,
};
use crate::profile::{self, OpenStore};
use crate::runtime::clock::local_now;
use crate::store::Store;

/// Everything that the command says.
#[derive(Serialize)]
struct Report {
    today: NaiveDate,
    today_seconds: Seconds,
    streak_days: usize,
    total_seconds: Seconds,
    days: Vec<StudyDay>,
    courses: Vec<CourseReport>,
    quizzes: Vec<QuizReport>,
    review: ReviewReport,
}

#[derive(Serialize)]
struct QuizReport {
    course: CourseId,
    lesson: LessonId,
    title: String,
    attempts: usize,
    questions: usize,
    right: usize,
    best: Percent,
}

#[derive(Serialize)]
struct ReviewReport {
    due_today: usize,
    due_this_week: usize,
    /// Today and the six days behind it.
    due_by_day: [usize; 7],
    /// None without a review that came a day or more after another.
    retention: Option<RetentionReport>,
}

/// Parts of 1, of the last thirty days.
#[derive(Serialize)]
struct RetentionReport {
    reviews: usize,
    measured: f64,
    predicted: f64,
}

#[derive(Serialize)]
struct CourseReport {
    slug: Slug,
    title: String,
    percent: Percent,
    lessons_done: usize,
    lessons: usize,
    seconds: Seconds,
    modules: Vec<ModuleReport>,
}

#[derive(Serialize)]
struct ModuleReport {
    title: String,
    lessons_done: usize,
    lessons: usize,
}

pub(super) async fn run(
    environment: &Environment,
    json: bool,
    output: &mut Output,
) -> Result<(), Failure> {
    let OpenStore { store, copy, .. } = environment.store_for_reading().await?;
    let calendar = store.calendar().await?;
    let courses = joined(&store).await?;
    let today = local_now().date_naive();
    let most = environment.config.reviews_per_day.value.get();
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    let figures = profile::review::figures(&store, today, most).await?;
    store.close().await;
    drop(copy);
    let report = report(&calendar, courses, figures, today);
    if json {
        output.json(&report)
    } else {
        print(&report, output)
    }
}

async fn joined(store: &Store) -> Result<Vec<Outline>, Failure> {
    let mut outlines = Vec::new();
    for course in store
        .catalog()
        .await?
        .iter()
        .filter(|course| course.enrolled_at.is_some())
    {
        outlines.extend(store.outline(&course.course.id).await?);
    }
    Ok(outlines)
}

fn report(
    calendar: &StudyCalendar,
    courses: Vec<Outline>,
    figures: QuizFigures,
    today: NaiveDate,
) -> Report {
    Report {
        today,
        today_seconds: calendar.on(today),
        streak_days: calendar.streak(today),
        total_seconds: calendar.total(),
        days: calendar.days().collect(),
        courses: courses.into_iter().map(course_report).collect(),
        review: review_report(&figures),
        quizzes: figures.lessons.into_iter().map(quiz_report).collect(),
    }
}

fn review_report(figures: &QuizFigures) -> ReviewReport {
    ReviewReport {
        due_today: figures.due.first().copied().unwrap_or_default(),
        due_this_week: figures.due.iter().sum(),
        due_by_day: figures.due,
        retention: figures.retention.map(|retention| RetentionReport {
            reviews: retention.reviews,
            measured: retention.measured,
            predicted: retention.predicted,
        }),
    }
}

fn quiz_report(lesson: LessonAttempts) -> QuizReport {
    QuizReport {
        best: lesson.best(),
        course: lesson.course,
        lesson: lesson.lesson,
        title: lesson.title,
        attempts: lesson.attempts,
        questions: lesson.questions,
        right: lesson.right,
    }
}

fn course_report(outline: Outline) -> CourseReport {
    let (lessons_done, lessons) = outline.done_of_total();
    let modules = outline.modules.iter().map(|module| {
        let (lessons_done, lessons) = module.done_of_total();
        ModuleReport {
            title: module.title.clone(),
            lessons_done,
            lessons,
        }
    });
    CourseReport {
        percent: outline.percent(),
        lessons_done,
        lessons,
        seconds: outline.seconds(),
        modules: modules.collect(),
        slug: outline.course.slug,
        title: outline.course.title,
    }
}

fn print(report: &Report, output: &mut Output) -> Result<(), Failure> {
    output.line(format!("Today   {}", report.today_seconds))?;
    let days = if report.streak_days == 1 {
        "day"
    } else {
        "days"
    };
    output.line(format!("Streak  {} {days}", report.streak_days))?;
    output.line(format!("Total   {}", report.total_seconds))?;
    for course in &report.courses {
        let CourseReport {
            title,
            percent,
            lessons_done,
            lessons,
            seconds,
            ..
        } = course;
        output.line("")?;
        let title = sanitize(title);
        output.line(format!(
            "{title}  {percent}  {lessons_done}/{lessons} lessons  {seconds}"
        ))?;
        for (number, module) in course.modules.iter().enumerate() {
            let done = format!("{}/{}", module.lessons_done, module.lessons);
            output.line(format!(
                "  {done:>5}  {} {}",
                number + 1,
                sanitize(&module.title)
            ))?;
        }
    }
    print_reviews(report, output)
}

fn print_reviews(report: &Report, output: &mut Output) -> Result<(), Failure> {
    let ReviewReport {
        due_today,
        due_this_week,
        retention,
        ..
    } = &report.review;
    if *due_this_week > 0 {
        output.line("")?;
        output.line(format!(
            "Review  {due_today} due today, {due_this_week} this week"
        ))?;
    }
    if let Some(retention) = retention {
        output.line(format!(
            "Known   {:.0}% of {} reviews, {:.0}% expected",
            retention.measured * 100.0,
            retention.reviews,
            retention.predicted * 100.0
        ))?;
    }
    if !report.quizzes.is_empty() {
        output.line("")?;
        output.line("Quizzes")?;
    }
    for quiz in &report.quizzes {
        let right = format!("{}/{}", quiz.right, quiz.questions);
        let title = sanitize(&quiz.title);
        output.line(format!("  {right:>5}  {title}  {} answers", quiz.attempts))?;
    }
    Ok(())
}
