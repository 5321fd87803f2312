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
        Group::Program,
    ];

    /// The heading above the group.
    pub fn title(self) -> &'static str {
        match self {
            Group::Learn => "Learning",
            Group::Move => "Moving",
            Group::Find => "Finding",
            Group::Go => "Panes",
            Group::Look => "Looks",
            Group::Answer => "Answering",
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
        Continue "continue" in [Catalog, Course] footer "continue" "Go on reading where you left off";
        Open "open" in [List, Beside, Catalog, Course, Progress] footer "open" "Open what is selected";
        Outline "outline" in [Catalog] footer "outline" "Show the course's modules and lessons";
        About "about" in [Catalog, Course] footer "about" "All about the course";
        NextLesson "next-lesson" in [Lesson] footer "next lesson" "Next lesson";
        PreviousLesson "previous-lesson" in [Lesson] footer "previous lesson" "Previous lesson";
        Complete "complete" in [Lesson] footer "complete" "Mark the lesson as done and go on";
        Reopen "reopen" in [Lesson] footer "not done yet" "Take the mark back: not done yet";
        ToggleComplete "toggle-complete" in [Course] footer "complete" "Mark the lesson as done, or take it back";
    }
    Move {
        Down "down" in [List, Beside, Catalog, Course, Progress, Input] "Next row";
        Up "up" in [List, Beside, Catalog, Course, Progress, Input] "Previous row";
        ScrollDown "scroll-down" in [Scroll, Lesson, Progress, Help] footer "scroll" "Down one line";
        ScrollUp "scroll-up" in [Scroll, Lesson, Progress, Help] "Up one line";
        HalfPageDown "half-page-down" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help] "Down half a page";
        HalfPageUp "half-page-up" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help] "Up half a page";
        PageDown "page-down" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help] footer "next page" "Down one page";
        PageUp "page-up" in [List, Scroll, Beside, Catalog, Course, Lesson, Progress, Help] "Up one page";
        First "first" in [List, Beside, Catalog, Course, Progress] "First row";
        Last "last" in [List, Beside, Catalog, Course, Progress] "Last row";
        Top "top" in [Scroll, Lesson, Progress, Help] "To the beginning";
        Bottom "bottom" in [Scroll, Lesson, Progress, Help] "To the end";
        NextHeading "next-heading" in [Lesson] "Next heading";
        PreviousHeading "previous-heading" in [Lesson] "Previous heading";
        NextModule "next-module" in [Course] "Next module";
        PreviousModule "previous-module" in [Course] "Previous module";
        ScrollLeft "scroll-left" in [Lesson] "Wide code and tables to the left";
        ScrollRight "scroll-right" in [Lesson] "Wide code and tables to the right";
        Count "count" in [Lesson] "A digit: how often the next movement is made; before the keys to the beginning or the end, to how many per cent or to which row they go; 1 to 4 alone go to a pane";
        LinkBack "link-back" in [Lesson] "Back to where you jumped from";
        LinkForward "link-forward" in [Lesson] "Forward again";
    }
    Find {
        Filter "filter" in [Catalog, Course] footer "filter" "Show only what has these letters";
        Sort "sort" in [Catalog] footer "sort" "Sort by title, difficulty, progress or recently read";
        Search "search" in [Lesson, Help] footer "search" "Search in the text";
        NextMatch "next-match" in [Matches] footer "next match" "Next match";
        PreviousMatch "previous-match" in [Matches] footer "previous match" "Previous match";
        ClearSearch "clear-search" in [Matches] footer "done" "Take the marks of the search away";
        SearchCourses "find" in [Global] footer "find" "Search in all courses";
        ToggleBookmark "toggle-bookmark" in [Lesson] "Set a bookmark here, or take it away";
        Bookmarks "bookmarks" in [Global] "Show the bookmarks";
        RemoveBookmark "remove-bookmark" in [Bookmarks] footer "take away" "Take the selected bookmark away";
        Links "links" in [Lesson] footer "links" "Pick a link by its letters";
    }
    Go {
        GoCatalog "catalog" in [Global] footer "catalog" "Catalog";
        GoCourse "course" in [Global] footer "course" "Course";
        GoLesson "lesson" in [Global] footer "lesson" "Lesson";
        GoProgress "progress" in [Global] footer "progress" "Progress";
        NextPane "next-pane" in [Global] "Next pane, or next part of the lesson";
        PreviousPane "previous-pane" in [Global] "Previous pane, or part of the lesson before";
        Back "back" in [Global, List, Beside, Catalog, Course, Lesson, Progress, Help] footer "back" "Back, or close what is open";
        Contents "contents" in [Lesson] footer "contents" "Go to a heading of the lesson";
        ToggleContents "toggle-contents" in [Lesson] "Show or hide what is on this page";
        ToggleOutline "toggle-outline" in [Lesson] footer "outline" "Show or hide the outline beside the lesson";
        FoldModule "fold-module" in [Course] footer "fold" "Fold or unfold the module";
    }
    Look {
        ToggleFocus "toggle-focus" in [Lesson] "Only the text, or everything";
        ToggleSpacing "toggle-spacing" in [Lesson] "Lines close together, or with room between them";
        Wider "wider" in [Lesson] "Wider text";
        Narrower "narrower" in [Lesson] "Narrower text";
        NextTableForm "next-table-form" in [Lesson] "Tables: fitted, scrolled, as cards, as lines";
        ToggleCodeWrap "toggle-code-wrap" in [Lesson] "Wrap long lines of code, or scroll them sideways";
        CopyCode "copy-code" in [Lesson] "Copy the code on the screen; of several blocks, the one picked by its letters";
    }
    Answer {
        Accept "accept" in [Input, Confirm] footer "accept" "Accept";
        Cancel "cancel" in [Input, Confirm] footer "cancel" "Cancel";
        ClearInput "clear-input" in [Input] footer "clear" "Delete the whole line";
        DeleteWord "delete-word" in [Input] "Delete the last word";
    }
    Program {
        Help "help" in [Global] footer "help" "Show the keys that apply";
        DismissNotice "dismiss-notice" in [Global] footer "dismiss" "Dismiss the notice";
        NoticeDetail "notice-detail" in [Global] footer "details" "Show the notice in full";
        Redraw "redraw" in [Global] "Draw the screen anew";
        Suspend "suspend" in [Global] "Suspend the program; `fg` brings it back";
        Quit "quit" in [Global] footer "quit" "Leave Lyceum";
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
