//! The meaning of HTML elements for text.

use crate::lesson::block::Marks;

/// Inline elements that change how text looks.
pub(in crate::lesson::parse) fn marks_of(name: &str) -> Option<Marks> {
    Some(match name {
        "b" | "strong" | "th" => Marks::STRONG,
        "i" | "em" | "cite" | "var" | "dfn" => Marks::EMPHASIS,
        "s" | "del" | "strike" => Marks::STRUCK,
        "u" | "ins" => Marks::UNDERLINED,
        "kbd" => Marks::KEY,
        "mark" => Marks::MARKED,
        "sup" => Marks::RAISED,
        "sub" => Marks::LOWERED,
        "code" | "samp" | "tt" => Marks::CODE,
        "figcaption" => Marks::DIM,
        _ => return None,
    })
}

/// Elements that a browser starts on a line of their own.
pub(in crate::lesson::parse) fn breaks_text(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "aside"
            | "header"
            | "footer"
            | "main"
            | "nav"
            | "figure"
            | "figcaption"
            | "center"
            | "dt"
            | "table"
            | "thead"
            | "tbody"
            | "tfoot"
            | "tr"
            | "caption"
            | "address"
            | "form"
            | "fieldset"
            | "hgroup"
            | "search"
            | "td"
            | "body"
            | "html"
    )
}

/// Elements that only carry attributes, or content that isn't text.
pub(in crate::lesson::parse) fn is_transparent(name: &str) -> bool {
    matches!(
        name,
        "span"
            | "font"
            | "small"
            | "big"
            | "abbr"
            | "acronym"
            | "time"
            | "data"
            | "bdi"
            | "bdo"
            | "label"
            | "ruby"
            | "rb"
            | "rt"
            | "rp"
            | "nobr"
            | "picture"
            | "source"
            | "video"
            | "audio"
            | "track"
            | "iframe"
            | "object"
            | "param"
            | "embed"
            | "svg"
            | "path"
            | "g"
            | "canvas"
            | "map"
            | "area"
            | "button"
            | "input"
            | "select"
            | "option"
            | "textarea"
            | "output"
            | "progress"
            | "meter"
            | "col"
            | "colgroup"
            | "noscript"
            | "link"
            | "meta"
            | "base"
            | "slot"
            | "legend"
            | "script"
            | "style"
            | "template"
            | "title"
            | "head"
    )
}

pub(in crate::lesson::parse) fn is_void(name: &str) -> bool {
    matches!(name, "img" | "hr" | "wbr" | "youtube")
}
