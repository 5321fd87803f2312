//! Turns what is typed into a query for the index and for the texts.

use super::passage::Phrase;
use super::words::{indexed, is_of_word};

/// A pasted page is no query: what comes after that many words is left out.
const MOST_WORDS: usize = 32;

/// A parsed query.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Query {
    /// The words, in FTS5's language: each a quoted string, the last one a beginning.
    pub(super) words: Vec<String>,
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
                let goes_on = term.may_go_on && term.text.ends_with(is_of_word);
                phrases.push(Phrase::new(&term.text, goes_on));
                words.push(asked(&term.text, goes_on));
            }
        }
        Query {
            words,
            phrases,
            literal,
        }
    }

    /// All words, in FTS5's language; none without any.
    pub(super) fn all_words(&self) -> Option<String> {
        (!self.words.is_empty()).then(|| self.words.join(" AND "))
    }
}

/// A term in FTS5's language.
fn asked(term: &str, goes_on: bool) -> String {
    let goes_on = if goes_on { "*" } else { "" };
    format!("\"{}\"{goes_on}", indexed(term))
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
        let query = Query::parse(typed);
        (query.all_words().unwrap_or_default(), query.literal)
    }

    #[test]
    fn every_query_is_words_and_signs() {
        for (typed, words, literal) in [
            ("neural net", "\"neural\" AND \"net\"*", &[][..]),
            ("C++", "\"c\"", &["c++"]),
            ("::", "", &["::"]),
            ("std::vec", "\"std vec\"*", &["std::vec"]),
            ("Well, what?", "\"well\" AND \"what\"*", &[]),
            ("a - b", "\"a\" AND \"b\"*", &[]),
            ("don't built-in", "\"don t\" AND \"built in\"*", &[]),
            ("AND OR NEAR(", "\"and\" AND \"or\" AND \"near\"*", &[]),
            ("\"\0*", "", &[]),
        ] {
            let literal: Vec<String> = literal.iter().map(|text| (*text).to_owned()).collect();
            assert_eq!(parsed(typed), (words.to_owned(), literal), "{typed}");
        }
    }

    #[test]
    fn words_are_written_as_the_index_has_them() {
        for (typed, words) in [
            ("H₂O", "\"h2o\"*"),
            ("don’t", "\"don t\"*"),
            ("Cafe\u{301}", "\"cafe\"*"),
            ("学习", "\"学 习\"*"),
        ] {
            assert_eq!(parsed(typed).0, words, "{typed}");
        }
    }

    #[test]
    fn quotes_hold_words_together() {
        for (typed, words) in [
            ("\"Say what\"", "\"say what\""),
            ("\"Say  wh", "\"say wh\"*"),
            ("a \"b c.\" d", "\"a\" AND \"b c\" AND \"d\"*"),
            ("\"\" a", "\"a\"*"),
        ] {
            assert_eq!(parsed(typed).0, words, "{typed}");
        }
    }
}
