//! Quizzes in a JSON file beside the lessons, as Microsoft's curricula have them.

use serde_json::Value;

use crate::content::outline::LessonOutline;
use crate::content::quiz::{self, Answer, Choice, Question};
use crate::content::reading::{Reading, plain_title};
use crate::content::walk;

/// The quizzes of a course.
#[derive(Debug, Default)]
pub(super) struct Quizzes(Vec<Quiz>);

#[derive(Debug)]
struct Quiz {
    /// The title of its lesson.
    title: String,
    markdown: String,
}

impl Quizzes {
    /// Finds them in the JSON files below a folder whose name says `quiz`.
    pub(super) fn find(reading: &mut Reading<'_>) -> Quizzes {
        let files = walk::files(reading.source, "").into_iter();
        let is_quiz = |path: &String| {
            let path = path.to_lowercase();
            path.ends_with(".json")
                && path.contains("quiz")
                && !walk::is_translation(&language_at_end(&path))
        };
        let mut quizzes = Quizzes::default();
        for path in files.filter(is_quiz) {
            let parsed = reading
                .text(&path, 4 * 1024 * 1024)
                .and_then(|text| serde_json::from_str::<Value>(text.as_str()).ok());
            let groups = parsed.iter().flat_map(|value| match value {
                Value::Array(groups) => groups.iter().collect(),
                other => vec![other],
            });
            let all = groups.filter_map(|group| group.get("quizzes")?.as_array());
            quizzes.0.extend(all.flatten().filter_map(read));
        }
        quizzes
    }

    /// Puts the quiz of a lesson behind its text.
    pub(super) fn add_to(&self, lesson: &mut LessonOutline) {
        let Some(title) = lesson.heading() else {
            return;
        };
        let title = title.to_lowercase();
        let Some(quiz) = self.0.iter().find(|quiz| quiz.title == title) else {
            return;
        };
        lesson.markdown = format!("{}\n## Quiz\n\n{}", &*lesson.markdown, quiz.markdown).into();
    }
}

/// `translations/en/group.json` without the folder of translations around it: the English one is no translation here.
fn language_at_end(path: &str) -> String {
    path.replace("translations/", "")
}

fn read(quiz: &Value) -> Option<Quiz> {
    let text = |value: &Value, key: &str| value.get(key)?.as_str().map(str::to_owned);
    let title = plain_title(&text(quiz, "title")?);
    let title = title
        .split_once(':')
        .map_or(title.as_str(), |(_, title)| title);
    let questions = quiz.get("quiz")?.as_array()?.iter().filter_map(question);
    let questions: Vec<Question> = questions.collect();
    Some(Quiz {
        title: title.trim().to_lowercase(),
        markdown: quiz::markdown(&questions)?,
    })
}

fn question(question: &Value) -> Option<Question> {
    let choice = |answer: &Value| {
        let is_right = match answer.get("isCorrect") {
            Some(Value::Bool(right)) => *right,
            Some(Value::String(right)) => right == "true",
            _ => false,
        };
        Some(Choice {
            text: answer.get("answerText")?.as_str()?.to_owned(),
            is_right,
            feedback: None,
        })
    };
    let choices: Vec<Choice> = question
        .get("answerOptions")?
        .as_array()?
        .iter()
        .filter_map(choice)
        .collect();
    let prompt = question.get("questionText")?.as_str()?.to_owned();
    choices
        .iter()
        .any(|choice| choice.is_right)
        .then_some(Question {
            prompt,
            answer: Answer::Choices(choices),
            ..Question::default()
        })
}
