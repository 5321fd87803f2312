//! Comments that say something about quizzes: `<!-- quiz pass=70 -->`.

/// The words of a comment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    Quiz,
    EndOfQuiz,
    Question,
    Match,
    Program,
    Card,
    EndOfCard,
}

/// A comment of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Comment<'a> {
    pub(super) word: Word,
    options: &'a str,
}

impl<'a> Comment<'a> {
    /// Reads a piece of HTML; none where it is something else.
    pub(super) fn read(html: &'a str) -> Option<Comment<'a>> {
        let inside = html
            .trim()
            .strip_prefix("<!--")?
            .strip_suffix("-->")?
            .trim();
        let (word, options) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        let word = match word {
            "quiz" => Word::Quiz,
            "/quiz" => Word::EndOfQuiz,
            "q" => Word::Question,
            "match" => Word::Match,
            "program" => Word::Program,
            "card" => Word::Card,
            "/card" => Word::EndOfCard,
            _ => return None,
        };
        Some(Comment { word, options })
    }

    /// The options in order: a name, and its value where it has one.
    pub(super) fn options(self) -> impl Iterator<Item = (&'a str, Option<&'a str>)> {
        let words = self.options.split_whitespace();
        words.map(|word| match word.split_once('=') {
            Some((name, value)) => (name, Some(value.trim_matches('"'))),
            None => (word, None),
        })
    }
}
