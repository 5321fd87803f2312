//! Turns what is typed into a query for the index and for the texts.

use super::passage::Phrase;
use crate::lesson::scripts;

/// A pasted page is no query: what comes after that many words is left out.
const MOST_WORDS: usize = 32;

/// A term has at most so many ways to be written; beyond them its words are taken as they were typed.
const MOST_WAYS: usize = 27;

/// A parsed query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// The words, in FTS5's language: each a quoted string, the last one a beginning. None without any word.
    pub(super) words: Option<String>,
    /// The same words, for looking in a text.
    pub(super) phrases: Vec<Phrase>,
    /// The texts that a lesson must contain as typed, in lower case: the index knows words alone, not the signs
    /// that make `C++` of `C`.
    pub(super) literal: Vec<String>,
}

/// A word, or a passage in quotes.
struct Term {
    text: String,
    /// Whether more letters may follow.
    may_go_on: bool,
}

impl Query {
    /// Any text is a query; passages in quotes are looked for as a whole.
    pub(super) fn parse(typed: &str) -> Query {
        let mut words = Vec::new();
        let mut phrases = Vec::new();
        let mut literal = Vec::new();
        for term in terms(typed).into_iter().take(MOST_WORDS) {
            let is_word = term.text.contains(char::is_alphanumeric);
            if is_signs_too(&term.text) {
                literal.push(term.text.to_ascii_lowercase());
            }
            if is_word {
                let goes_on = term.may_go_on && term.text.ends_with(char::is_alphanumeric);
                phrases.push(Phrase::new(&term.text, goes_on));
                words.push(asked(&term.text, goes_on));
            }
        }
        Query {
            words: (!words.is_empty()).then(|| words.join(" AND ")),
            phrases,
            literal,
        }
    }
}

/// A term in FTS5's language, in any way that its digits may be written.
fn asked(term: &str, goes_on: bool) -> String {
    let goes_on = if goes_on { "*" } else { "" };
    let ways: Vec<String> = ways(term)
        .iter()
        .map(|way| format!("\"{way}\"{goes_on}"))
        .collect();
    match ways.as_slice() {
        [way] => way.clone(),
        ways => format!("({})", ways.join(" OR ")),
    }
}

/// The ways in which a term may be written: each of its words in any of its own.
fn ways(term: &str) -> Vec<String> {
    let mut ways = vec![String::new()];
    for (number, word) in term.split(' ').enumerate() {
        let space = if number == 0 { "" } else { " " };
        let mut words = ways_of_word(word);
        if ways.len() * words.len() > MOST_WAYS {
            words = vec![word.to_owned()];
        }
        let with = |way: &String| {
            words
                .iter()
                .map(|word| format!("{way}{space}{word}"))
                .collect::<Vec<_>>()
        };
        ways = ways.iter().flat_map(with).collect();
    }
    ways
}

/// A word and how it may be written else, where it has digits that may be raised or lowered: `x2`, `x²`, `x₂`. The
/// index takes those for letters of their own.
fn ways_of_word(word: &str) -> Vec<String> {
    let level: String = word.chars().map(on_the_line).collect();
    let may_be_script = level != word
        || (level.contains(|c: char| c.is_ascii_digit()) && level.contains(char::is_alphabetic));
    if !may_be_script {
        return vec![level];
    }
    let written = |script: fn(&str) -> String| {
        let digit = |c: char| match c.is_ascii_digit() {
            true => script(c.encode_utf8(&mut [0; 4])),
            false => c.to_string(),
        };
        level.chars().map(digit).collect()
    };
    vec![
        level.clone(),
        written(scripts::raised),
        written(scripts::lowered),
    ]
}

/// A raised or lowered digit as an ordinary one.
fn on_the_line(c: char) -> char {
    scripts::typed(c).filter(char::is_ascii_digit).unwrap_or(c)
}

