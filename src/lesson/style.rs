//! Roles of lesson text; the theme decides how each looks.

/// The meaning of a run of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Role {
    /// Ordinary text.
    #[default]
    Text,
    /// Text that matters less: captions, hints, what was cut.
    Dim,
    /// A heading of the first level.
    Heading1,
    /// A heading of the second level.
    Heading2,
    /// A heading of the third level or deeper.
    Heading3,
    /// A link's text.
    Link,
    /// Code inside a sentence.
    Code,
    /// A key on a keyboard (`<kbd>`).
    Key,
    /// Marked text (`<mark>`).
    Marked,
    /// Mathematics.
    Math,
    /// An image's alternative text.
    Image,
    /// A footnote's mark.
    FootnoteMark,
    /// A bullet or number of a list.
    ListMarker,
    /// The box of a task that is open.
    TaskOpen,
    /// The box of a task that is done.
    TaskDone,
    /// Text of a block quote.
    Quote,
    /// The bar at the left of a block quote.
    QuoteBar,
    /// A thematic break.
    Rule,
    /// Lines between table cells.
    TableBorder,
    /// A cell of a table's header.
    TableHeader,
    /// Bar and title of a note.
    Note,
    /// Bar and title of a tip.
    Tip,
    /// Bar and title of something important.
    Important,
    /// Bar and title of a warning.
    Warning,
    /// Bar and title of a caution.
    Caution,
    /// Marks that stand for characters that could mislead (controls, bidi overrides).
    Control,
    /// Caption of a code block: its language, its length.
    CodeCaption,
    /// Text of a code block without a more special meaning.
    CodeText,
    /// Keyword of a programming language.
    CodeKeyword,
    /// String or character literal.
    CodeString,
    /// Number, boolean, built-in constant.
    CodeConstant,
    /// Comment.
    CodeComment,
    /// Name of a function or macro.
    CodeFunction,
    /// Name of a type, tag or class.
    CodeType,
    /// Name of a variable, parameter or attribute.
    CodeVariable,
    /// Operator or punctuation.
    CodeOperator,
    /// Line that a diff adds.
    CodeInserted,
    /// Line that a diff removes.
    CodeDeleted,
}

/// A role, and what emphasis lies on it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TextStyle {
    /// The role of the text.
    pub role: Role,
    /// Strong emphasis: `**text**`.
    pub strong: bool,
    /// Emphasis: `*text*`.
    pub emphasis: bool,
    /// Struck through: `~~text~~`.
    pub struck: bool,
    /// Underlined: `<u>` and `<ins>`.
    pub underlined: bool,
}

impl From<Role> for TextStyle {
    fn from(role: Role) -> Self {
        TextStyle {
            role,
            ..TextStyle::default()
        }
    }
}
