//! Quizzes as authors write them, well and badly.

use proptest::prelude::*;

use super::*;
use crate::domain::Percent;
use crate::domain::quiz::{Answer, Ending, Form, Key, Solution, grade};

const PAGE: &str = "# Check\n\nIntroduction.\n\n## What does a model read?\n\n<!-- q id=reads -->\n\n> Think.\n\n1. [ ] Letters\n   > Too small.\n2. [x] Tokens\n3. [ ] Words\n\n> A token is a piece.\n\n## Order them\n\n1. first\n2. second\n3. third\n\n## A *blank*\n\nThe [[colour|color]] is `[[y]]` and [[3 ± 1]] m.\n";

fn paper(markdown: &str) -> Paper {
    Paper::of(markdown, true, 3).unwrap()
}

fn text(paper: &Paper, range: &Range<usize>) -> String {
    paper.text[range.clone()].trim().to_owned()
}

fn errors(markdown: &str) -> Vec<&'static str> {
    use crate::domain::Severity;
    let whole = !markdown.contains("<!-- quiz") && !markdown.contains("/quiz");
    let problems = Paper::of(markdown, whole, 0).unwrap().problems;
    problems
        .iter()
        .filter(|problem| problem.code.severity() == Severity::Error)
        .map(|problem| problem.code.name())
        .collect()
}

#[test]
fn a_quiz_is_read_with_all_its_parts() {
    let paper = paper(PAGE);
    let [reads, order, blank] = &paper.quizzes[0].questions[..] else {
        panic!("{paper:#?}")
    };
    assert_eq!(reads.question.id.as_str(), "reads");
    assert_eq!(reads.question.key, Some(Key::One { right: 1, of: 3 }));
    assert_eq!(text(&paper, &reads.hints[0]), "> Think.");
    assert!(text(&paper, &reads.choices[1].range).ends_with("[ ] Tokens"));
    assert_eq!(text(&paper, &reads.choices[0].feedback[0]), "> Too small.");
    assert_eq!(text(&paper, &reads.explanation[0]), "> A token is a piece.");
    assert_eq!(order.question.key, Some(Key::Order(3)));
    assert_eq!(blank.title, "A blank");
    assert_eq!(blank.blanks.len(), 2);
    assert!(
        paper.text.contains("The ▁▁▁▁▁▁ is `[[y]]` and ▁▁▁▁▁▁ m."),
        "{}",
        paper.text
    );
    let answer = Answer::Blanks(vec!["Color".into(), "4".into()]);
    assert!(grade(blank.question.key.as_ref().unwrap(), &answer).right);
}

#[test]
fn choices_are_numbered_by_their_place() {
    for seed in 0..8 {
        let paper = Paper::of(PAGE, true, seed).unwrap();
        let numbers: Vec<&str> = paper
            .text
            .lines()
            .filter_map(|line| line.split_once(". [ ]"))
            .map(|(number, _)| number)
            .collect();
        assert_eq!(numbers, ["1", "2", "3"], "{}", paper.text);
    }
}

#[test]
fn nothing_that_is_shown_says_what_is_right() {
    let paper = paper(PAGE);
    for secret in ["[x]", "colour", "± 1"] {
        assert!(!paper.text.contains(secret), "{}", paper.text);
    }
    let on_paper = Paper::without_answers(PAGE, true).unwrap();
    for secret in ["[x]", "colour", "± 1", "Think", "Too small", "A token is"] {
        assert!(!on_paper.contains(secret), "{on_paper}");
    }
    assert!(on_paper.contains("1. [ ] Letters\n") && on_paper.contains("Introduction."));
}

#[test]
fn a_quiz_stands_between_its_comments() {
    let markdown = "# Lesson\n\nText.\n\n<!-- quiz pass=70 order=fixed -->\n\n### One?\n\n- [x] yes\n- [ ] no\n\n<!-- /quiz -->\n\n## After\n\n1. a\n2. b\n";
    let paper = Paper::of(markdown, false, 1).unwrap();
    let quiz = &paper.quizzes[0];
    assert_eq!(quiz.rules.pass, Some(Percent::of(70, 100)));
    assert_eq!(quiz.questions.len(), 1);
    assert_eq!(paper.text, markdown.replace("[x]", "[ ]"));
    let in_code = format!("```\n{markdown}```\n");
    assert_eq!(Paper::of(&in_code, false, 1), None);
}

