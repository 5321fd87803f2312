//! Grading: whether an answer is right, and which parts of it are.

use super::{Answer, Ending, Key};

/// The outcome of grading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Graded {
    /// Whether all of it is right.
    pub right: bool,
    /// Whether each part is: each choice is taken or left as it should, each place, blank or pair is. Empty where the
    /// academy graded, which says no more than whether all of it is.
    pub parts: Vec<bool>,
}

impl Graded {
    fn of(parts: Vec<bool>) -> Graded {
        Graded {
            right: parts.iter().all(|part| *part),
            parts,
        }
    }
}

/// Grades an answer. One of another kind than the question is wrong: the question was another one then.
pub fn grade(key: &Key, answer: &Answer) -> Graded {
    let parts = match (key, answer) {
        (Key::One { right, of }, Answer::Choices(taken)) => {
            choices(*of, taken, std::slice::from_ref(right))
        }
        (Key::Several { right, of }, Answer::Choices(taken)) => choices(*of, taken, right),
        (Key::Order(count), Answer::Order(items)) | (Key::Pairs(count), Answer::Pairs(items)) => (0
            ..*count)
            .map(|at| items.get(usize::from(at)) == Some(&at))
            .collect(),
        (Key::Blanks(blanks), Answer::Blanks(texts)) => {
            let text = |at: usize| texts.get(at).map(String::as_str).unwrap_or_default();
            let blanks = blanks.iter().enumerate();
            blanks.map(|(at, blank)| blank.takes(text(at))).collect()
        }
        (Key::Program(ending), answer) => vec![ends_so(ending, answer)],
        (Key::Knew, Answer::Knew(knew)) => vec![*knew],
        _ => vec![false],
    };
    Graded::of(parts)
}

fn choices(of: u16, taken: &[u16], right: &[u16]) -> Vec<bool> {
    let as_it_should = |choice: u16| taken.contains(&choice) == right.contains(&choice);
    (0..of).map(as_it_should).collect()
}

fn ends_so(ending: &Ending, answer: &Answer) -> bool {
    match (ending, answer) {
        (Ending::Prints(output), Answer::Prints(said)) => {
            output.split_whitespace().eq(said.split_whitespace())
        }
        (Ending::Fails(None), Answer::Fails(_)) => true,
        (Ending::Fails(Some(line)), Answer::Fails(said)) => said.trim() == line.to_string(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::quiz::Blank;

    #[track_caller]
    fn graded(key: &Key, answer: &Answer, right: bool, parts: &[bool]) {
        let parts = parts.to_vec();
        assert_eq!(
            grade(key, answer),
            Graded { right, parts },
            "{key:?} {answer:?}"
        );
    }

    #[test]
    fn choices_are_right_when_all_that_are_right_are_taken_and_no_other() {
        let one = Key::One { right: 1, of: 3 };
        graded(&one, &Answer::Choices(vec![1]), true, &[true, true, true]);
        graded(
            &one,
            &Answer::Choices(vec![0]),
            false,
            &[false, false, true],
        );
        let several = Key::Several {
            right: vec![0, 2],
            of: 3,
        };
        graded(
            &several,
            &Answer::Choices(vec![0, 2]),
            true,
            &[true, true, true],
        );
        graded(
            &several,
            &Answer::Choices(vec![0]),
            false,
            &[true, true, false],
        );
        graded(
            &several,
            &Answer::Choices(vec![0, 1, 2]),
            false,
            &[true, false, true],
        );
    }

    #[test]
    fn places_and_pairs_are_right_one_by_one() {
        graded(
            &Key::Order(3),
            &Answer::Order(vec![0, 1, 2]),
            true,
            &[true, true, true],
        );
        graded(
            &Key::Order(3),
            &Answer::Order(vec![0, 2, 1]),
            false,
            &[true, false, false],
        );
        graded(
            &Key::Pairs(2),
            &Answer::Pairs(vec![0]),
            false,
            &[true, false],
        );
    }

    #[test]
    fn every_blank_counts() {
        let blanks = |texts: &[&str]| texts.iter().map(|t| Blank::parse(t).unwrap()).collect();
        let key = Key::Blanks(blanks(&["red", "2"]));
        let answer =
            |texts: &[&str]| Answer::Blanks(texts.iter().map(|t| (*t).to_owned()).collect());
        graded(&key, &answer(&["Red", "2.0"]), true, &[true, true]);
        graded(&key, &answer(&["Red"]), false, &[true, false]);
    }

    #[test]
    fn a_program_prints_its_words_or_fails_in_its_line() {
        let prints = Key::Program(Ending::Prints("1\n2\n".into()));
        graded(&prints, &Answer::Prints(" 1 2".into()), true, &[true]);
        graded(&prints, &Answer::Prints("12".into()), false, &[false]);
        graded(&prints, &Answer::Fails(String::new()), false, &[false]);
        let fails = Key::Program(Ending::Fails(Some(3)));
        graded(&fails, &Answer::Fails(" 3".into()), true, &[true]);
        graded(&fails, &Answer::Fails("4".into()), false, &[false]);
        graded(
            &Key::Program(Ending::Fails(None)),
            &Answer::Fails(String::new()),
            true,
            &[true],
        );
    }

    #[test]
    fn an_answer_to_another_question_is_wrong() {
        graded(&Key::Order(1), &Answer::Knew(true), false, &[false]);
        graded(&Key::Knew, &Answer::Knew(true), true, &[true]);
    }
}
