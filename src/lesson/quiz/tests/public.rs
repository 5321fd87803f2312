//! The text of a graded quiz that learners get.

use proptest::prelude::*;

use super::{errors, text};
use crate::domain::quiz::{Form, Solution};
use crate::lesson::quiz::{BLANK, Paper, withhold};

const GRADED: &str = "<!-- quiz graded=2 -->\n\n## One?\n\n<!-- q id=one several -->\n\n> Think.\n\n- [x] a\n  > KEY\n- [ ] b\n\n> KEY\n\n\
    ## Order\n\n1. zebra\n2. ape\n\n## Pairs\n\n<!-- q id=pairs -->\n<!-- match -->\n\n| l | r |\n|---|---|\n| a | z |\n| b | y |\n\n\
    ## Blank\n\n<!-- q id=blank -->\n\nIs [[KEY|=Key]] m.\n\n## Prints\n\n<!-- q id=p -->\n<!-- program -->\n\n```c\nx\n```\n\n```output\nKEY\n```\n\n\
    ## Broken\n\n<!-- q id=broken -->\n\n- [ ] KEY\n\n## Pattern\n\n<!-- q id=pattern -->\n\n[[/KEY/]]\n\n## Knew\n\n> KEY\n\n<!-- /quiz -->\n\nBehind.\n";

#[test]
fn a_public_text_asks_the_same_and_tells_nothing() {
    let withheld = withhold(GRADED, false).unwrap();
    assert!(!withheld.public.contains("KEY") && !withheld.public.contains("- [x]"));
    assert!(withheld.public.ends_with("<!-- /quiz -->\n\nBehind.\n"));
    let paper = Paper::of(&withheld.public, false, 3).unwrap();
    let forms: Vec<_> = paper.questions().map(|asked| asked.question.form).collect();
    assert_eq!(
        forms,
        [
            Form::Several,
            Form::Order,
            Form::Pairs,
            Form::Blanks,
            Form::Program
        ],
        "{}",
        withheld.public
    );
    assert!(paper.questions().all(|asked| asked.question.key.is_none()));
    assert_eq!(paper.problems, []);
    let hints = &paper.quizzes[0].questions[0].hints;
    assert_eq!(text(&paper, &hints[0]), "> Think.");
    assert_eq!(paper.quizzes[0].rules.graded, Some(2));
    let solutions: Vec<_> = withheld.questions.iter().map(|key| &key.solution).collect();
    assert_eq!(
        solutions[..3],
        [
            &Solution::Choices(vec![0]),
            &Solution::Order(vec![1, 0]),
            &Solution::Pairs(vec![1, 0])
        ]
    );
    for (asked, key) in paper.questions().zip(&withheld.questions) {
        assert_eq!(
            (&asked.question.id, asked.question.revision),
            (&key.question, key.revision)
        );
    }
    assert_eq!(
        withhold(&withheld.public, false),
        None,
        "what is public stays as it is"
    );
}

#[test]
fn a_learners_copy_printed_with_answers_leaves_open_what_the_academy_knows() {
    let public = withhold(GRADED, false).unwrap().public;
    let printed = Paper::with_answers(&public, false).unwrap();
    assert!(printed.contains(&format!("Is {BLANK} m.")), "{printed}");
    let author = Paper::with_answers(GRADED, false).unwrap();
    assert!(
        author.contains("Is KEY m.") || author.contains("Is KEY (or"),
        "{author}"
    );
}

#[test]
fn what_an_academy_cannot_grade_is_an_error_in_a_graded_quiz() {
    let codes = errors(GRADED);
    assert_eq!(
        codes.iter().filter(|code| **code == "quiz-graded").count(),
        3
    );
    assert_eq!(
        codes
            .iter()
            .filter(|code| **code == "quiz-no-answer")
            .count(),
        1
    );
    assert_eq!(
        withhold(
            "<!-- quiz -->\n\n## Not graded\n\n1. [x] a\n2. [ ] b\n",
            true
        ),
        None
    );
}

/// Questions with texts of any kind.
fn any_graded() -> impl Strategy<Value = String> {
    let text = "[a-zé0-9 *_`\\[\\]|]{0,12}";
    let list = prop::collection::vec((any::<bool>(), text), 1..5);
    let question = (list, 0..5u8, text).prop_map(|(items, kind, answer)| {
        let rows = |row: &dyn Fn(&str) -> String| {
            items.iter().map(|(_, text)| row(text)).collect::<String>()
        };
        let choices = |items: &[(bool, String)]| -> String {
            let item = |(right, text): &(bool, String)| {
                format!(
                    "- [{}] {text}\n  > SECRET\n",
                    if *right { 'x' } else { ' ' }
                )
            };
            items.iter().map(item).collect()
        };
        match kind {
            0 => choices(&items),
            1 => rows(&|text| format!("1. {text}\n")),
            2 => format!(
                "<!-- match -->\n\n| l | r |\n|---|---|\n{}",
                rows(&|text| format!("| {} | {answer} |\n", text.replace('|', "")))
            ),
            3 => format!("is [[SECRET{answer}]] so\n"),
            _ => format!("<!-- program -->\n\n```\n{answer}\n```\n\n```output\nSECRET\n```\n"),
        }
    });
    prop::collection::vec(question, 1..5).prop_map(|questions| {
        let questions = questions.iter().zip(0..);
        let questions: String = questions
            .map(|(text, n)| {
                format!("## Question {n}\n\n<!-- q id=q{n} -->\n\n{text}\n> SECRET\n\n")
            })
            .collect();
        format!("<!-- quiz graded -->\n\n{questions}<!-- /quiz -->\n")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_is_asked_the_public_text_tells_no_answer(lesson in any_graded()) {
        let withheld = withhold(&lesson, false).unwrap();
        prop_assert!(!withheld.public.contains("SECRET"), "{}", withheld.public);
        prop_assert!(!withheld.public.contains("- [x]"), "{}", withheld.public);
        let paper = Paper::of(&withheld.public, false, 1).unwrap();
        let asked: Vec<_> = paper.questions().map(|asked| asked.question.id.clone()).collect();
        let kept: Vec<_> = withheld.questions.iter().map(|key| key.question.clone()).collect();
        prop_assert_eq!(asked, kept, "{}", withheld.public);
    }
}
