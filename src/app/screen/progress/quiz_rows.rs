//! The rows of quizzes and reviews. There are none before something was answered.

use super::row::Row;
use crate::domain::Percent;
use crate::domain::quiz::{LessonAttempts, QuizFigures, Retention};

/// The rows about reviews: how many are due, and how many were remembered.
pub(super) fn review_rows(figures: &QuizFigures) -> Vec<Row> {
    let due = due(figures);
    let known = figures.retention.map(known);
    if due.is_none() && known.is_none() {
        return Vec::new();
    }
    let due = due.unwrap_or_else(|| "nothing this week".to_owned());
    let mut rows = vec![Row::Title("Review"), Row::Figure("Due", due)];
    rows.extend(known.map(|known| Row::Figure("Known", known)));
    rows.push(Row::Blank);
    rows
}

/// The quizzes that were answered: how often, and the best that came of it.
pub(super) fn quiz_rows(figures: &QuizFigures) -> Vec<Row> {
    if figures.lessons.is_empty() {
        return Vec::new();
    }
    let lessons = figures.lessons.iter().map(quiz_row);
    let rows = [Row::Title("Quizzes")].into_iter().chain(lessons);
    rows.chain([Row::Blank]).collect()
}

fn quiz_row(lesson: &LessonAttempts) -> Row {
    let attempts = match lesson.attempts {
        1 => "1 answer".to_owned(),
        attempts => format!("{attempts} answers"),
    };
    Row::Quiz {
        title: lesson.title.clone(),
        is_all_right: lesson.right == lesson.questions,
        result: format!("{}/{} correct · {attempts}", lesson.right, lesson.questions),
    }
}

/// None where nothing comes due in a week.
fn due(figures: &QuizFigures) -> Option<String> {
    let week: usize = figures.due.iter().sum();
    let today = figures.due.first().copied().unwrap_or_default();
    (week > 0).then(|| format!("{today} today · {week} this week"))
}

fn known(retention: Retention) -> String {
    let percent = |part: f64| Percent::of((part * 1000.0).round() as usize, 1000);
    format!(
        "{} of {} reviews · {} expected",
        percent(retention.measured),
        retention.reviews,
        percent(retention.predicted)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_answered_nothing_sees_no_rows() {
        let nothing = QuizFigures::default();
        assert_eq!(review_rows(&nothing), []);
        assert_eq!(quiz_rows(&nothing), []);
    }

    #[test]
    fn what_was_known_stands_beside_what_was_expected() {
        let figures = QuizFigures {
            due: [3, 0, 2, 0, 0, 0, 1],
            retention: Some(Retention {
                reviews: 40,
                measured: 0.875,
                predicted: 0.9,
            }),
            ..QuizFigures::default()
        };
        let due = Row::Figure("Due", "3 today · 6 this week".to_owned());
        let known = Row::Figure("Known", "87% of 40 reviews · 90% expected".to_owned());
        assert_eq!(
            review_rows(&figures),
            [Row::Title("Review"), due, known, Row::Blank]
        );
    }
}
