//! The names of the screens.

/// One of the screens.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// All courses.
    #[default]
    Catalog,
    /// A course's outline.
    Course,
    /// A lesson's text.
    Lesson,
    /// Study days, and the progress of each course.
    Progress,
    /// The questions and cards that are due for review.
    Review,
}

impl Pane {
    /// Those that have a number, in its order.
    pub const ALL: [Pane; 4] = [Pane::Catalog, Pane::Course, Pane::Lesson, Pane::Progress];

    /// The one with that number, from 1.
    pub(super) fn numbered(number: usize) -> Option<Pane> {
        Pane::ALL.get(number.checked_sub(1)?).copied()
    }

    /// Its name in a footer.
    pub(super) fn name(self) -> &'static str {
        match self {
            Pane::Catalog => "catalog",
            Pane::Course => "course",
            Pane::Lesson => "lesson",
            Pane::Progress => "progress",
            Pane::Review => "review",
        }
    }
}