#[test]
fn programs_say_what_they_do() {
    let markdown = |said: &str| {
        format!(
            "## Runs?\n\n<!-- program -->\n\n```rust\nfn main() {{}}\n```\n\n{said}\n\n> Because.\n"
        )
    };
    let key = |said: &str| {
        paper(&markdown(said)).quizzes[0].questions[0]
            .question
            .key
            .clone()
            .unwrap()
    };
    assert_eq!(
        key("```output\n1\n2\n```"),
        Key::Program(Ending::Prints("1\n2".into()))
    );
    assert_eq!(key("```error 3\n```"), Key::Program(Ending::Fails(Some(3))));
    assert_eq!(
        key("```error\nline 4: cannot\n```"),
        Key::Program(Ending::Fails(Some(4)))
    );
    assert_eq!(
        key("```error\ncannot\n```"),
        Key::Program(Ending::Fails(None))
    );
    let paper = paper(&markdown("```output\n7\n```"));
    let asked = &paper.quizzes[0].questions[0];
    assert_eq!(asked.choices.len(), 2);
    assert_eq!(asked.explanation.len(), 2);
    assert!(
        !Paper::without_answers(&markdown("```output\n7\n```"), true)
            .unwrap()
            .contains('7')
    );
}

#[test]
fn a_table_is_matched() {
    let paper = paper(
        "## Who?\n\n<!-- match -->\n\n| part | work |\n|---|---|\n| `a` | one |\n| b | two \\| three |\n",
    );
    let asked = &paper.quizzes[0].questions[0];
    assert_eq!(asked.question.key, Some(Key::Pairs(2)));
    assert_eq!(text(&paper, &asked.choices[0].range), "1. `a`");
    assert_eq!(text(&paper, &asked.partners[1]), "- two | three");
}

#[test]
fn a_choice_may_be_code() {
    let paper =
        paper("## Which?\n\n- [x]\n  ```rust\n  let a = 1;\n  ```\n\n- [ ] `let a;`\n\n> Why.\n");
    let asked = &paper.quizzes[0].questions[0];
    assert_eq!(asked.question.key, Some(Key::One { right: 0, of: 2 }));
    assert!(text(&paper, &asked.choices[0].range).contains("let a = 1;"));
    assert_eq!(asked.explanation.len(), 1);
}

#[test]
fn a_card_is_a_heading_and_what_stands_below_it() {
    let markdown = "Text.\n\n<!-- card id=o -->\n\n## What is overfitting?\n\nLearning by heart.\n\n## Next\n\nMore.\n";
    let paper = Paper::of(markdown, false, 0).unwrap();
    let card = &paper.cards[0];
    assert_eq!(
        (card.question.id.as_str(), &*card.title),
        ("o", "What is overfitting?")
    );
    assert_eq!(text(&paper, &card.back), "Learning by heart.");
    assert_eq!(paper.text, markdown);
}

#[test]
fn mistakes_are_found() {
    assert_eq!(errors("## One?\n\n- [ ] a\n- [ ] b\n"), ["quiz-no-answer"]);
    assert_eq!(
        errors("## One\n<!-- q id=a -->\n\n## Two\n<!-- q id=a -->\n"),
        ["quiz-same-id"]
    );
    assert_eq!(
        errors("## One?\n\nSame.\n\n## One?\n\nSame.\n"),
        ["quiz-same-id"]
    );
    assert_eq!(
        errors(&format!("## One?\n\n[[{}]]\n", "x".repeat(100_000))),
        ["quiz-answer"]
    );
    assert_eq!(errors("## One?\n\n[[/(/]]\n"), ["quiz-answer"]);
    assert_eq!(errors("No question.\n"), ["quiz-empty"]);
    assert_eq!(errors("<!-- quiz -->\n\n## One?\n"), ["quiz-open"]);
    assert_eq!(errors("Text.\n\n<!-- /quiz -->\n"), ["quiz-open"]);
    assert_eq!(
        errors("<!-- quiz pas=70 -->\n\n## One?\n\n<!-- /quiz -->\n"),
        ["quiz-option"]
    );
    assert_eq!(
        errors("<!-- quiz graded=0 -->\n\n## One?\n\n<!-- /quiz -->\n"),
        ["quiz-option"]
    );
    assert_eq!(
        errors("## M\n\n<!-- match -->\n\n| a | b | c |\n|---|---|---|\n| 1 | 2 | 3 |\n"),
        ["quiz-no-answer"]
    );
    assert_eq!(
        errors("## P\n\n<!-- program -->\n\n```\ncode\n```\n"),
        ["quiz-no-answer"]
    );
}

#[test]
fn two_hundred_questions_are_read() {
    let many: String = (0..200)
        .map(|n| format!("## Question {n}?\n\n1. [x] a\n2. [ ] b\n\n"))
        .collect();
    assert_eq!(paper(&many).questions().count(), 200);
}

