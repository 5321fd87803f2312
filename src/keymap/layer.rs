//! Layers: which part of the screen a key is meant for.

use serde::Serialize;

use super::key::{Key, KeyCode};

macro_rules! layers {
    ($($(#[$doc:meta])+ $variant:ident => $name:literal, $title:literal;)+) => {
        /// A set of bindings that is active together. The application gives the active ones innermost first.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "kebab-case")]
        pub enum Layer { $($(#[$doc])+ $variant),+ }

        impl Layer {
            /// Every layer, in the order of the documentation.
            pub const ALL: &'static [Layer] = &[$(Layer::$variant),+];

            /// The name as files write it.
            pub fn name(self) -> &'static str {
                match self { $(Layer::$variant => $name),+ }
            }

            /// Its name for a person.
            pub fn title(self) -> &'static str {
                match self { $(Layer::$variant => $title),+ }
            }
        }
    };
}

layers! {
    /// Active everywhere, outermost.
    Global => "global", "Everywhere";
    /// Rows of which one is selected.
    List => "list", "In a list";
    /// Text that scrolls: a lesson, the progress, the help.
    Scroll => "scroll", "In scrolling text";
    /// The catalog.
    Catalog => "catalog", "Catalog";
    /// A course's outline.
    Course => "course", "Course";
    /// The reader.
    Lesson => "lesson", "Lesson";
    /// The outline and the contents beside a lesson.
    Beside => "beside", "Lesson: outline and contents beside the text";
    /// The reader while a passage is selected.
    Selecting => "selecting", "Lesson: while a passage is selected";
    /// The reader while matches of a search are marked.
    Matches => "matches", "Lesson: search results";
    /// A number is being typed before a movement.
    Count => "count", "Lesson: after a number";
    /// Whatever lies over a screen.
    Overlay => "overlay", "In any window over a screen";
    /// The list of bookmarks.
    Bookmarks => "bookmarks", "Bookmarks";
    /// The settings.
    Settings => "settings", "Settings";
    /// The progress.
    Progress => "progress", "Progress";
    /// The sync screen.
    Sync => "sync", "Sync";
    /// The sync, where one signs in first.
    SignIn => "sign-in", "Sync, while signed out";
    /// At a provider's page while signing in.
    AtProvider => "at-provider", "Signing in at a provider";
    /// A question of the sync.
    Question => "question", "Sync, while it asks something";
    /// The help screen.
    Help => "help", "Help";
    /// The preview of a course's folder.
    Preview => "preview", "In a preview";
    /// The problems of a course that is previewed.
    Problems => "problems", "Preview: problems";
    /// The reader with a question on the screen.
    Asking => "asking", "Lesson, with a question on the screen";
    /// A question is being answered.
    Answering => "answering", "While a question is answered";
    /// A blank of a question is being filled in.
    Blank => "blank", "While a blank is filled in";
    /// An answer was given in a review: how well was it known?
    Rating => "rating", "Review, once an answer was given";
    /// The review.
    Review => "review", "Review";
    /// A line of text is being typed: a filter, a search, the letters of a hint.
    Input => "input", "While typing";
    /// A question that is answered with yes or no.
    Confirm => "confirm", "Answering a question";
}

impl Layer {
    /// The layer with that name.
    pub fn from_name(name: &str) -> Option<Layer> {
        Layer::ALL
            .iter()
            .copied()
            .find(|layer| layer.name() == name)
    }

    /// True where a key that this layer doesn't bind goes no further: a letter that is typed must not act as a
    /// command of the pane below, and a question waits for its answer.
    pub(super) fn keeps(self, key: Key) -> bool {
        match self {
            Layer::Input => edits_text(key),
            Layer::Confirm => key.text().is_some(),
            _ => false,
        }
    }
}

fn edits_text(key: Key) -> bool {
    key.text().is_some()
        || matches!(
            key.code(),
            KeyCode::Backspace
                | KeyCode::Delete
                | KeyCode::Left
                | KeyCode::Right
                | KeyCode::Home
                | KeyCode::End
        )
}
