//! The names that a theme gives styles to: parts of the screen, and meanings of lesson text.

use crate::lesson::Role;

macro_rules! pieces {
    ($($(#[$doc:meta])+ $variant:ident $name:literal;)+) => {
        /// A part of the screen.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Piece { $($(#[$doc])+ $variant),+ }

        impl Piece {
            /// Every part.
            pub const ALL: &'static [Piece] = &[$(Piece::$variant),+];

            /// The name in the table `[screen]` of a theme.
            pub fn name(self) -> &'static str {
                match self { $(Piece::$variant => $name),+ }
            }
        }
    };
}

pieces! {
    /// The whole screen; everything is drawn over it.
    Background "background";
    /// Ordinary text.
    Text "text";
    /// Text that matters less.
    Dim "dim";
    /// Text that should be seen first.
    Accent "accent";
    /// The frame of a pane.
    Border "border";
    /// The frame of the pane that has the keys.
    BorderFocused "border-focused";
    /// The title in a frame.
    Title "title";
    /// The title in the frame of the pane that has the keys.
    TitleFocused "title-focused";
    /// The breadcrumb, each step of which leads back by a click.
    Breadcrumb "breadcrumb";
    /// The current place.
    BreadcrumbCurrent "breadcrumb-current";
    /// The row that is selected.
    Selected "selected";
    /// The bar before the selected row.
    SelectedMarker "selected-marker";
    /// Completed items.
    Done "done";
    /// Items in progress.
    Begun "begun";
    /// New items.
    New "new";
    /// A notice that something happened.
    Notice "notice";
    /// A notice that something needs care.
    Warning "warning";
    /// A notice that something failed.
    Error "error";
    /// The part of a bar that is done.
    BarFull "bar-full";
    /// The rest of a bar.
    BarEmpty "bar-empty";
    /// A day without study.
    Calendar0 "calendar-0";
    /// A day with a little study.
    Calendar1 "calendar-1";
    /// A day with some study.
    Calendar2 "calendar-2";
    /// A day with much study.
    Calendar3 "calendar-3";
    /// A day with the most study.
    Calendar4 "calendar-4";
    /// A key in the footer.
    FooterKey "footer-key";
    /// A key's description.
    FooterText "footer-text";
    /// Search matches.
    Match "match";
    /// The current search match.
    MatchCurrent "match-current";
    /// The part of a scroll bar that is on the screen.
    ScrollThumb "scroll-thumb";
    /// The rest of a scroll bar.
    ScrollTrack "scroll-track";
    /// The sign that time is counted.
    Counting "counting";
    /// The sign that time is not counted.
    Paused "paused";
    /// The letters that pick a link or code.
    Hint "hint";
    /// Text being typed.
    Input "input";
    /// The area of a window over the pane.
    Popup "popup";
}

impl Piece {
    /// How many levels of study days there are.
    pub const CALENDAR: [Piece; 5] = [
        Piece::Calendar0,
        Piece::Calendar1,
        Piece::Calendar2,
        Piece::Calendar3,
        Piece::Calendar4,
    ];
}

macro_rules! roles {
    ($($role:ident $name:literal;)+) => {
        /// Every meaning of lesson text, in its own order, with its name in the table `[lesson]` of a theme.
        pub const ROLES: &[(Role, &str)] = &[$((Role::$role, $name)),+];

        /// The name of a meaning; being a match, it fails to compile when a role has no name.
        const fn _every_role_has_a_name(role: Role) -> &'static str {
            match role { $(Role::$role => $name),+ }
        }
    };
}

roles! {
    Text "text";
    Dim "dim";
    Heading1 "heading-1";
    Heading2 "heading-2";
    Heading3 "heading-3";
    Link "link";
    Code "code";
    Key "key";
    Marked "marked";
    Math "math";
    Image "image";
    FootnoteMark "footnote-mark";
    ListMarker "list-marker";
    TaskOpen "task-open";
    TaskDone "task-done";
    Quote "quote";
    QuoteBar "quote-bar";
    Rule "rule";
    TableBorder "table-border";
    TableHeader "table-header";
    Note "note";
    Tip "tip";
    Important "important";
    Warning "warning";
    Caution "caution";
    Control "control";
    CodeCaption "code-caption";
    CodeText "code-text";
    CodeKeyword "code-keyword";
    CodeString "code-string";
    CodeConstant "code-constant";
    CodeComment "code-comment";
    CodeFunction "code-function";
    CodeType "code-type";
    CodeVariable "code-variable";
    CodeOperator "code-operator";
    CodeInserted "code-inserted";
    CodeDeleted "code-deleted";
}

/// A part of the screen or a role of lesson text that a theme can style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Slot {
    Screen(Piece),
    Lesson(Role),
}

/// The two tables of styles in a theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Table {
    Screen,
    Lesson,
}

impl Table {
    pub(super) fn slot(self, name: &str) -> Option<Slot> {
        match self {
            Table::Screen => {
                let piece = Piece::ALL.iter().find(|piece| piece.name() == name);
                piece.copied().map(Slot::Screen)
            }
            Table::Lesson => {
                let role = ROLES.iter().find(|(_, role)| *role == name);
                role.map(|(role, _)| Slot::Lesson(*role))
            }
        }
    }

    pub(super) fn names(self) -> Vec<&'static str> {
        match self {
            Table::Screen => Piece::ALL.iter().map(|piece| piece.name()).collect(),
            Table::Lesson => ROLES.iter().map(|(_, name)| *name).collect(),
        }
    }
}
