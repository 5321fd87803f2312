//! A blank: the answers that it takes, as an author writes them between double brackets.

use regex::RegexBuilder;

use super::number::reading;
use super::tolerance::{margin, tolerance_and_unit};
use super::typed::{Taking, Typed, folded, unit, with_unit, words, written};

/// The longest blank, in bytes as it is written.
const LONGEST: usize = 1000;
/// The most memory that a regular expression may take, in bytes.
const LARGEST_PATTERN: usize = 1 << 18;
/// From so many letters on a typo is forgiven.
const FORGIVING: usize = 4;

/// The answers that a blank takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blank(Vec<Taken>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Taken {
    /// Any text that looks the same.
    Like(String),
    /// Exactly this.
    Exactly(String),
    /// This with at most one typo.
    Nearly(String),
    /// Any text that the whole pattern matches.
    Pattern(String),
    /// A number as it is written, and its unit.
    Number {
        number: String,
        tolerance: String,
        unit: String,
    },
}

/// Why a blank takes no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidBlank {
    /// Nothing stands between the brackets.
    #[error("the blank has no answer")]
    Empty,
    /// It is above a kilobyte.
    #[error("the answer is longer than {LONGEST} bytes")]
    TooLong,
    /// A regular expression that can't be read, or that would take too much memory.
    #[error("the regular expression can't be read: {0}")]
    Pattern(String),
}

impl Blank {
    /// Reads what stands between the brackets.
    ///
    /// # Errors
    /// Where it has no answer or one that can't be read.
    pub fn parse(written: &str) -> Result<Blank, InvalidBlank> {
        if written.len() > LONGEST {
            return Err(InvalidBlank::TooLong);
        }
        let taken: Result<Vec<Taken>, _> = alternatives(written).map(taken).collect();
        taken.map(Blank)
    }

    /// Whether an answer is right.
    pub fn takes(&self, answer: &str) -> bool {
        let (text, typed) = (words(answer), Typed::of(answer));
        self.0.iter().any(|taken| match taken {
            Taken::Pattern(pattern) => {
                whole(pattern).is_ok_and(|pattern| pattern.is_match(answer.trim()))
            }
            other => other
                .taking()
                .is_some_and(|taking| taking.takes(&text, &typed)),
        })
    }

    /// The answers it takes, for somebody who grades without this text; none where a pattern is among them.
    pub fn takings(&self) -> Option<Vec<Taking>> {
        self.0.iter().map(Taken::taking).collect()
    }

    /// The answer to show: the first one that is no pattern; none where there are only patterns.
    pub fn shown(&self) -> Option<String> {
        self.0.iter().find_map(Taken::shown)
    }

    /// All answers for a person who reads the solution, such as `Rome (or Roma)`; none where there are only patterns.
    pub fn solution(&self) -> Option<String> {
        let mut answers = self.0.iter().filter_map(Taken::written);
        let first = answers.next()?;
        let others: Vec<String> = answers.collect();
        Some(match others.is_empty() {
            true => first,
            false => format!("{first} (or {})", others.join(", ")),
        })
    }

    /// The right spelling of an answer that is taken with a typo only.
    pub fn spelling(&self, answer: &str) -> Option<String> {
        let typed = Typed::of(answer);
        let is_right = |taken: &Taken| match taken {
            Taken::Nearly(text) => folded(text) == typed.like,
            _ => false,
        };
        let takes = |taken: &&Taken| {
            let taking = taken.taking();
            taking.is_some_and(|taking| taking.takes(&words(answer), &typed))
        };
        let mut taken = self.0.iter().filter(takes).peekable();
        let first = taken.peek().copied()?;
        let all_have_a_typo =
            taken.all(|taken| matches!(taken, Taken::Nearly(_)) && !is_right(taken));
        if all_have_a_typo { first.shown() } else { None }
    }
}

/// The parts between `|`; none is parted inside of a pattern.
fn alternatives(written: &str) -> impl Iterator<Item = &str> {
    let written = written.trim();
    let mut rest = Some(written);
    std::iter::from_fn(move || {
        let text = rest?;
        let begin = text.len() - text.trim_start().len();
        let pattern_ends = text
            .get(begin..)
            .filter(|t| t.starts_with('/'))
            .and_then(|pattern| {
                let close = pattern.match_indices('/').skip(1).map(|(at, _)| at);
                close.map(|at| begin + at + 1).find(|end| {
                    let behind = text.get(*end..).unwrap_or_default().trim_start();
                    behind.is_empty() || behind.starts_with('|')
                })
            });
        let from = pattern_ends.unwrap_or(0);
        let bar = text.get(from..)?.find('|').map(|at| from + at);
        rest = bar.and_then(|bar| text.get(bar + 1..));
        text.get(..bar.unwrap_or(text.len())).map(str::trim)
    })
}

