//! The kinds of problems that a course can have. A page of docs/codes explains each.

use std::fmt;

use serde::{Serialize, Serializer};

use super::Severity;

/// Declares the kinds: name, code, how bad it is, and the problem in a few words.
macro_rules! codes {
    ($($name:ident $code:literal $severity:ident $says:literal)*) => {
        /// The kind of a problem in a course. Its name stays the same when messages are reworded.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $says] $name,)*
        }

        impl Code {
            /// Every kind, by name.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// The name: lower case with hyphens.
            pub fn name(self) -> &'static str {
                match self { $(Code::$name => $code),* }
            }

            /// How bad it is in a course that its author can mend.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }

            /// The problem in a few words.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$name => $says),* }
            }
        }
    };
}

codes! {
    Archive "archive" Error "An archive that can't be unpacked"
    BadImage "bad-image" Warning "An image that can't be shown"
    BadNotebook "bad-notebook" Error "A notebook that can't be read"
    CodeLanguage "code-language" Warning "A code block without a language"
    Directive "directive" Warning "A directive of a preprocessor"
    Draft "draft" Warning "A draft, left out"
    Dropped "dropped" Warning "Something that Lyceum can't show, left out"
    DuplicateId "duplicate-id" Error "A duplicate id"
    DuplicateKey "duplicate-key" Error "A duplicate key"
    DuplicateNumber "duplicate-number" Error "Two modules or lessons with the same number"
    DuplicatePage "duplicate-page" Warning "A page that is already in the course"
    DuplicateSlug "duplicate-slug" Error "Two courses with the same slug or id"
    EmptyCourse "empty-course" Error "A course without lessons"
    EmptyLesson "empty-lesson" Warning "An empty lesson"
    EmptyModule "empty-module" Warning "A module without lessons"
    Fetch "fetch" Error "A repository that can't be fetched"
    FrontMatter "front-matter" Error "Front matter that can't be read"
    HeadingJump "heading-jump" Warning "A heading that skips a level"
    ImageAlt "image-alt" Warning "An image without a description"
    ImageTooLarge "image-too-large" Warning "An image that is too large"
    Include "include" Warning "An include that can't be resolved"
    LeftOut "left-out" Warning "A file that isn't part of the course"
    LfsPointer "lfs-pointer" Warning "A Git LFS pointer in place of an image"
    LinkCase "link-case" Warning "A path whose upper and lower case differ from its file's"
    Minutes "minutes" Warning "Minutes that can't be right"
    MissingKey "missing-key" Error "A missing key"
    NameNotUtf8 "name-not-utf8" Warning "A file's name that isn't UTF-8"
    NamesAlike "names-alike" Warning "Two files whose names differ only in case"
    NoCourse "no-course" Error "A folder that isn't a course"
    NoFile "no-file" Warning "A file that isn't there"
    NoHeading "no-heading" Warning "A link to a heading that isn't there"
    NoId "no-id" Warning "A lesson, module or course without an id"
    NoImage "no-image" Warning "An image that isn't there"
    NoLesson "no-lesson" Warning "A link to a lesson that isn't there"
    NotAFolder "not-a-folder" Error "A path that isn't a folder"
    NotUtf8 "not-utf8" Error "Text that isn't UTF-8"
    Nul "nul" Error "A NUL byte in a text"
    Outside "outside" Error "A symbolic link to outside the course's folder"
    OutsideLink "outside-link" Warning "A path outside the course's folder"
    QuizAnswer "quiz-answer" Error "An answer that can't be read, or is too long"
    QuizEmpty "quiz-empty" Error "A quiz without questions"
    QuizGraded "quiz-graded" Error "A question that an academy can't grade"
    QuizImage "quiz-image" Error "An image as a choice"
    QuizLong "quiz-long" Error "A quiz with too many questions"
    QuizNoAnswer "quiz-no-answer" Error "A question without a right answer"
    QuizNoId "quiz-no-id" Warning "A question without an id"
    QuizOpen "quiz-open" Error "A quiz that doesn't begin or doesn't end"
    QuizOption "quiz-option" Error "An option that a quiz doesn't have"
    QuizSameId "quiz-same-id" Error "Two questions with the same id"
    QuizTwoAnswers "quiz-two-answers" Warning "Several right answers where one is asked for"
    RefusedLink "refused-link" Warning "A link that never opens"
    Toml "toml" Error "A file that isn't TOML"
    TooLarge "too-large" Error "A file that is too large"
    UnknownKey "unknown-key" Error "A key that Lyceum doesn't know"
    Unreadable "unreadable" Error "A file that can't be read"
    WrongValue "wrong-value" Error "An invalid value"
    Yaml "yaml" Error "Text that isn't YAML"
}

impl Code {
    /// The kind of a name.
    pub fn named(name: &str) -> Option<Code> {
        Code::ALL.iter().copied().find(|code| code.name() == name)
    }

    /// Whether it is about a quiz or a card.
    pub fn is_of_quiz(self) -> bool {
        self.name().starts_with("quiz-")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_in_order_and_found_again() {
        assert!(Code::ALL.is_sorted_by_key(|code| code.name()));
        for code in Code::ALL {
            assert_eq!(Code::named(code.name()), Some(*code));
        }
    }
}