fn terms(typed: &str) -> Vec<Term> {
    let typed = typed.replace(char::is_control, " ");
    let mut terms: Vec<Term> = Vec::new();
    let parts: Vec<&str> = typed.split('"').collect();
    for (number, part) in parts.iter().enumerate() {
        let words = part.split_whitespace();
        if number % 2 == 0 {
            terms.extend(words.filter_map(|word| term(without_punctuation(word))));
        } else {
            let passage = words.collect::<Vec<_>>().join(" ");
            terms.extend(term(without_punctuation(&passage)));
        }
    }
    // A quote that isn't closed is still being typed; what comes before the last term is typed.
    let closed = parts.len() % 2 == 1 && parts.last().is_some_and(|last| last.trim().is_empty());
    let last = terms.len().saturating_sub(1);
    for (number, term) in terms.iter_mut().enumerate() {
        term.may_go_on = number == last && !(closed && parts.len() > 1);
    }
    terms
}

/// A term, where there is something to look for: a lone sign is none.
fn term(text: &str) -> Option<Term> {
    let is_lone_sign = text.len() < 2 && !text.contains(char::is_alphanumeric);
    (!is_lone_sign).then(|| Term {
        text: text.to_owned(),
        may_go_on: false,
    })
}

/// A word without what a sentence puts around it; signs alone are what is looked for.
fn without_punctuation(word: &str) -> &str {
    if !word.contains(char::is_alphanumeric) {
        return word;
    }
    word.trim_matches(|c| ",.;:!?()[]{}<>*'`".contains(c))
}

/// Whether a term has signs that the index doesn't know. Hyphens and apostrophes are written in too many ways.
fn is_signs_too(term: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_punctuation() && !"-'".contains(c);
    term.contains(is_sign) || !term.contains(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(typed: &str) -> (String, Vec<String>) {
        let Query { words, literal, .. } = Query::parse(typed);
        (words.unwrap_or_default(), literal)
    }

    #[test]
    fn every_query_is_words_and_signs() {
        for (typed, words, literal) in [
            ("neural net", "\"neural\" AND \"net\"*", &[][..]),
            ("C++", "\"C++\"", &["c++"]),
            ("::", "", &["::"]),
            ("std::vec", "\"std::vec\"*", &["std::vec"]),
            ("Well, what?", "\"Well\" AND \"what\"*", &[]),
            ("a - b", "\"a\" AND \"b\"*", &[]),
            ("don't built-in", "\"don't\" AND \"built-in\"*", &[]),
            ("AND OR NEAR(", "\"AND\" AND \"OR\" AND \"NEAR\"*", &[]),
            ("\"\0*", "", &[]),
        ] {
            let literal: Vec<String> = literal.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(parsed(typed), (words.to_owned(), literal), "{typed}");
        }
    }

    #[test]
    fn digits_beside_letters_may_be_raised_or_lowered() {
        let ways = "(\"H2O\"* OR \"H²O\"* OR \"H₂O\"*)";
        for typed in ["H2O", "H₂O"] {
            assert_eq!(parsed(typed).0, ways, "{typed}");
        }
        assert_eq!(parsed("²").0, "(\"2\"* OR \"²\"* OR \"₂\"*)");
        assert_eq!(parsed("2024").0, "\"2024\"*");
        let ways = "(\"CO2 in 2024\" OR \"CO² in 2024\" OR \"CO₂ in 2024\")";
        assert_eq!(parsed("\"CO₂ in 2024\"").0, ways);
        let many = format!("\"{}\"", "x2 ".repeat(20));
        assert_eq!(parsed(&many).0.matches(" OR ").count() + 1, MOST_WAYS);
    }

    #[test]
    fn quotes_hold_words_together() {
        for (typed, words) in [
            ("\"Say what\"", "\"Say what\""),
            ("\"Say  wh", "\"Say wh\"*"),
            ("a \"b c.\" d", "\"a\" AND \"b c\" AND \"d\"*"),
            ("\"\" a", "\"a\"*"),
        ] {
            assert_eq!(parsed(typed).0, words, "{typed}");
        }
    }
}
