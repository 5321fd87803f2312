//! Quizzes as authors write them, well and badly.

mod public;
mod rendered;

use proptest::prelude::*;

use super::*;
use crate::domain::Percent;
use crate::domain::quiz::{Answer, Ending, Key, grade};

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
