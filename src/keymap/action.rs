//! Actions: everything that a key can do. One table; parser, help, footer and documentation are made from it.

use serde::Serialize;

use super::layer::Layer;

/// The group of an action on the help screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// To study: open, complete, go on.
    Learn,
    /// To move in what is on the screen.
    Move,
    /// To find something.
    Find,
    /// To get from one pane to another.
    Go,
    /// How a lesson looks.
    Look,
    /// To answer, to type.
    Answer,
    /// To preview a course of one's own.
    Preview,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help screen.
    pub const ALL: &'static [Group] = &[
        Group::Learn,
        Group::Move,
        Group::Find,
        Group::Go,
        Group::Look,
        Group::Answer,
        Group::Preview,
        Group::Program,
    ];

    /// The heading above the group.
    pub fn title(self) -> &'static str {
        match self {
            Group::Learn => "Learning",
            Group::Move => "Moving",
            Group::Find => "Finding",
            Group::Go => "Screens",
            Group::Look => "Appearance",
            Group::Answer => "Answering",
            Group::Preview => "Previewing",
            Group::Program => "Program",
        }
    }
}

/// A row of the table of actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ActionInfo {
    /// The action.
    pub action: Action,
    /// Its name in files, in kebab-case.
    pub name: &'static str,
    /// Its description on the help screen.
    pub title: &'static str,
    /// Its group on the help screen.
    pub group: Group,
    /// The layers in which it may be bound.
    pub layers: &'static [Layer],
    /// The word beside its key in a footer, where a footer shows it.
    pub footer: Option<&'static str>,
}

macro_rules! actions {
    (@footer) => { None };
    (@footer $label:literal) => { Some($label) };
    ($($group:ident { $(
        $variant:ident $name:literal in [$($layer:ident),+ $(,)?] $(footer $label:literal)? $title:literal;
    )+ })+) => {
        /// An action that a key can have. The application handles every one.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Action { $($(#[doc = $title] $variant),+),+ }

        impl Action {
            /// The action's row of the table.
            pub const fn info(self) -> ActionInfo {
                match self { $($(Action::$variant => ActionInfo {
                    action: Action::$variant,
                    name: $name,
                    title: $title,
                    group: Group::$group,
                    layers: &[$(Layer::$layer),+],
                    footer: actions!(@footer $($label)?),
                }),+),+ }
            }
        }

        /// The table of actions.
        pub const ACTIONS: &[ActionInfo] = &[$($(Action::$variant.info()),+),+];
    };
}

