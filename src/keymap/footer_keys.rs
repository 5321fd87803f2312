//! The footer: the few keys that are shown at the bottom, the most useful first.

use super::action::Action;
use super::layer::Layer;
use super::map::Keymap;
use super::sequence::KeySequence;

/// A key on a footer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FooterKey<'k> {
    /// The keys that do it.
    pub keys: &'k KeySequence,
    /// Their description.
    pub action: Action,
    /// The word for it.
    pub label: &'static str,
}

impl Layer {
    /// The actions that the footer offers in this layer, the most useful first; none where an outer layer decides.
    fn footer(self) -> &'static [Action] {
        use Action::*;
        match self {
            Layer::Catalog => &[
                Continue, Outline, About, Filter, Sort, GoProgress, Academy, Help, Quit,
            ],
            Layer::Course => &[
                Open,
                ToggleComplete,
                FoldModule,
                Filter,
                GoCatalog,
                GoLesson,
                GoProgress,
                Help,
                Quit,
            ],
            Layer::Lesson => &[
                Follow,
                PageDown,
                NextLesson,
                Complete,
                Reopen,
                ToggleHiddenCode,
                Search,
                Contents,
                Links,
                NextPane,
                Help,
            ],
            Layer::Count => &[GoNumbered, ScrollDown, PageDown, Back],
            Layer::Beside => &[Open, Filter, FoldModule, ToggleComplete, Back, Help],
            Layer::Matches => &[NextMatch, PreviousMatch, ClearSearch, PageDown, Help],
            Layer::Settings => &[NextValue, Back, Help],
            Layer::Bookmarks => &[Open, RemoveBookmark, Back, Help],
            Layer::Progress => &[Open, PageDown, GoCatalog, GoCourse, GoLesson, Help, Quit],
            Layer::Help => &[Search, ScrollDown, Back],
            Layer::Asking => &[
                AnswerQuestion,
                PageDown,
                NextLesson,
                Complete,
                Retry,
                Contents,
                Help,
            ],
            Layer::Selecting => &[MakeCard, SelectPassage, Back, Help],
            Layer::Answering => &[
                HandIn,
                NextPart,
                Hint,
                NextQuestion,
                Retry,
                OpenItsLesson,
                Undo,
                DiscardCard,
                Back,
                Help,
            ],
            Layer::Rating => &[
                RateAgain,
                RateHard,
                RateGood,
                RateEasy,
                OpenItsLesson,
                DiscardCard,
                Undo,
                Back,
                Help,
            ],
            Layer::Review => &[DiscardCard, Undo, GoCatalog, GoProgress, Help, Quit],
            Layer::Blank => &[HandIn, NextPart, Hint, Cancel],
            Layer::Input => &[Accept, Cancel, ClearInput],
            Layer::SignIn => &[SignIn, SyncNow, Back, Help],
            Layer::AtProvider => &[OpenPage, CopyUserCode, Back, Help],
            Layer::Sync => &[SyncNow, Back, Help],
            Layer::Question => &[Yes, No, SyncNow, Back, Help],
            Layer::Confirm => &[Accept, Cancel],
            Layer::Preview => &[EditFile, Problems],
            Layer::Problems => &[Open, EditFile, Back, Help],
            Layer::List => &[Open, Back, Help],
            Layer::Scroll => &[ScrollDown, Back],
            Layer::Overlay | Layer::Global => &[],
        }
    }
}

impl Keymap {
    /// The keys for the footer while these layers are active (innermost first), the most useful first, each
    /// with a word for what it does. Where room is short, `app/frame/footer.rs` chooses among them.
    pub fn footer(&self, layers: &[Layer]) -> Vec<FooterKey<'_>> {
        let offered = layers.iter().map(|layer| layer.footer());
        let offered = offered.into_iter().find(|actions| !actions.is_empty());
        // What a preview adds stands before what the screen offers; a window over it has its own.
        let previews = layers.contains(&Layer::Preview) && layers.first() != Some(&Layer::Input);
        let preview = previews.then(|| Layer::Preview.footer());
        let actions = preview.into_iter().chain(offered).flatten();
        actions
            .filter_map(|action| {
                let key = self.keys_for(*action, layers).into_iter().next()?;
                Some(FooterKey {
                    keys: key,
                    action: *action,
                    label: action.info().footer?,
                })
            })
            .collect()
    }
}