#[test]
fn a_seed_decides_the_order_and_no_order_is_the_answer() {
    let one = |seed| Paper::of(PAGE, true, seed).unwrap().text;
    assert_eq!(one(5), one(5));
    assert!((0..20).any(|seed| one(seed) != one(5)));
    for seed in 0..50 {
        assert!(!one(seed).contains("- first\n- second\n- third"));
    }
}

proptest! {
    #[test]
    fn any_markdown_is_read_without_a_panic(
        parts in proptest::collection::vec(prop_oneof![
            Just("<!-- quiz -->\n"), Just("<!-- /quiz -->\n"), Just("<!-- card -->\n"), Just("## Q\n"), Just("\n"),
            Just("- [x] a\n"), Just("1. [ ] b\n"), Just("  > why\n"), Just("> hint\n"), Just("[[a]]"), Just("[["),
            Just("<!-- program -->\n"), Just("```output\n"), Just("```\n"), Just("<!-- match -->\n"), Just("|a|b|\n|-|-|\n|1|2|\n"),
            Just("<!-- q id=a several -->\n"), Just("text ä\n"), Just("\t"), Just("- "), Just("[x] "), Just("\r\n"),
        ], 0..40),
        whole in any::<bool>(),
        seed in any::<u64>(),
    ) {
        let markdown: String = parts.concat();
        if let Some(paper) = Paper::of(&markdown, whole, seed) {
            for asked in paper.questions() {
                let mut ranges = vec![&asked.range];
                ranges.extend(&asked.hints);
                ranges.extend(&asked.explanation);
                ranges.extend(&asked.blanks);
                ranges.extend(asked.choices.iter().map(|choice| &choice.range));
                for range in ranges {
                    prop_assert!(paper.text.get(range.clone()).is_some());
                }
            }
            let _ = Paper::without_answers(&markdown, whole);
        }
    }
}

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

/// A question of each form, and what a reader elsewhere sees of it.
const EACH_FORM: [(&str, &[&str]); 7] = [
    (
        "1. [ ] red\n   > Warm.\n2. [x] blue\n",
        &["red", "Warm.", "blue"],
    ),
    (
        "- [x] red\n- [ ] green\n- [x] blue\n",
        &["red", "green", "blue"],
    ),
    ("1. wake\n2. eat\n3. sleep\n", &["wake", "eat", "sleep"]),
    (
        "<!-- match -->\n\n| a | b |\n|---|---|\n| dog | barks |\n| cat | meows |\n",
        &["dog", "barks", "cat", "meows"],
    ),
    (
        "It is [[red|blue]] and [[3 ± 1 m]].\n",
        &["It is [[red|blue]] and"],
    ),
    (
        "<!-- program -->\n\n```rust\nfn main() {}\n```\n\n```output\n42\n```\n",
        &["fn main() {}", "42"],
    ),
    ("> Think of it.\n", &["Think of it."]),
];

#[test]
fn each_kind_of_question_reads_well_in_any_renderer() {
    for (question, seen) in EACH_FORM {
        let lesson = format!(
            "<!-- quiz -->\n\n## Which `one`?\n\n<!-- q id=one -->\n\nLook:\n\n{question}\n<!-- /quiz -->\n"
        );
        let paper = Paper::of(&lesson, false, 1).unwrap();
        assert_eq!(paper.questions().count(), 1, "{lesson}");
        for text in [
            lesson.as_str(),
            &Paper::without_answers(&lesson, false).unwrap(),
        ] {
            let html = crate::lesson::html::of_markdown(text);
            assert!(html.contains("<h2>Which <code>one</code>?</h2>"), "{html}");
            let is_clean = ["<!--", "&lt;!--", "id=one", "[x]", "[ ]"]
                .iter()
                .all(|odd| !html.contains(odd));
            assert!(is_clean, "{html}");
        }
        let html = crate::lesson::html::of_markdown(&lesson);
        for words in seen {
            assert!(html.contains(words), "{words}: {html}");
        }
    }
}

#[test]
fn blanks_stand_in_tables_too() {
    let lesson =
        "## Fill in\n\n| sign | name |\n|---|---|\n| `=` | [[equals\\|is]] |\n| `+` | [[plus]] |\n";
    let paper = Paper::of(lesson, true, 1).unwrap();
    let asked = &paper.quizzes[0].questions[0];
    assert_eq!(asked.blanks.len(), 2);
    let answer = Answer::Blanks(vec!["is".into(), "Plus".into()]);
    assert!(grade(asked.question.key.as_ref().unwrap(), &answer).right);
    assert!(!paper.text.contains("equals"), "{}", paper.text);
}