actions! {
    Learn {
        Continue "continue" in [Catalog, Course] footer "resume" "Resume where you left off";
        Open "open" in [List, Beside, Catalog, Course, Progress] footer "open" "Open the selected row";
        Outline "outline" in [Catalog] footer "outline" "Show the outline: modules and lessons";
        About "about" in [Catalog, Course] footer "about" "About this course";
        NextLesson "next-lesson" in [Lesson] footer "next lesson" "Next lesson";
        PreviousLesson "previous-lesson" in [Lesson] footer "previous lesson" "Previous lesson";
        Complete "complete" in [Lesson] footer "complete" "Complete the lesson and open the next";
        Reopen "reopen" in [Lesson] footer "mark not done" "Mark the lesson not done";
        ToggleComplete "toggle-complete" in [Course] footer "complete" "Mark the lesson done or not done";
    }
    Move {
        Down "down" in [List, Beside, Catalog, Course, Progress, Selecting, Input] "Next row";
        Up "up" in [List, Beside, Catalog, Course, Progress, Selecting, Input] "Previous row";
        ScrollDown "scroll-down" in [Scroll, Lesson, Progress, Help, Review] footer "scroll" "Down one line";
        ScrollUp "scroll-up" in [Scroll, Lesson, Progress, Help, Review] "Up one line";
        HalfPageDown "half-page-down" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help, Review] "Down half a page";
        HalfPageUp "half-page-up" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help, Review] "Up half a page";
        PageDown "page-down" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help, Review] footer "next page" "Down one page";
        PageUp "page-up" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help, Review] "Up one page";
        First "first" in [List, Beside, Catalog, Course, Progress] "First row";
        Last "last" in [List, Beside, Catalog, Course, Progress] "Last row";
        Top "top" in [Scroll, Lesson, Progress, Help, Review] "Go to the top";
        Bottom "bottom" in [Scroll, Lesson, Progress, Help, Review] "Go to the end";
        NextHeading "next-heading" in [Lesson] "Next heading";
        PreviousHeading "previous-heading" in [Lesson] "Previous heading";
        NextModule "next-module" in [Course] "Next module";
        PreviousModule "previous-module" in [Course] "Previous module";
        ScrollLeft "scroll-left" in [Lesson] "Scroll wide code and tables left";
        ScrollRight "scroll-right" in [Lesson] "Scroll wide code and tables right";
        Count "count" in [Lesson] "Count prefix: 5j goes down 5 lines; 50gg goes to 50 %, or to row 50 of a list";
        NextTarget "next-target" in [Lesson] "Select the next link or fold";
        PreviousTarget "previous-target" in [Lesson] "Select the previous link or fold";
        Follow "follow" in [Lesson] footer "follow" "Follow or unfold what is selected";
        LinkBack "link-back" in [Lesson] "Go back to where you jumped from";
        LinkForward "link-forward" in [Lesson] "Go forward again";
    }
    Find {
        Filter "filter" in [Catalog, Course] footer "filter" "Filter";
        Sort "sort" in [Catalog] footer "sort" "Change the order: recently read, title, difficulty, progress";
        Search "search" in [Lesson, Help] footer "search" "Search this text";
        NextMatch "next-match" in [Matches] footer "next match" "Next match";
        PreviousMatch "previous-match" in [Matches] footer "previous match" "Previous match";
        ClearSearch "clear-search" in [Matches] footer "clear" "Clear the search";
        SearchCourses "find" in [Global] footer "find" "Search all courses";
        ToggleBookmark "toggle-bookmark" in [Lesson] "Add or remove a bookmark here";
        Bookmarks "bookmarks" in [Global] "Bookmarks";
        RemoveBookmark "remove-bookmark" in [Bookmarks] footer "delete" "Delete the selected bookmark";
        Links "links" in [Lesson] footer "links" "Pick a link or fold by its letters";
    }
    Go {
        GoCatalog "catalog" in [Global] footer "catalog" "Catalog";
        GoCourse "course" in [Global] footer "course" "Course";
        GoLesson "lesson" in [Global] footer "lesson" "Lesson";
        Review "review" in [Global] footer "review" "Review what is due";
        GoProgress "progress" in [Global] footer "progress" "Progress";
        Academy "academy" in [Catalog] footer "academy" "Browse the academy's courses, and enroll";
        Sync "sync" in [Global] footer "sync" "Sync with your academy; see what is waiting, and why";
        GoNumbered "numbered-screen" in [Count] footer "go" "Go to the screen of that number: 1 Catalog, 2 Course, 3 Lesson, 4 Progress";
        NextPane "next-pane" in [Global, List] footer "columns" "Next column of the lesson, or next screen";
        PreviousPane "previous-pane" in [Global, List] "Previous column of the lesson, or previous screen";
        Back "back" in [Global, List, Beside, Count, Overlay, Bookmarks, Catalog, Course, Lesson, Progress, Help, Selecting, Answering, Review, Rating] footer "back" "Back, or close what is open";
        Contents "contents" in [Lesson] footer "contents" "Contents: go to a heading";
        ToggleContents "toggle-contents" in [Lesson] "Show or hide the contents beside the lesson";
        ToggleOutline "toggle-outline" in [Lesson] footer "outline" "Show or hide the outline beside the lesson";
        FoldModule "fold-module" in [Course] footer "fold" "Fold or unfold the module";
    }
    Look {
        ToggleFocus "toggle-focus" in [Lesson] "Focus mode: only the text";
        ToggleSpacing "toggle-spacing" in [Lesson] "Single or double line spacing";
        Wider "wider" in [Lesson] "Wider text";
        Narrower "narrower" in [Lesson] "Narrower text";
        NextTableForm "next-table-form" in [Lesson] "Change how wide tables look: fit, scroll, cards, lines";
        ToggleCodeWrap "toggle-code-wrap" in [Lesson] "Wrap or scroll long lines of code";
        ToggleHiddenCode "toggle-hidden-code" in [Lesson] footer "hidden code" "Show or hide hidden lines of code";
        SelectPassage "select-passage" in [Lesson, Selecting] footer "extend" "Select a passage; again to extend it";
        MakeCard "make-card" in [Selecting] footer "make a card" "Make a review card from the passage";
        CopyCode "copy-code" in [Lesson] "Copy code; with several blocks on screen, pick one by its letters";
    }
    Answer {
        AnswerQuestion "answer" in [Asking] footer "answer" "Answer the question on the screen; letters choose";
        HandIn "hand-in" in [Answering, Blank, Rating] footer "submit" "Submit the answer; then go to the next question";
        Hint "hint" in [Answering, Blank] footer "hint" "Show a hint";
        NextPart "next-part" in [Answering, Blank] footer "next blank" "Next blank, or next item of a table";
        PreviousPart "previous-part" in [Answering, Blank] "Previous blank, or previous item of a table";
        NextQuestion "next-question" in [Answering] footer "next question" "Next question";
        PreviousQuestion "previous-question" in [Answering] "Previous question";
        Retry "retry" in [Answering, Asking] footer "retry" "Answer missed questions again";
        RateAgain "rate-again" in [Rating] footer "again" "Again: I didn't know it";
        RateHard "rate-hard" in [Rating] footer "hard" "Hard: I knew it with effort";
        RateGood "rate-good" in [Rating] footer "good" "Good: I knew it";
        RateEasy "rate-easy" in [Rating] footer "easy" "Easy: I knew it at once";
        OpenItsLesson "open-its-lesson" in [Review] footer "open lesson" "Open the lesson of the question";
        DiscardCard "discard-card" in [Review] footer "delete" "Delete this card of your own";
        Undo "undo" in [Review] footer "undo" "Undo the last review";
        Yes "yes" in [Question] footer "yes" "Yes";
        No "no" in [Question] footer "no" "No";
        Accept "accept" in [Input, Confirm] footer "accept" "Accept";
        Cancel "cancel" in [Input, Confirm] footer "cancel" "Cancel";
        ClearInput "clear-input" in [Input] footer "clear" "Delete the whole line";
        DeleteWord "delete-word" in [Input] "Delete the last word";
    }
    Preview {
        EditFile "edit" in [Preview, Problems] footer "edit" "Edit the file in your editor, at this line";
        Problems "problems" in [Preview, Problems] footer "problems" "Problems in the course's files";
        Structure "structure" in [Preview] footer "structure" "Structure: modules with words, minutes, kinds and problems";
        ToggleLearner "view-as-learner" in [Preview] footer "as learner" "Show only what learners see, or everything again";
    }
    Program {
        SyncNow "sync-now" in [Sync] footer "sync now" "Sync now, and retry what is held";
        SignIn "sign-in" in [SignIn] footer "sign in" "Sign in at the academy";
        OpenPage "open-page" in [AtProvider] footer "open page" "Open the provider's page";
        CopyUserCode "copy-user-code" in [AtProvider] footer "copy code" "Copy the code for the provider's page";
        Help "help" in [Global] footer "help" "Help: the keys that apply here";
        Settings "settings" in [Global] footer "settings" "Settings";
        NextValue "next-value" in [Settings] footer "change" "Next value";
        PreviousValue "previous-value" in [Settings] "Previous value";
        DismissNotice "dismiss-notice" in [Global] footer "dismiss" "Dismiss the message";
        NoticeDetail "notice-detail" in [Global] footer "details" "Show the whole message";
        Redraw "redraw" in [Global] "Redraw the screen";
        Suspend "suspend" in [Global] "Suspend Lyceum; `fg` resumes it";
        Quit "quit" in [Global] footer "quit" "Quit";
    }
}

impl Action {
    /// The action with that name in files.
    pub fn from_name(name: &str) -> Option<Action> {
        ACTIONS
            .iter()
            .find(|info| info.name == name)
            .map(|info| info.action)
    }

    /// Whether it leaves or suspends the program.
    pub fn leaves(self) -> bool {
        matches!(self, Action::Quit | Action::Suspend)
    }

    /// The action's name in files.
    pub fn name(self) -> &'static str {
        self.info().name
    }
}

impl Serialize for Action {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}