fn taken(written: &str) -> Result<Taken, InvalidBlank> {
    let behind = |mark: char| {
        written
            .strip_prefix(mark)
            .map(|text| text.trim().to_owned())
    };
    let pattern = written
        .strip_prefix('/')
        .and_then(|text| text.strip_suffix('/'));
    let taken = match (behind('='), behind('~'), pattern) {
        (Some(text), ..) => Taken::Exactly(text),
        (_, Some(text), _) => Taken::Nearly(text),
        (.., Some(pattern)) => {
            whole(pattern).map_err(|error| InvalidBlank::Pattern(one_line(&error)))?;
            Taken::Pattern(pattern.to_owned())
        }
        _ => number(written).unwrap_or_else(|| Taken::Like(written.to_owned())),
    };
    match &taken {
        Taken::Like(text) | Taken::Exactly(text) | Taken::Nearly(text) if text.is_empty() => {
            Err(InvalidBlank::Empty)
        }
        _ => Ok(taken),
    }
}

fn one_line(error: &regex::Error) -> String {
    let text = error.to_string();
    text.lines().last().unwrap_or_default().trim().to_owned()
}

fn whole(pattern: &str) -> Result<regex::Regex, regex::Error> {
    RegexBuilder::new(&format!("^(?:{pattern})$"))
        .size_limit(LARGEST_PATTERN)
        .build()
}

/// `9.81 ± 0.01 m/s²`.
fn number(written: &str) -> Option<Taken> {
    let parted = written.split_once('±').or_else(|| written.split_once("+-"));
    let (number, tolerance, unit) = match parted {
        Some((number, behind)) => {
            let (tolerance, unit) = tolerance_and_unit(behind.trim());
            margin(&tolerance, 1.0)?;
            (number.trim(), tolerance, unit)
        }
        None => {
            let (number, unit) = with_unit(written);
            (number, String::new(), unit)
        }
    };
    reading(number).map(|_| Taken::Number {
        number: number.to_owned(),
        tolerance,
        unit: unit.to_owned(),
    })
}

impl Taken {
    /// As a learner may read it; none for a pattern.
    fn shown(&self) -> Option<String> {
        match self {
            Taken::Like(text) | Taken::Exactly(text) | Taken::Nearly(text) => Some(text.clone()),
            Taken::Number { number, unit, .. } => {
                Some(format!("{number} {unit}").trim().to_owned())
            }
            Taken::Pattern(_) => None,
        }
    }

    /// The same with how far off a number may be.
    fn written(&self) -> Option<String> {
        match self {
            Taken::Number {
                number,
                tolerance,
                unit,
            } if !tolerance.is_empty() => {
                Some(format!("{number} ± {tolerance} {unit}").trim().to_owned())
            }
            other => other.shown(),
        }
    }

    /// The same in the forms that texts are compared in; none for a pattern.
    fn taking(&self) -> Option<Taking> {
        Some(match self {
            Taken::Like(text) => Taking::Like(folded(text)),
            Taken::Exactly(text) => Taking::Exactly(words(text)),
            Taken::Nearly(text) => match folded(text) {
                text if text.chars().count() >= FORGIVING => Taking::Nearly(text),
                text => Taking::Like(text),
            },
            Taken::Pattern(_) => return None,
            Taken::Number {
                number,
                tolerance,
                unit,
            } => {
                let at = reading(number)?;
                let margin = margin(tolerance, at).unwrap_or(0.0);
                // What is written in decimals isn't exact.
                let slack = 1e-9 * at.abs().max(margin).max(f64::MIN_POSITIVE);
                Taking::Number {
                    at: written(at),
                    within: written(margin + slack),
                    unit: self::unit(unit),
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn takes(written: &str, right: &[&str], wrong: &[&str]) {
        let blank = Blank::parse(written).unwrap();
        for answer in right {
            assert!(blank.takes(answer), "[[{written}]] takes {answer:?}");
        }
        for answer in wrong {
            assert!(!blank.takes(answer), "[[{written}]] takes no {answer:?}");
        }
    }

    #[test]
    fn text_is_compared_by_its_looks() {
        takes(
            "colour|color",
            &["colour", " COLOR ", "Color"],
            &["colors", ""],
        );
        takes("don't", &["don’t", "DON'T"], &["dont"]);
        takes("Straße", &["straße"], &["strase"]);
        takes("café", &["cafe\u{301}"], &["cafe"]);
        takes(
            "two  words",
            &["two words", "two\u{a0}words"],
            &["twowords"],
        );
    }

    #[test]
    fn marks_ask_for_more_or_less() {
        takes("=Color", &["Color"], &["color"]);
        takes("=007", &["007"], &["7"]);
        takes(
            "~colour",
            &["colour", "color", "coluor", "xcolour"],
            &["colr", "clr"],
        );
        takes("~cat", &["cat", "Cat"], &["bat"]);
        takes("/colou?rs?/", &["color", "colours"], &["colou", "a color"]);
        takes("/a|b/ | c", &["a", "b", "c"], &["a|b", "ab"]);
        takes("and/or", &["and/or"], &["and"]);
    }

    #[test]
    fn numbers_have_tolerance_and_unit() {
        takes(
            "3.14 ± 0.01",
            &["3.14", "3,15", "3.13"],
            &["3.16", "pi", ""],
        );
        takes("200 ± 5%", &["190", "210"], &["189", "211"]);
        takes(
            "1000",
            &["1,000", "1 000", "1e3", "1000.0"],
            &["1001", "1,5"],
        );
        takes(
            "9.81 +- 0.01 m/s²",
            &["9.8 m/s2", "9.81m/s²", "9.81 m/s^2"],
            &["9.81", "9.81 m/s"],
        );
        takes("1000 ± 1", &["1,000", "1 000"], &["1.000", "1"]);
        takes("1 ± 0", &["1.000", "1,0"], &["1,000"]);
        takes("50 %", &["50%", "50 %"], &["51%"]);
        takes("3 s⁻¹", &["3 s^-1", "3 s−1"], &["3 s1"]);
        takes("0.1", &["0.1", "1/10"], &["0.10001"]);
    }

    #[test]
    fn what_is_taken_with_a_typo_has_a_right_spelling() {
        let blank = Blank::parse("~blue|/gr[ae]y/").unwrap();
        assert_eq!(blank.spelling("bleu"), Some("blue".to_owned()));
        for right in ["Blue", "grey", "red"] {
            assert_eq!(blank.spelling(right), None, "{right}");
        }
    }

    #[test]
    fn a_solution_names_all_that_is_taken_but_patterns() {
        for (written, solution) in [
            ("~Rome|Roma|/rom[ae]/", Some("Rome (or Roma)")),
            ("=Color", Some("Color")),
            ("9.81 ± 0.01 m/s²|~g", Some("9.81 ± 0.01 m/s² (or g)")),
            ("/a+/", None),
        ] {
            let blank = Blank::parse(written).unwrap();
            assert_eq!(blank.solution().as_deref(), solution, "{written}");
        }
        assert_eq!(Blank::parse("/a+/").unwrap().shown(), None);
    }

    #[test]
    fn a_blank_that_takes_nothing_is_an_error() {
        assert_eq!(Blank::parse(" "), Err(InvalidBlank::Empty));
        assert_eq!(Blank::parse("a||b"), Err(InvalidBlank::Empty));
        assert_eq!(
            Blank::parse(&"x".repeat(100_000)),
            Err(InvalidBlank::TooLong)
        );
        assert!(matches!(Blank::parse("/(/"), Err(InvalidBlank::Pattern(_))));
        assert!(matches!(
            Blank::parse("/(x{1000}){1000}/"),
            Err(InvalidBlank::Pattern(_))
        ));
    }

    proptest! {
        #[test]
        fn an_answer_that_is_shown_is_taken(text in "[a-zäöü][a-zäöü0-9' -]{0,20}[a-z]") {
            let blank = Blank::parse(&text).unwrap();
            prop_assert!(blank.shown().is_none_or(|shown| blank.takes(&shown)));
            prop_assert!(blank.takes(&text.to_uppercase().to_lowercase()));
            let spaced = format!("  {text} ");
            prop_assert!(blank.takes(&spaced));
        }

        #[test]
        fn a_number_is_taken_in_every_notation(number in -1_000_000i64..1_000_000, cents in 0u32..100) {
            let blank = Blank::parse(&format!("{number}.{cents:02}")).unwrap();
            let with_comma = format!("{number},{cents:02}");
            let with_minus = format!("{number}.{cents:02}").replace('-', "−");
            prop_assert!(blank.takes(&with_comma), "{}", with_comma);
            prop_assert!(blank.takes(&with_minus), "{}", with_minus);
        }

        #[test]
        fn any_text_is_read_without_a_panic(written in ".{0,60}", answer in ".{0,60}") {
            if let Ok(blank) = Blank::parse(&written) {
                let _ = blank.takes(&answer);
            }
        }
    }
}
